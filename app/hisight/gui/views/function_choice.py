"""A box to choose a function of the interface in, by typing any part of its code, name or title; or none of them, or another."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from hisight.catalog import Catalog
from hisight.gui.intercepting import words_for
from hisight.gui.tr import tr


class FunctionChoice(QComboBox):
    """Begins with any function."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(28)
        self.addItem(tr("任何功能", "Any function"), "")
        for function in catalog.functions:
            self.addItem(" ".join(filter(None, (function.code, function.name, function.title))), words_for(function))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    @property
    def words(self) -> str:
        """FUN_CODE and name of the function, as breakpoints and rules take them; empty for any."""
        text = self.currentText().strip()
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return text if at < 0 else str(self.itemData(at))

    def choose(self, words: str) -> None:
        """Show the function that is called `words`."""
        at = self.findData(words)
        if at >= 0:
            self.setCurrentIndex(at)
        else:
            self.setEditText(words)
