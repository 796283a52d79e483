"""The call list as a Qt model: numbers of the session in hand, rows fetched by page when they are looked at."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hisight.capture import Filter, Row, Session
from hisight.gui.models.call_columns import COLUMNS, Cell, Column, Piece, of_field, text_of, tip_of
from hisight.gui.models.call_search import CallSearch

PAGE = 128
"""Rows that are fetched at once."""
_PAGES = 32  # kept in memory; a screen shows one or two

# An enum attribute looked up in `data` costs 5 us each, and a frame asks thousands of times.
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_HORIZONTAL = Qt.Orientation.Horizontal
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()

_Index = QModelIndex | QPersistentModelIndex


class CallsModel(QAbstractTableModel):
    """The calls of a session that a filter lets through, in order of arrival."""

    counted = Signal()
    """How many calls there are, or are shown, may have changed."""
    busy = Signal(bool)
    """The session is being searched for longer than a user waits without a word; or no longer."""
    failed = Signal(object)
    """The session file could not be read: the error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.filter = Filter()
        self.total = 0
        """Calls in the session, shown or not."""
        self.complete = True
        """False when the search for the calls of `filter` was given up before its end."""
        self.columns: tuple[Column, ...] = COLUMNS
        """What can be shown of each call; those of fields come last."""
        self._ids: range | array[int] = range(0)
        self._last = 0  # the newest call that is known
        self._shown = Filter()  # of the rows in hand; another than `filter` until the first of its rows is found
        self._fresh = False  # the search has found nothing yet
        self._pages: dict[int, dict[int, Row]] = {}
        self._values: dict[tuple[int, str], dict[int, str]] = {}  # of a field, by page
        self._search = CallSearch(self)
        self._search.began.connect(self._on_began)
        self._search.found.connect(self._on_found)
        self._search.ended.connect(self._on_ended)
        self._search.judged.connect(self._on_judged)
        self._search.busy.connect(self.busy)
        self._search.failed.connect(self.failed)

    # what is shown

    def show_session(self, session: Session | None) -> None:
        """Show another session; the filter stays."""
        self._search.stop()
        self.session = session
        self._last = self.total = 0
        self._reset(range(0))
        if session:
            self._begin()

    def set_filter(self, chosen: Filter) -> None:
        """Show only what `chosen` lets through. What was shown stays until the first call is found."""
        if chosen != self.filter or not self.complete:
            self.filter = chosen
            if self.session:
                self._begin()

    def cancel(self) -> None:
        """Give up the search that runs. The rows in hand stay: those of the filter before, or the first of this one."""
        if self._search.searching:
            self._search.stop()
            self.complete = self.filter != self._shown
            self.filter = self._shown
            self.counted.emit()

    def look(self, changed: Sequence[int] = ()) -> None:
        """There may be new calls, and old ones may be gone; these were `changed`."""
        if self.session is None:
            return
        new = [] if self._search.searching else self.session.numbers(after=self._last)  # at its end it looks
        if new:
            self._last = new[-1]
            self.total += len(new)
        if self.filter == Filter():
            self._append(new)
        else:
            self._search.judge([*new, *changed])
        if not self._search.searching:
            self._drop_before(self.session.first_id())
        self.counted.emit()

    def summaries_changed(self, ids: Iterable[int]) -> None:
        """The calls with these numbers were read anew, or marked."""
        changed = list(ids)
        self.look(changed)
        rows = [row for row in map(self.row_of, changed) if row is not None]
        if rows:
            for page in {row // PAGE for row in rows}:
                self._forget(page)
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.columns) - 1))

    @property
    def stale(self) -> bool:
        """True while the session is being asked which calls to show."""
        return self._search.asking

    @property
    def filling(self) -> bool:
        """True while calls that were there before are still being found."""
        return self._search.searching

    # numbers and rows

    def id_at(self, row: int) -> int:
        """The number of the call in line `row`; 0 when there is no such line."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def row_of(self, exchange_id: int) -> int | None:
        """The line of a call; None when the filter hides it."""
        row = bisect_left(self._ids, exchange_id)
        return row if self.id_at(row) == exchange_id and exchange_id else None

    def row(self, line: int) -> Row | None:
        """What line `line` shows; None when it cannot be had."""
        number = line // PAGE
        page = self._pages.get(number)
        if page is None and self.session:
            page = {row.id: row for row in self.session.rows(self._ids[number * PAGE : (number + 1) * PAGE])}
            if len(self._pages) >= _PAGES:
                self._forget(next(iter(self._pages)))
            self._pages[number] = page
        return page.get(self.id_at(line)) if page else None

    def rows_at_hand(self) -> Iterator[Row]:
        """What has been looked at lately."""
        return (row for page in self._pages.values() for row in page.values())

    def cell(self, row: Row, line: int, column: Column) -> Cell:
        """What `column` says of `row`, which stands in `line`."""
        return (Piece(self._value(row, line, column.field)),) if column.field else column.cell(row)

    # columns of fields

    def add_field(self, name: str) -> int:
        """Have a column for field `name`, and return its place."""
        known = next((place for place, column in enumerate(self.columns) if column.field == name), None)
        if known is not None:
            return known
        place = len(self.columns)
        self.beginInsertColumns(_NOWHERE, place, place)
        self.columns += (of_field(name),)
        self.endInsertColumns()
        return place

    def remove_field(self, name: str) -> None:
        """Have no column for field `name` any more."""
        place = next((place for place, column in enumerate(self.columns) if column.field == name), None)
        if place is not None:
            self.beginRemoveColumns(_NOWHERE, place, place)
            self.columns = self.columns[:place] + self.columns[place + 1 :]
            self.endRemoveColumns()

    # Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """The calls shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """The columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """Plain text and tool tip; who paints takes the row itself."""
        if role not in (_DISPLAY, _TOOL_TIP):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == _DISPLAY:
            return text_of(self.cell(row, index.row(), self.columns[index.column()]))
        return tip_of(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Titles, and what they mean as tool tips."""
        if orientation != _HORIZONTAL:
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return str(column.title)
        if role == _TOOL_TIP:
            return str(column.help)
        return int(_RIGHT if column.right else _LEFT) if role == _ALIGNMENT else None

    # asking the session

    def _value(self, row: Row, line: int, name: str) -> str:
        """The value of field `name`, asked for a page at once."""
        page = (line // PAGE, name)
        if page not in self._values and self.session:
            first = page[0] * PAGE
            self._values[page] = self.session.values(self._ids[first : first + PAGE], name)
        return self._values.get(page, {}).get(row.id, "")

    def _forget(self, page: int) -> None:
        self._pages.pop(page, None)
        for name in {name for number, name in self._values if number == page}:
            del self._values[page, name]

    def _begin(self) -> None:
        assert self.session is not None
        self.complete, self._fresh = True, True
        # What comes from now on is looked for at the end.
        self._last, self.total = self.session.last_id(), self.session.count()
        self._search.begin(self.session, self.filter)

    def _on_began(self, last: int, total: int) -> None:
        self._last, self.total = last, total  # what comes from now on is looked for at the end

    def _on_found(self, part: Sequence[int]) -> None:
        if self._fresh:
            self._reset(part)
        else:
            self._append(part)
        if self.filter == Filter():
            self.total = len(self._ids)
        self.counted.emit()

    def _on_ended(self) -> None:
        if self._fresh:  # nothing was found
            self._reset(range(0))
        self._last = max(self._last, self._ids[-1] if self._ids else 0)
        self.look()

    def _on_judged(self, asked: Sequence[int], passing: set[int]) -> None:
        newest = self._ids[-1] if self._ids else 0
        for number in asked:
            row = self.row_of(number)
            if row is not None and number not in passing:
                self._remove(row, row + 1)
            elif row is None and number in passing and number < newest:
                self._insert(bisect_left(self._ids, number), number)
        self._append([number for number in asked if number in passing and number > newest])
        self.counted.emit()

    # changing the numbers

    def _reset(self, ids: Sequence[int]) -> None:
        self.beginResetModel()
        self._ids = ids if isinstance(ids, range) else array("q", ids)
        self._shown, self._fresh = self.filter, False
        self._pages, self._values = {}, {}
        self.endResetModel()
        self.counted.emit()

    def _append(self, new: Sequence[int]) -> None:
        if not len(new):
            return
        before = len(self._ids)
        self.beginInsertRows(_NOWHERE, before, before + len(new) - 1)
        if isinstance(self._ids, range) and new[0] == self._ids.stop and new[-1] - new[0] == len(new) - 1:
            self._ids = range(self._ids.start, new[-1] + 1)
        else:
            self._ids = self._ids if isinstance(self._ids, array) else array("q", self._ids)
            self._ids.extend(new)
        self._forget(before // PAGE)  # it was not full
        self.endInsertRows()

    def _insert(self, row: int, number: int) -> None:
        self.beginInsertRows(_NOWHERE, row, row)
        self._ids = array("q", self._ids)
        self._ids.insert(row, number)
        self._pages, self._values = {}, {}
        self.endInsertRows()

    def _remove(self, first: int, end: int) -> None:
        self.beginRemoveRows(_NOWHERE, first, end - 1)
        self._ids = self._ids[end:] if not first else array("q", [*self._ids[:first], *self._ids[end:]])
        self._pages, self._values = {}, {}
        self.endRemoveRows()

    def _drop_before(self, first_id: int) -> None:
        gone = bisect_left(self._ids, first_id) if first_id else len(self._ids)
        if gone and self.session:
            self._remove(0, gone)
            self.total = self.session.count()
