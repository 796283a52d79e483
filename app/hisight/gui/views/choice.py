"""A box to choose one of a few values in, each with words of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hisight.wording import Words


class Choice(QComboBox):
    """Holds text values; what the user reads may differ from them."""

    def __init__(self, entries: Sequence[tuple[str, Words]], parent: QWidget | None = None) -> None:
        """`entries` are the values with their words."""
        super().__init__(parent)
        for value, words in entries:
            self.addItem(str(words), value)
            self.setItemData(self.count() - 1, value, Qt.ItemDataRole.ToolTipRole)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)

    @property
    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Choose `value`; one that is not offered chooses the first."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that turns a page must not turn a choice on its way."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
