"""The lines of a message as an item model for the tree-table: field, value, meaning, what the interface asks, what is wrong."""

import html
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import zip_longest

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from hisight.checks import Finding
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading.lines import Line

AnyIndex = QModelIndex | QPersistentModelIndex

# Looking a role up by its full name costs 5 us a time, and a frame asks for thousands.
_DISPLAY = Qt.ItemDataRole.DisplayRole
_EDIT = Qt.ItemDataRole.EditRole
_ICON = Qt.ItemDataRole.DecorationRole
_TIP = Qt.ItemDataRole.ToolTipRole
_FONT = Qt.ItemDataRole.FontRole
_COLOUR = Qt.ItemDataRole.ForegroundRole
_GROUND = Qt.ItemDataRole.BackgroundRole

_LONGEST_CELL = 300  # characters; a cell shows fewer, and the strip below the table shows them all
_LONGEST_TIP = 2000


class Column(IntEnum):
    """The columns, from left to right."""

    FIELD = 0
    VALUE = 1
    MEANING = 2
    SPEC = 3
    FINDING = 4


class _Item:
    """A line with its place in the tree; the items inside it are made when somebody looks."""

    __slots__ = ("_children", "line", "parent", "row")

    def __init__(self, line: Line, parent: "_Item | None", row: int) -> None:
        self.line = line
        self.parent = parent
        self.row = row
        self._children: list[_Item] | None = None

    @property
    def children(self) -> list["_Item"]:
        if self._children is None:
            self._children = [_Item(line, self, row) for row, line in enumerate(self.line.children)]
        return self._children

    def renew(self, line: Line) -> Iterator["_Item"]:
        """Take the content of `line`, which has the same shape; yields the items that have another one now."""
        if self.line == line:
            return
        self.line = line
        yield self
        for item, child in zip(self._children or (), line.children, strict=False):
            yield from item.renew(child)

    def walk(self) -> Iterator["_Item"]:
        yield self
        for child in self.children:
            yield from child.walk()


