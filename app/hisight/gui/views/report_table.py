"""A table of a report, as a list that can be read, sorted and copied from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from hisight.gui import theme
from hisight.gui.views.row_delegate import RowDelegate
from hisight.report.tables import Cell, Table

_ROLES = {"": "text", "error": "error", "warning": "warning", "fine": "ok", "quiet": "muted"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDEST = 280  # logical pixels of a column at first


class ReportTable(QTreeWidget):
    """Shows a `Table`; what stands in no row is left out as a column."""

    example_wanted = Signal(int)
    """The row whose example the user wants to see."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        self.setAccessibleName(name)
        self.itemActivated.connect(lambda item: self.example_wanted.emit(self.indexOfTopLevelItem(item)))
        self.setItemDelegate(RowDelegate(self))
        self.setStyleSheet("QTreeView::item { padding: 0 5px; }")  # in line with the header

    def show_table(self, table: Table) -> None:
        """Show `table` in place of what was shown."""
        self.clear()
        used = [place for place in range(len(table.columns)) if any(row[place].value != "" for row in table.rows)]
        self.setColumnCount(max(1, len(used)))
        self.setHeaderLabels([str(table.columns[place]) for place in used] or [""])
        if not table.rows:
            item = QTreeWidgetItem([str(table.empty)])
            item.setForeground(0, theme.current().color("muted"))
            item.setDisabled(True)
            self.addTopLevelItem(item)
        self.addTopLevelItems([_item([row[place] for place in used]) for row in table.rows])
        for column, place in enumerate(used):
            if isinstance(table.rows[0][place].value, (int, float)):
                self.headerItem().setTextAlignment(column, _RIGHT)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column in range(self.columnCount() - 1):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column) + theme.SPACE, _WIDEST))


def _item(cells: Sequence[Cell]) -> QTreeWidgetItem:
    texts = [f"{cell.value:,}" if isinstance(cell.value, (int, float)) else str(cell.value) for cell in cells]
    item = QTreeWidgetItem(texts)
    for column, cell in enumerate(cells):
        item.setForeground(column, theme.current().color(_ROLES[cell.tone]))
        item.setToolTip(column, texts[column])
        if isinstance(cell.value, (int, float)):
            item.setTextAlignment(column, _RIGHT)
    return item
