"""A comparison as a Qt model: a heading for each side of the call, and below it a row for each line."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hisight.compare import Comparison, Line
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.protocol import Direction

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_BACKGROUND = Qt.ItemDataRole.BackgroundRole
_FOREGROUND = Qt.ItemDataRole.ForegroundRole
_FONT = Qt.ItemDataRole.FontRole
_NOWHERE = QModelIndex()
_INDENT = "    "
_LONGEST = 300  # characters of a cell; the tool tip has more
_LONGEST_TIP = 2000

_SIGNS: Mapping[str, str] = {"same": "", "changed": "≠", "only-left": "−", "only-right": "+", "moved": "↕"}
_GROUNDS: Mapping[str, str] = {
    "changed": "warning_soft", "only-left": "error_soft", "only-right": "ok_soft", "moved": "note_soft",
}  # fmt: skip

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    SIGN = 0
    FIELD = 1
    LEFT = 2
    RIGHT = 3


class ComparisonModel(QAbstractTableModel):
    """The lines of a comparison, all of them or only what differs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = Comparison((), ())
        self._only_differences = True
        self._names = ("", "")
        self._rows: list[Line | Direction] = []

    def show_comparison(self, comparison: Comparison, names: tuple[str, str]) -> None:
        """Show another comparison, of the calls with these `names`."""
        self._comparison, self._names = comparison, names
        self._fill()

    def show_only_differences(self, only: bool) -> None:  # noqa: FBT001 - a switch, as Qt's setters are
        """Leave out what is the same, and what is put aside."""
        self._only_differences = only
        self._fill()

    def line(self, row: int) -> Line | None:
        """The line in `row`; None for a heading."""
        there = self._rows[row] if 0 <= row < len(self._rows) else None
        return there if isinstance(there, Line) else None

    def differing_rows(self) -> Sequence[int]:
        """The rows with a difference of their own, from the top."""
        return [row for row, there in enumerate(self._rows) if isinstance(there, Line) and there.counts]

    # Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Headings and lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Sign, field, and both values."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The names of the calls above their values."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return ("", tr("字段", "Field"), *self._names)[section]

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """Text and colours of a cell; the sign says without colour what the colour says."""
        there = self._rows[index.row()]
        if not isinstance(there, Line):
            return self._of_heading(there, index.column(), role)
        if role == _DISPLAY:
            return _text(there, index.column(), _LONGEST)
        if role == _TOOL_TIP:
            return there.path if index.column() <= Column.FIELD else _text(there, index.column(), _LONGEST_TIP)
        if role == _BACKGROUND and there.differs:
            return theme.current().color(_GROUNDS[there.kind])
        if role == _FOREGROUND and (there.aside or there.group):
            return theme.current().color("muted")
        return theme.mono_font() if role == _FONT and index.column() >= Column.LEFT else None

    def _of_heading(self, side: Direction, column: int, role: int) -> object:
        if role == _DISPLAY and column == Column.FIELD:
            return tr("请求", "Request") if side == "request" else tr("应答", "Response")
        if role == _BACKGROUND:
            return theme.current().color("raised")
        return theme.bold_font() if role == _FONT else None

    def _fill(self) -> None:
        self.beginResetModel()
        self._rows = []
        sides: tuple[Direction, Direction] = ("request", "response")
        for side in sides:
            lines = [line for line in self._comparison.side(side) if line.differs or not self._only_differences]
            self._rows += [side, *lines] if lines else []
        self.endResetModel()


def _text(line: Line, column: int, most: int) -> str:
    if column == Column.SIGN:
        return "~" if line.aside else _SIGNS[line.kind]
    if column == Column.FIELD:
        return _INDENT * line.depth + (line.path.rpartition("/")[2] or line.name)
    value = line.left if column == Column.LEFT else line.right
    if line.kind == "moved":
        return tr(f"第 {value} 位", f"place {value}")
    if value is None:
        return ""
    shown = value.replace("\r", "␍").replace("\n", "␊")
    return shown if len(shown) <= most else f"{shown[:most]}…"