class TreeModel(QAbstractItemModel):
    """The lines of one side. With `editable` it says what the user makes of a value; it changes when lines are set anew."""

    value_edited = Signal(object, str)
    """The Line, and the value that the user wants it to have."""

    def __init__(self, parent: QObject | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self._editable = editable
        self.locked = False
        """True while nothing may be edited after all."""
        self._roots: list[_Item] = []

    def set_lines(self, lines: Sequence[Line]) -> bool:
        """Show `lines`; False when only their content is new, so that the same rows stay."""
        old = (line.path for item in self._roots for line in item.line.walk())
        new = (line.path for top in lines for line in top.walk())
        if any(before != after for before, after in zip_longest(old, new)):
            self.beginResetModel()
            self._roots = [_Item(line, None, row) for row, line in enumerate(lines)]
            self.endResetModel()
            return True
        for root, line in zip(self._roots, lines, strict=True):
            for item in root.renew(line):
                first = self.createIndex(item.row, 0, item)
                self.dataChanged.emit(first, first.siblingAtColumn(Column.FINDING))
        return False

    def line(self, index: AnyIndex) -> Line | None:
        """The line at `index`."""
        return index.internalPointer().line if index.isValid() else None

    def indexes(self) -> Iterator[QModelIndex]:
        """The first cell of every line, in order."""
        for root in self._roots:
            for item in root.walk():
                yield self.createIndex(item.row, 0, item)

    def index_of(self, path: str) -> QModelIndex:
        """The line at `path`, else the nearest group around it; invalid when there is none at all."""
        found, inside = None, self._roots
        while nearer := next((item for item in inside if f"{path}/".startswith(f"{item.line.path}/")), None):
            found, inside = nearer, nearer.children
        return self.createIndex(found.row, 0, found) if found else QModelIndex()

    # what Qt asks

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's
        """The cell at `row` and `column` inside `parent`."""
        items = parent.internalPointer().children if parent.isValid() else self._roots
        if not (0 <= row < len(items) and 0 <= column < len(Column)):
            return QModelIndex()
        return self.createIndex(row, column, items[row])

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override] - QObject.parent has the same name
        """The group that `index` stands in."""
        above = index.internalPointer().parent if index.isValid() else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """How many lines stand in `parent`."""
        if not parent.isValid():
            return len(self._roots)
        return len(parent.internalPointer().line.children) if parent.column() == 0 else 0

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Always all columns."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The names of the columns."""
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return _headers()[section]
        return None

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """What a cell shows."""
        line: Line = index.internalPointer().line
        column = index.column()
        if role == _DISPLAY:
            return _text(line, column)
        if role == _EDIT:
            return line.value
        if role == _COLOUR:
            return theme.current().color(_colour(line, column))
        if role == _FONT:
            return _font(line, column)
        if role == _ICON:
            return _icon(line) if column == Column.FINDING else None
        if role == _GROUND:
            worst = _worst(line)
            return theme.current().color(f"{worst}_soft") if worst else None
        if role == _TIP:
            return _tip(line, column)
        return None

    def is_required(self, index: AnyIndex) -> bool:
        """Whether the line must be there, said only where the model is made for editing."""
        field = index.internalPointer().line.field
        return self._editable and field is not None and field.required

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Values can be edited where the model is made for it."""
        flags = super().flags(index)
        if (
            self._editable
            and not self.locked
            and index.isValid()
            and index.column() == Column.VALUE
            and is_editable(index.internalPointer().line)
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: AnyIndex, value: object, role: int = _EDIT) -> bool:
        """Say what the user has typed."""
        line: Line = index.internalPointer().line
        if role != _EDIT or str(value) == line.value:
            return False
        self.value_edited.emit(line, str(value))
        return True


def is_editable(line: Line) -> bool:
    """True for what has, or should have, a value of its own; the payload is edited field by field, ROOT has what it has."""
    if line.kind == "missing" and line.path.startswith("ROOT/"):
        return False
    return line.kind != "group" and not is_sealed(line)


def is_sealed(line: Line) -> bool:
    """True for the payload as it stands in ROOT: what it says stands below it, field by field."""
    return line.name in PAYLOAD_NAME.values()


def _headers() -> tuple[str, ...]:
    return (
        tr("字段", "Field"),
        tr("值", "Value"),
        tr("含义", "Meaning"),
        tr("接口规定", "Spec"),
        tr("问题", "Finding"),
    )


def _text(line: Line, column: int) -> str:
    if column == Column.FIELD:
        return line.label
    if column == Column.VALUE:
        if line.kind == "missing":
            return tr("缺少", "missing")
        return " ".join((line.value or line.preview)[:_LONGEST_CELL].split())
    if column == Column.MEANING:
        return str(line.meaning)
    if column == Column.SPEC:
        if line.kind == "unknown":
            return tr("接口中没有", "not published")
        return " · ".join(filter(None, (str(line.type), line.description)))
    return "  ".join(str(finding.message) for finding in line.findings)


def _colour(line: Line, column: int) -> str:
    if column == Column.FINDING:
        return _worst(line) or "text"
    if line.kind == "missing":
        return "ghost"
    if column == Column.FIELD and line.kind == "unknown":
        return "warning"
    quiet = column in (Column.MEANING, Column.SPEC) or (column == Column.VALUE and line.kind == "group")
    return "muted" if quiet else "text"


def _font(line: Line, column: int) -> QFont | None:
    if line.kind == "missing" and column != Column.FINDING:
        font = theme.base_font()
        font.setItalic(True)
        return font
    if column == Column.VALUE and line.kind != "group":
        return theme.mono_font()
    return theme.bold_font() if column == Column.FIELD and line.kind == "group" else None


def _worst(line: Line) -> str:
    worst = min((finding.severity for finding in line.findings), key=lambda severity: severity.rank, default=None)
    return worst.value if worst else ""


def _icon(line: Line) -> object:
    worst = _worst(line)
    return icons.icon(worst, worst) if worst else None


def _told(finding: Finding) -> str:
    told = f"{finding.code}  {finding.message}\n{finding.hint}".rstrip()
    if finding.original is None:
        return told
    before, now = finding.original.words, finding.severity.words
    return told + tr(f"\n（原为{before.zh}，配置降为{now.zh}）", f"\n({before.en}, lowered to {now.en} by the profile)")


def _tip(line: Line, column: int) -> str | None:
    if column == Column.FIELD:
        text = line.path
    elif column == Column.FINDING:
        text = "\n".join(_told(finding) for finding in line.findings)
    else:
        text = line.value if column == Column.VALUE else _text(line, column)
    # Qt takes what begins like a tag for its own markup: a value may well do so.
    shown = html.escape(text if len(text) <= _LONGEST_TIP else text[:_LONGEST_TIP] + "…")
    return f'<p style="white-space: pre-wrap">{shown}</p>' if text else None
