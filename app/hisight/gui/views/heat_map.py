"""The map of a coverage: function by function, what is wrong with how many calls."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hisight.gui import theme
from hisight.gui.models.heat_model import FUNCTION, HeatCell, HeatModel
from hisight.gui.tr import tr
from hisight.report.coverage import FunctionUse

_NARROWEST = 58
_FUNCTION_WIDTH = 230  # at least
_MARGIN = 5


class HeatMap(QTableView):
    """Shows a `HeatModel`. A cell that is current tells its function; one that is activated wants its calls seen."""

    function_chosen = Signal(object)
    """The `FunctionUse` of the current row."""
    calls_wanted = Signal(object)
    """The `HeatCell` whose calls the user wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heat = HeatModel(self)
        self.setModel(self.heat)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("各功能的符合情况", "Conformance by function"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(_NARROWEST)
        header.setSectionResizeMode(FUNCTION, QHeaderView.ResizeMode.Fixed)
        self.heat.modelReset.connect(self._fit)
        self.doubleClicked.connect(lambda _index: self.want())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.want)

    def current_cell(self) -> HeatCell | None:
        """The current cell; None without one."""
        return self.heat.cell(self.currentIndex())

    def current_function(self) -> FunctionUse | None:
        """The function of the current row; None without one."""
        return self.heat.function(self.currentIndex().row())

    def choose(self, label: str) -> None:
        """Make the function `label` current, else the first."""
        rows = [self.heat.function(row) for row in range(self.heat.rowCount())]
        row = next((place for place, one in enumerate(rows) if one is not None and one.label == label), 0)
        self.setCurrentIndex(self.heat.index(row, FUNCTION))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which function is current."""
        super().currentChanged(current, previous)
        self.function_chosen.emit(self.heat.function(current.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names of functions take the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        others = sum(self.columnWidth(column) for column in range(self.heat.columnCount()) if column != FUNCTION)
        self.setColumnWidth(FUNCTION, max(_FUNCTION_WIDTH, self.viewport().width() - others))

    def want(self) -> None:
        """Ask for the calls of the current cell; for those of its function where the cell has none of its own."""
        cell = self.current_cell()
        if cell is not None and not cell.filter:
            cell = self.heat.cell(self.currentIndex().siblingAtColumn(FUNCTION))
        if cell is not None and cell.filter:
            self.calls_wanted.emit(cell)


class _Delegate(QStyledItemDelegate):
    """Paints the ground of a cell with a rim around it, so that the map can be read as a map."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint one cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect.adjusted(1, 1, -1, -1), ground)
        if index.column() == FUNCTION:
            option.rect = option.rect.adjusted(_MARGIN, 0, 0, 0)  # in line with the header
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The ground is painted already; the current cell keeps it and has a frame."""
        super().initStyleOption(option, index)
        option.backgroundBrush = QBrush()
