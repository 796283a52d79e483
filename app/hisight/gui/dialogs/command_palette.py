"""Ctrl+K: every action by a few letters of its name. A number goes to that call."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import theme
from hisight.gui.actions import SPECS
from hisight.gui.icons import icon
from hisight.gui.tr import tr

_SIZE = (520, 380)
_ROW = 34


class CommandPalette(QDialog):
    """Lists the actions that match what is typed, the best first; Enter runs the one that is lit."""

    number_chosen = Signal(int)
    """Go to the call with this number."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget, *, numbers_only: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = {} if numbers_only else actions
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            tr("调用的编号", "Number of a call")
            if numbers_only
            else tr("想做什么？也可输入调用编号", "What to do? Or the number of a call")
        )
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("命令", "Commands"))
        self.list.itemClicked.connect(self._run)
        frame = QFrame()
        frame.setObjectName("palette")
        colours = theme.current()
        frame.setStyleSheet(f"#palette {{ background: {colours.panel}; border: 1px solid {colours.border}; }}")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        inner.addWidget(self.field)
        inner.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.list.setVisible(not numbers_only)
        self.resize(_SIZE[0], self.sizeHint().height() if numbers_only else _SIZE[1])
        self._fill()

    def popup(self) -> None:
        """Show it below the upper edge of its window."""
        window = self.parentWidget()
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 72)))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move the light while the user types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
            if by and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.list.clear()
        typed = self.field.text().strip().casefold()
        if typed.isdecimal():
            self._add("", tr(f"转到 {int(typed)} 号调用", f"Go to call {int(typed)}"), "", number=int(typed))
        found = []
        for spec in SPECS:
            # Both languages are searched: who reads Chinese may type English.
            places = [_match(typed, text.casefold()) for text in spec.words]
            place = min((place for place in places if place is not None), default=None)
            if (
                place is not None
                and spec.name in self._actions
                and self._actions[spec.name].isEnabled()
                and spec.name != "palette"
            ):
                found.append((place, spec))
        for _, spec in sorted(found, key=lambda pair: pair[0]):
            self._add(spec.icon, str(spec.words), spec.keys, name=spec.name)
        self.list.setCurrentRow(0)

    def _add(self, icon_name: str, text: str, keys: str, *, name: str = "", number: int = 0) -> None:
        item = QListWidgetItem(self.list)
        item.setData(Qt.ItemDataRole.UserRole, (name, number))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        row = QWidget()
        picture = QLabel()
        picture.setFixedWidth(theme.BAR_ICON)
        if icon_name:
            picture.setPixmap(icon(icon_name, "muted").pixmap(theme.ICON, theme.ICON))
        shortcut = QLabel(keys)
        shortcut.setProperty("role", "muted")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        layout.addWidget(picture)
        layout.addWidget(QLabel(text), 1)
        layout.addWidget(shortcut)
        hint = row.sizeHint()
        hint.setHeight(_ROW)
        item.setSizeHint(hint)
        self.list.setItemWidget(item, row)

    def _run(self) -> None:
        typed = self.field.text().strip()
        item = self.list.currentItem()
        name, number = item.data(Qt.ItemDataRole.UserRole) if item else ("", 0)
        if not item and not typed.isdecimal():
            return
        self.close()
        if name:
            self._actions[name].trigger()
        else:
            self.number_chosen.emit(number or int(typed))


def _match(typed: str, text: str) -> int | None:
    """How late `typed` stands in `text`, or 1000 when its letters only stand in order; None when they do not."""
    if typed in text:
        return text.index(typed)
    letters = iter(text)
    return 1000 if all(letter in letters for letter in typed.replace(" ", "")) else None
