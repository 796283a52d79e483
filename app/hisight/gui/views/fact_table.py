"""Facts as rows of label and values."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from hisight.gui import theme

_LONG_WORD = re.compile(r"[^\s/<>]{24}(?=[^\s/<>]{24})")


class FactTable(QWidget):
    """Rows of label and values; a row's values may be selected and copied."""

    link_activated = Signal(str)
    """A link in a value was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE * 2)
        self._grid.setVerticalSpacing(theme.SPACE // 2)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show `rows` in place of those before."""
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for number, (label, *values) in enumerate(rows):
            name = QLabel(label)
            name.setProperty("role", "muted")
            name.setMinimumWidth(96)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            labels = [name, *map(self._value, values)]
            for column, one in enumerate(labels):
                self._grid.addWidget(one, number, column)
                self._grid.setColumnStretch(column, min(column, 1))
            _set_on_one_line(labels)

    def _value(self, text: str) -> QLabel:
        label = QLabel(
            _LONG_WORD.sub("\\g<0>\u200b", text), wordWrap=True
        )  # or one word makes the page wider than the window
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        linked = text.startswith("<a ")
        label.setTextFormat(Qt.TextFormat.RichText if linked else Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction if linked else Qt.TextInteractionFlag.TextSelectableByMouse
        )
        label.linkActivated.connect(self.link_activated)
        return label


def _set_on_one_line(labels: Sequence[QLabel]) -> None:
    """Let the first lines of `labels` stand on one base line: a font that Chinese is taken from is often the taller one."""
    heights = [_height_above_line(label) for label in labels]
    for label, height in zip(labels, heights, strict=True):
        label.setContentsMargins(0, round(max(heights) - height), 0, 0)


def _height_above_line(label: QLabel) -> float:
    label.ensurePolished()
    layout = QTextLayout(label.text(), label.font())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent() if line.isValid() else 0.0
