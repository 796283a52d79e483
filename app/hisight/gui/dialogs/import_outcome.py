"""What came of an import: file by file the calls, what the format could not say, and why a file could not be read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.errors import HisightError
from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.imports.arriving import Arrived

_NUMBER = Qt.ItemDataRole.UserRole
_TOLD = 0


class ImportOutcome(QDialog):
    """A row for each file, and below it one for each remark; the first call of a file that is pressed is shown in the window."""

    call_chosen = Signal(int)
    """The number of the call that the user wants to see."""

    def __init__(
        self, arrived: Sequence[Arrived], refused: Sequence[tuple[Path, HisightError]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.setWindowTitle(tr("导入结果", "What was imported"))
        self.resize(860, 420)
        self.table = QTreeWidget(headerHidden=True, allColumnsShowFocus=True)
        self.table.setAccessibleName(tr("导入结果", "What was imported"))
        self.table.setWordWrap(True)
        self.table.itemActivated.connect(self._choose)
        for file, error in refused:
            self._add(None, f"{file.name}: {error}", "error", "error")
        for one in arrived:
            item = self._add(None, str(one.words), "check", "ok", one.first)
            for words in one.lost:
                self._add(item, str(words), "note", "muted", one.first)
        self.table.expandAll()
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.copy = QPushButton(icons.icon("copy"), tr("复制全部", "Copy all"))
        self.copy.clicked.connect(lambda: copying.copy("\n".join(self._lines)))
        close = QPushButton(tr("关闭", "Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 2,) * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def _add(
        self, below: QTreeWidgetItem | None, text: str, drawing: str, role: str, number: int = 0
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(below or self.table, [text])
        item.setIcon(_TOLD, icons.icon(drawing, role))
        item.setData(_TOLD, _NUMBER, number)
        item.setSizeHint(_TOLD, QSize(0, theme.ROW_HEIGHT))
        item.setToolTip(_TOLD, text)
        if role == "muted":
            item.setForeground(_TOLD, theme.current().color(role))
        self._lines.append(f"  {text}" if below else text)
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        if number := item.data(_TOLD, _NUMBER):
            self.call_chosen.emit(number)
