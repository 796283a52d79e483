"""The list below the filter field: what may be written next, or filters of before. The keyboard stays in the field."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from hisight.capture.filtering import Completion
from hisight.gui import theme
from hisight.gui.tr import tr

_MOST_ROWS = 10
_WIDTH = 560
_OFFER = Qt.ItemDataRole.UserRole


class CompletionList(QFrame):
    """Lies over the window below a field; `Completion.help` stands beside each text."""

    chosen = Signal(object)
    """The `Completion` that was pressed."""
    closed = Signal()
    """It is out of sight: the user has chosen, or goes on without it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName("completions")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, headerHidden=True, columnCount=2)
        self.list.setAccessibleName(tr("补全", "Completions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(0, _OFFER)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE // 2] * 4)
        layout.addWidget(self.list)
        self.hide()

    def offer(self, completions: Sequence[Completion], below: QWidget) -> None:
        """Show `completions` below the widget `below`; without any, hide."""
        self.list.clear()
        for completion in completions:
            item = QTreeWidgetItem(self.list, [completion.text, str(completion.help)])
            item.setData(0, _OFFER, completion)
            item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
            item.setForeground(1, theme.current().color("muted"))
            item.setToolTip(0, completion.text)
        if not completions:
            self.hide()
            return
        colours = theme.current()
        self.setStyleSheet(
            f"#completions {{ background: {colours.panel}; border: 1px solid {colours.border}; border-radius: 6px; }}"
        )
        self._place(len(completions), below)
        self.show()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say so."""
        super().hideEvent(event)
        self.closed.emit()

    def move_light(self, by: int) -> None:
        """Light the next (1) or previous (-1) line, around the ends."""
        count = self.list.topLevelItemCount()
        here = (
            self.list.indexOfTopLevelItem(self.list.currentItem())
            if self.list.currentItem()
            else (-1 if by > 0 else count)
        )
        self.list.setCurrentItem(self.list.topLevelItem((here + by) % count))

    def lit(self) -> Completion | None:
        """The completion that is lit; None when none is."""
        item = self.list.currentItem()
        return item.data(0, _OFFER) if item else None

    def first(self) -> Completion:
        """The likeliest."""
        return self.list.topLevelItem(0).data(0, _OFFER)

    def _place(self, count: int, below: QWidget) -> None:
        window = self._field.window()
        self.setParent(window)
        corner = below.mapTo(window, QPoint(0, below.height() + 2))
        corner.setX(self._field.mapTo(window, QPoint(0, 0)).x())
        room = window.height() - corner.y() - theme.SPACE
        height = min(min(count, _MOST_ROWS) * theme.ROW_HEIGHT + theme.SPACE + 2, room)
        width = min(_WIDTH, self._field.width())
        texts = max(self.fontMetrics().horizontalAdvance(self.list.topLevelItem(row).text(0)) for row in range(count))
        self.list.header().resizeSection(0, min(texts + 3 * theme.SPACE, width * 2 // 3))
        self.setGeometry(corner.x(), corner.y(), width, height)
