"""The table of calls and its header: columns are shown, hidden, moved and kept, and any field can be one."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from hisight.gui import column_layout, copying, icons, theme
from hisight.gui.column_layout import PlacedColumn as KeptColumn
from hisight.gui.models.call_columns import Column, field_of
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.settings import Settings
from hisight.gui.tr import tr
from hisight.gui.views.call_painter import CallPainter, PlacedColumn, PlacedLine

_NOWHERE = QModelIndex()
_WIDEST_AT_FIRST = 260  # of a field, whose values may be of any length
_NARROWEST = 150  # for the column that takes what the others leave; below it the table scrolls


class CallTable(QTableView):
    """Shows a `CallsModel`, whole rows of it."""

    field_wanted = Signal()
    """The user wants a column for a field, and has not said which."""

    def __init__(self, model: CallsModel, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = model
        self._settings = settings
        self._sharing = False
        self.setAccessibleName(tr("调用列表", "List of calls"))
        self.setModel(model)
        self._painter = CallPainter(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header(self.horizontalHeader())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that are in sight."""
        first = max(self.rowAt(event.rect().top()), 0)
        top = self.rowViewportPosition(first)
        last = min(self._calls.rowCount(), first + (event.rect().bottom() - top) // theme.ROW_HEIGHT + 1)
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self._placed_columns(), self._placed_lines(first, last, top))
        painter.end()

    def sizeHintForColumn(self, column: int) -> int:
        """As wide as what stands in the lines that are in sight."""
        first = max(self.rowAt(0), 0)
        last = min(self._calls.rowCount(), first + self.viewport().height() // theme.ROW_HEIGHT + 1)
        shown = self._calls.columns[column]
        lines = self._placed_lines(first, last, 0)
        return max((self._painter.width(one.row, one.line, shown) for one in lines), default=-1)

    def _placed_columns(self) -> list[PlacedColumn]:
        header, right = self.horizontalHeader(), self.viewport().width()
        placed = [
            PlacedColumn(column, header.sectionViewportPosition(section), header.sectionSize(section))
            for section, column in enumerate(self._calls.columns)
            if not header.isSectionHidden(section)
        ]
        return [one for one in placed if one.left < right and one.left + one.width > 0]

    def _placed_lines(self, first: int, last: int, top: int) -> Iterator[PlacedLine]:
        is_selected = self.selectionModel().isRowSelected
        for line in range(first, last):
            row = self._calls.row(line)
            if row is not None:
                yield PlacedLine(line, row, top + (line - first) * theme.ROW_HEIGHT, is_selected(line, _NOWHERE))

    def copy_rows(self) -> None:
        """Copy the selected calls as rows for a spreadsheet or a chat, the columns as they are shown."""
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in columns if not header.isSectionHidden(column)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        cells = ([str(self._calls.index(row, column).data() or "") for column in shown] for row in rows)
        copying.copy("\n".join("\t".join(row) for row in cells))

    # columns

    def show_field(self, name: str) -> None:
        """Show field `name` as a column, in sight."""
        known = len(self._calls.columns)
        place = self._calls.add_field(name)
        header = self.horizontalHeader()
        if place == known:
            least = self._width(self._calls.columns[place])
            header.resizeSection(place, min(max(self.sizeHintForColumn(place), least), _WIDEST_AT_FIRST))
            header.moveSection(header.visualIndex(place), header.visualIndex(self._stretched) + 1)
        header.setSectionHidden(place, False)  # noqa: FBT003 - a switch, as Qt's setters are
        self._share_width()
        self.scrollTo(self._calls.index(max(self.currentIndex().row(), 0), place))

    def save_layout(self) -> None:
        """Keep widths, order and choice of columns."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        placed = (
            KeptColumn(self._calls.columns[column].key, self._kept_width(column), not header.isSectionHidden(column))
            for column in order
        )
        self._settings.columns = column_layout.to_text(placed)

    def columns_menu(self, place: int = -1) -> QMenu:
        """A menu to show and hide columns, the function always stays; opened on column `place`, of a field, it can be removed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.horizontalHeader()
        for section, column in enumerate(self._calls.columns):
            if column.sample.zh:
                action = menu.addAction(str(column.help) if column.key == "findings" else str(column.title))
                action.setCheckable(True)
                action.setChecked(not header.isSectionHidden(section))
                action.toggled.connect(partial(self._show_column, section))
        menu.addSeparator()
        menu.addAction(icons.icon("new"), tr("添加字段列…", "Add a field…"), self.field_wanted.emit)
        if name := self._calls.columns[place].field if place >= 0 else "":
            text = tr(f"移除 {name} 列", f"Remove {name}")
            menu.addAction(icons.icon("trash"), text, partial(self._calls.remove_field, name))
        return menu

    def pop_up_columns_menu(self, place: QPoint | None = None) -> None:
        """Open the menu at `place` of the header; without one below its beginning, for the keyboard."""
        header = self.horizontalHeader()
        section = header.logicalIndexAt(place) if place else -1
        self.columns_menu(section).popup(header.mapToGlobal(place or header.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    @property
    def _stretched(self) -> int:
        return next(place for place, column in enumerate(self._calls.columns) if not column.sample.zh)

    def _show_column(self, section: int, shown: bool) -> None:  # noqa: FBT001 - called by QAction.toggled
        self.horizontalHeader().setSectionHidden(section, not shown)
        self._share_width()

    def _kept_width(self, column: int) -> int:
        header = self.horizontalHeader()
        if not header.isSectionHidden(column):
            return header.sectionSize(column)
        return self._width(self._calls.columns[column])  # Qt says 0 of a hidden one

    def _width(self, column: Column) -> int:
        metrics = QFontMetrics(theme.bold_font())
        text = max(metrics.horizontalAdvance(str(words)) for words in (column.title, column.sample))
        return text + 20 + (theme.ICON + 4 if column.icon else 0)

    def _share_width(self) -> None:
        """Give the function what the other columns leave."""
        if self._sharing:
            return
        self._sharing = True
        header, stretched = self.horizontalHeader(), self._stretched
        others = header.length() - header.sectionSize(stretched)
        header.resizeSection(stretched, max(self.viewport().width() - others, _NARROWEST))
        self._sharing = False

    def _set_up_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(36)
        kept = column_layout.from_text(self._settings.columns)
        for column in kept:
            if name := field_of(column.key):
                self._calls.add_field(name)
        for section, of_section in enumerate(self._calls.columns):
            header.resizeSection(section, self._width(of_section))
            header.setSectionHidden(section, of_section.hidden)
        sections = {column.key: section for section, column in enumerate(self._calls.columns)}
        known = [column for column in kept if column.key in sections]
        for place, placed in enumerate(known):
            section = sections[placed.key]
            header.moveSection(header.visualIndex(section), place)
            header.resizeSection(section, placed.width)
            header.setSectionHidden(section, not placed.shown)
        header.sectionResized.connect(self._share_width)
        header.sectionCountChanged.connect(self._share_width)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.pop_up_columns_menu)
