"""The tree-table: one side of a call, line by line, with meaning, spec and findings in place."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyleOptionViewItem, QTreeView, QWidget

from hisight.checks import Severity
from hisight.gui import copying, icons, theme, wishes
from hisight.gui.models.tree_model import AnyIndex, Column, TreeModel, is_editable, is_sealed
from hisight.gui.tr import tr
from hisight.gui.views.row_delegate import RowDelegate
from hisight.reading.lines import Line

_OPEN_UP_TO = 150
"""Lines; a longer message opens with its lists closed, but for the first element and those with findings."""
_MOST_OPENED = 20
"""Groups with findings that are opened in a longer message; expanding thousands would take seconds."""
_NARROWEST, _WIDEST = 0.20, 0.36
"""Of the table, for the column of names."""
_WIDEST_MEANING = 0.18
_SHARES = {Column.VALUE: 5, Column.SPEC: 4, Column.FINDING: 4}
"""How these share what the names and meanings leave."""


class TreeTable(QTreeView):
    """Shows lines; says which one is current, and what the user wants to filter by."""

    current_line = Signal(object)
    """The Line that the user is on; None when there is none."""
    filter_requested = Signal(str, str, str)
    """Filter the list: a `Wish`, the name of a field, its value."""
    column_requested = Signal(str)
    """Show the field with this name as a column of the list."""
    help_requested = Signal(object)
    """The Finding whose rule is to be explained."""
    interface_requested = Signal(object)
    """The Line whose row in the interface the user wants to see."""
    value_edited = Signal(object, str)
    """The Line, and the value that the user wants it to have."""

    def __init__(self, parent: QWidget | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("字段", "Fields"))
        self._editable = editable
        self.more: Callable[[QMenu, Line], None] | None = None
        """Adds to the menu of a line what else can be done with it."""
        self._model = TreeModel(self, editable=editable)
        self._model.value_edited.connect(self.value_edited)
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AllEditTriggers if editable else triggers.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(14)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        self.header().setResizeContentsPrecision(100)  # rows to measure for the width of a column
        self.header().setStretchLastSection(True)
        self.header().setSectionsMovable(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._sized_by_hand = False
        self._sharing = False
        self.header().sectionHandleDoubleClicked.connect(self.resizeColumnToContents)
        self.header().sectionResized.connect(self._note_resize)
        self.selectionModel().currentChanged.connect(
            lambda current, _before: self.current_line.emit(self._model.line(current))
        )

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`. What is open and current stays so where the same lines come again with other content."""
        before = self.line()
        closed = self._closed() if self._editable else []
        other_rows = self._model.set_lines(lines)
        findings = any(line.findings for top in lines for line in top.walk())
        self.setColumnHidden(Column.FINDING, not findings)
        if other_rows:
            self._open(lines)
            for path in closed:
                self.collapse(self._model.index_of(path))
            if self._editable and before is not None:
                self.go_to(before.path)
            elif not self._editable and (worst := _worst_line(lines)):
                self.go_to(worst.path)
            else:
                self.scrollToTop()
        self._share_width()
        self.current_line.emit(self.line())

    def lock(self, *, locked: bool) -> None:
        """While `locked` no value can be edited."""
        self._model.locked = locked

    def line(self) -> Line | None:
        """The line that the user is on."""
        return self._model.line(self.currentIndex())

    def go_to(self, path: str) -> bool:
        """Make the line at `path` current and visible; the nearest group around it where there is none."""
        index = self._model.index_of(path)
        if not index.isValid():
            return False
        self._make_current(index)
        return True

    def find_next(self, text: str, *, backwards: bool = False) -> bool:
        """Go to the next line that has `text` in name, value, meaning or description, around the end if need be."""
        wanted = text.casefold()
        indexes = list(self._model.indexes())
        here = next((n for n, index in enumerate(indexes) if index == self.currentIndex().siblingAtColumn(0)), -1)
        order = [*indexes[here + 1 :], *indexes[: here + 1]]
        for index in [*reversed(order[:-1]), *order[-1:]] if backwards else order:
            if wanted in _searched(self._model.line(index)):
                self._make_current(index)
                return True
        return False

    def _make_current(self, index: QModelIndex) -> None:
        self._expand_to(index.parent())
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _open(self, lines: Sequence[Line]) -> None:
        every = (line for top in lines for line in top.walk())
        if next(islice(every, _OPEN_UP_TO, None), None) is None:
            self.expandAll()
            return
        self.expandToDepth(0)
        wrong = 0
        for group, index in self._groups(QModelIndex()):
            has_findings = wrong < _MOST_OPENED and any(line.findings for line in group.children)
            if has_findings or group.path.endswith("[1]"):
                self._expand_to(index)
                wrong += has_findings

    def _groups(self, parent: QModelIndex) -> Iterator[tuple[Line, QModelIndex]]:
        """The groups inside `parent` with their places."""
        above = self._model.line(parent)
        tops = (
            above.children
            if above
            else [self._model.line(self._model.index(row, 0)) for row in range(self._model.rowCount())]
        )
        for row, line in enumerate(tops):
            if line is not None and line.children:
                index = self._model.index(row, 0, parent)
                yield line, index
                yield from self._groups(index)

    def _closed(self) -> list[str]:
        """The paths of the groups that the user has closed."""
        return [line.path for line, index in self._groups(QModelIndex()) if not self.isExpanded(index)]

    def _expand_to(self, index: QModelIndex) -> None:
        while index.isValid():
            self.expand(index)
            index = index.parent()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """A row on the ground of its worst finding, with a line below it."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().drawRow(painter, option, index)
        painter.setPen(theme.current().color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A form that has no fields says so: what is edited by hand may be no message any more."""
        super().paintEvent(event)
        if self._editable and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().color("muted"))
            text = tr("其中读不出字段。", "No fields can be read in it.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)

    # widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew, unless the user has set the columns; what is current stays in sight when the strip appears."""
        super().resizeEvent(event)
        self._share_width()
        if event.size().height() < event.oldSize().height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _share_width(self) -> None:
        if self._sized_by_hand:
            return
        self._sharing = True
        width = self.viewport().width()
        names = round(min(max(self.sizeHintForColumn(Column.FIELD), width * _NARROWEST), width * _WIDEST))
        meanings = round(min(max(self.sizeHintForColumn(Column.MEANING), width * 0.08), width * _WIDEST_MEANING))
        self.header().resizeSection(Column.FIELD, names)
        self.header().resizeSection(Column.MEANING, meanings)
        shown = {column: share for column, share in _SHARES.items() if not self.isColumnHidden(column)}
        for column, share in shown.items():
            self.header().resizeSection(column, (width - names - meanings) * share // sum(shown.values()))
        self._sharing = False

    def _note_resize(self, column: int) -> None:
        # The last columns are stretched by Qt itself; any other changes by us or by the user.
        if not self._sharing and column < Column.SPEC:
            self._sized_by_hand = True

    # copying

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the value, F1 explains what is wrong with it."""
        line = self.line()
        if line is not None and line.findings and event.key() == Qt.Key.Key_F1:
            self.help_requested.emit(line.findings[0])
            return
        if line is not None and event.matches(QKeySequence.StandardKey.Copy):
            copying.copy(line.value)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """F1 is ours on a line with findings, though the window has another use for it."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_F1:
            line = self.line()
            if line is not None and line.findings:
                event.accept()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a line."""
        line = self._model.line(self.indexAt(event.pos())) if event.reason() == event.Reason.Mouse else self.line()
        if line is not None:
            self.menu(line).exec(event.globalPos())

    def menu(self, line: Line) -> QMenu:
        """The context menu of `line`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.more is not None:
            self.more(menu, line)
            menu.addSeparator()
        value = line.value.strip()
        copy_value = menu.addAction(icons.icon("copy"), tr("复制值", "Copy value"), lambda: copying.copy(line.value))
        copy_value.setShortcut(QKeySequence.StandardKey.Copy)
        menu.addAction(tr("复制路径", "Copy path"), lambda: copying.copy(line.path))
        menu.addAction(tr("复制整行", "Copy row"), lambda: copying.copy(copying.row_text(line)))
        for code, finding in {finding.code: finding for finding in line.findings}.items():
            text = tr(f"{code} 是什么意思", f"What {code} means")
            menu.addAction(icons.icon("help"), text, partial(self.help_requested.emit, finding))
        if self._editable:
            return menu
        copy_value.setEnabled(bool(value))
        menu.addSeparator()
        if not line.children:
            wishes.offer(menu, line.name, "" if is_sealed(line) else value, self.filter_requested.emit)
            column = menu.addAction(tr("显示为列", "Show as a column"), partial(self.column_requested.emit, line.name))
            column.setEnabled(not is_sealed(line))
            menu.addSeparator()
        interface = menu.addAction(icons.icon("catalog"), tr("在接口文档中查看", "Show in the interface"))
        interface.triggered.connect(lambda: self.interface_requested.emit(line))
        interface.setEnabled(line.field is not None)
        menu.addSeparator()
        menu.addAction(tr("全部展开", "Expand all"), self.expandAll)
        menu.addAction(tr("全部折叠", "Collapse all"), lambda: self.expandToDepth(0))
        return menu


def _worst_line(lines: Sequence[Line]) -> Line | None:
    """The first line with the worst finding; None where nothing is wrong."""
    found, rank = None, len(Severity)
    for line in (line for top in lines for line in top.walk()):
        for finding in line.findings:
            if finding.severity.rank < rank:
                found, rank = line, finding.severity.rank
        if rank == 0:  # there is none worse, and a large answer has thousands
            break
    return found


def _searched(line: Line | None) -> str:
    if line is None:
        return ""
    value = line.value if is_editable(line) else ""  # the sealed payload repeats all that stands below it
    return "\n".join((line.label, value, str(line.meaning), line.description)).casefold()
