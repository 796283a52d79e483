"""The call list as a Qt model: numbers of the session in hand, rows fetched by page when they are looked at."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hisight.capture import Filter, Row, Session
from hisight.gui import background
from hisight.gui.models.call_columns import COLUMNS, Cell, Column, Piece, of_field, text_of
from hisight.gui.tr import tr

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
        self._shown = Filter()  # what the rows in hand were asked for with
        self.total = 0
        """Calls in the session, shown or not."""
        self.columns: tuple[Column, ...] = COLUMNS
        """What can be shown of each call; those of fields come last."""
        self._ids: array[int] = array("q")
        self._pages: dict[int, list[Row]] = {}
        self._values: dict[tuple[int, str], dict[int, str]] = {}  # of a field, by page
        self._job: background.Job | None = None
        self._ask_again = False

    # what is shown

    def show_session(self, session: Session | None) -> None:
        """Show another session; the filter stays."""
        self._stop_asking()
        self.session = session
        self.beginResetModel()
        self._ids, self._pages, self._values, self.total = array("q"), {}, {}, 0
        self.endResetModel()
        self.counted.emit()
        if session:
            self._ask()

    def set_filter(self, chosen: Filter) -> None:
        """Show only what `chosen` lets through."""
        if chosen != self.filter:
            self.filter = chosen
            self._stop_asking()
            self._ask()

    def cancel(self) -> None:
        """Give up the search that runs; the rows in hand stay, and their filter is the one in effect again."""
        self._stop_asking()
        self.filter = self._shown

    def look(self) -> None:
        """There may be new calls."""
        if self.session and self._job is None:
            last = self.session.last_id()
            if last > self.total and self.filter == Filter():
                self._append(range(self.total + 1, last + 1))
            elif last > self.total:
                self._ask()
        else:
            self._ask_again = True

    def summaries_changed(self, ids: Iterable[int]) -> None:
        """The calls with these numbers were read anew."""
        self.look()
        rows = [row for row in map(self.row_of, ids) if row is not None]
        if rows:
            for page in {row // PAGE for row in rows}:
                self._forget(page)
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.columns) - 1))
        if self.filter != Filter():
            self._ask()

    @property
    def stale(self) -> bool:
        """True while the session is being asked which calls to show."""
        return self._job is not None

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
        number, place = divmod(line, PAGE)
        page = self._pages.get(number)
        if page is None and self.session:
            page = self.session.rows(self._ids[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) >= _PAGES:
                self._forget(next(iter(self._pages)))
            self._pages[number] = page
        return page[place] if page and place < len(page) else None

    def rows_at_hand(self) -> Iterator[Row]:
        """What has been looked at lately."""
        return (row for page in self._pages.values() for row in page)

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
        """Plain text and tool tip; the delegate paints from the row itself."""
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

    def _ask(self) -> None:
        if self._job is not None:
            self._ask_again = True
            return
        session, chosen = self.session, self.filter
        if session:
            self._ask_again = False
            self._job = background.run(
                lambda: (session.ids(chosen), session.last_id()), self._take, self._give_up, self.busy.emit
            )

    def _stop_asking(self) -> None:
        if self._job:
            self._job.cancel()
            self._job = None
        self._ask_again = False

    def _give_up(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

    def _take(self, answer: tuple["array[int]", int]) -> None:
        self._job = None
        self._shown = self.filter
        ids, last = answer
        if self.filter == Filter():
            last = ids[-1] if ids else 0  # what came between the two questions is asked for next
        if ids[: len(self._ids)] == self._ids:
            self.total = last
            self._append(ids[len(self._ids) :])
        else:
            self.beginResetModel()
            self._ids, self._pages, self._values, self.total = ids, {}, {}, last
            self.endResetModel()
            self.counted.emit()
        if self._ask_again:
            self._ask_again = False
            self._ask()

    def _append(self, ids: Iterable[int]) -> None:
        new = array("q", ids)
        if new:
            before = len(self._ids)
            self.beginInsertRows(_NOWHERE, before, before + len(new) - 1)
            self._ids.extend(new)
            self._forget(before // PAGE)  # it was not full
            self.endInsertRows()
            self.total = max(self.total, new[-1])
        self.counted.emit()


def tip_of(row: Row) -> str:
    """The verdict, the key that fits, and what the user wrote, under the pointer."""
    lines = [tr(row.summary.verdict_zh, row.summary.verdict_en)] if row.summary else [tr("正在解读…", "Being read…")]
    if row.parent is not None:
        lines.append(tr(f"重放自 {row.parent} 号", f"A replay of {row.parent}"))
    if row.summary and row.summary.key_label:
        lines.append(tr(f"密钥 {row.summary.key_label}", f"Key {row.summary.key_label}"))
    if row.comment:
        lines.append(row.comment)
    return "\n".join(line for line in lines if line)
