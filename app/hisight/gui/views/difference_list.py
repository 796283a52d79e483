"""In what a message is signed otherwise than agreed: one thing a line, what was found beside what was agreed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.protocol import Difference


class DifferenceList(QFrame):
    """A small table without a grid; hidden while there is nothing in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.SPACE // 2, 0, theme.SPACE // 2)
        self._grid.setHorizontalSpacing(theme.SPACE * 2)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show `differences` in their order."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.setVisible(bool(differences))
        heads = ("", tr("报文的做法", "What it does"), tr("约定", "Agreed"))
        rows = [(str(one.label), str(one.found), str(one.agreed)) for one in differences]
        for row, texts in enumerate((heads, *rows)):
            for column, text in enumerate(texts):
                role = "muted" if not row or not column else "warning" if column == 1 else ""
                self._grid.addWidget(_label(text, role), row, column)

    def lines(self) -> list[tuple[str, ...]]:
        """What stands in it, line by line, without the heading."""
        shown = []
        for row in range(1, self._grid.rowCount()):
            items = [self._grid.itemAtPosition(row, column) for column in range(3)]
            shown.append(tuple(item.widget().text() for item in items if item is not None))
        return [line for line in shown if line]


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    if role:
        label.setProperty("role", role)
    return label
