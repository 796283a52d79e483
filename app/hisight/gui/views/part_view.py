"""The request or the answer of a function: its rows, the row in full below them, and what is in doubt about the whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from hisight.catalog import Catalog, Part
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.gui.views.field_card import FieldCard
from hisight.gui.views.part_table import PartTable

_CARD = 150  # height at first, in logical pixels


class PartView(QWidget):
    """Shows one part of the interface."""

    def __init__(self, name: str, catalog: Catalog) -> None:
        """`name` is what a screen reader calls the table."""
        super().__init__()
        self._catalog = catalog
        self.doubts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.doubts.setProperty("role", "note")
        self.doubts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.doubts.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        self.table = PartTable(name)
        self.card = FieldCard()
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=1)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setSizes([400, _CARD])
        self.nothing = QLabel(
            tr("这一方没有业务参数。", "There is no payload on this side."), alignment=Qt.AlignmentFlag.AlignCenter
        )
        self.nothing.setProperty("role", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.doubts)
        layout.addWidget(self._stack, 1)
        self.table.current_row.connect(lambda row: self.card.show_row(row, catalog))

    def show_part(self, part: Part) -> None:
        """Show `part`."""
        self.table.show_part(part, self._catalog)
        self.card.show_row(None, self._catalog)
        self._stack.setCurrentIndex(0 if part.root or part.extra else 1)
        self.doubts.setText("\n".join(f"{doubt.note} ({doubt.where})" for doubt in part.doubts))
        self.doubts.setVisible(bool(part.doubts))
