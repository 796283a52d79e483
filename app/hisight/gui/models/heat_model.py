"""A coverage as a map: a row for each function, a column for each thing that may be wrong with its calls."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hisight.capture.filtering import only
from hisight.checks import Severity, find_rule
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.report.coverage import STATES, CallId, Coverage, FunctionUse, RuleUse
from hisight.wording import Words

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_BACKGROUND = Qt.ItemDataRole.BackgroundRole
_FOREGROUND = Qt.ItemDataRole.ForegroundRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_NOWHERE = QModelIndex()
_CENTRE, _LEFT = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FINE = "✓"
_MOST_NAMED = 8  # rules in a tool tip

_Index = QModelIndex | QPersistentModelIndex

_GROUPS = {
    "NET": Words("网络", "Network"),
    "CHR": Words("字符集", "Charset"),
    "XML": Words("XML", "XML"),
    "ENV": Words("基本参数", "Envelope"),
    "PAY": Words("业务参数", "Payload"),
    "FLD": Words("字段", "Fields"),
    "RET": Words("返回码", "Codes"),
    "SES": Words("跨调用", "Across"),
}
SHOWN_GROUPS = tuple(_GROUPS)
"""Groups of rules with a column of their own; that of signatures counts signatures."""

FUNCTION, CALLS, FAILED, SIGNED = range(4)
FIRST_GROUP = 4
LATENCY = FIRST_GROUP + len(SHOWN_GROUPS)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell of the map."""

    text: str
    """What stands there: how many calls, or that all is well."""
    ground: str = ""
    """The role of the colour behind it; empty for none."""
    role: str = "text"
    """The role of its own colour."""
    tip: str = ""
    """What it means, for a tool tip and a screen reader."""
    filter: str = ""
    """The filter that shows its calls; empty where there are none."""
    example: CallId | None = None
    """One of them."""


class HeatModel(QAbstractTableModel):
    """The functions of a coverage, all of them or only those that were called."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coverage: Coverage | None = None
        self._only_called = True
        self._rows: list[FunctionUse] = []
        self._cells: list[list[HeatCell]] = []

    def show_coverage(self, coverage: Coverage | None) -> None:
        """Show another one, or none."""
        self._coverage = coverage
        self._fill()

    def show_only_called(self, only_called: bool) -> None:  # noqa: FBT001 - a switch, as Qt's setters are
        """Leave out what was never called."""
        self._only_called = only_called
        self._fill()

    def function(self, row: int) -> FunctionUse | None:
        """The function in `row`."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def cell(self, index: _Index) -> HeatCell | None:
        """What stands at `index`."""
        return self._cells[index.row()][index.column()] if index.isValid() else None

    def _fill(self) -> None:
        self.beginResetModel()
        functions = self._coverage.functions if self._coverage else ()
        self._rows = [one for one in functions if one.calls or not self._only_called]
        self._cells = [_cells(one) for one in self._rows]
        self.endResetModel()

    # Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Functions."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Function, calls, failures, signatures, groups of rules, latency."""
        return 0 if parent.isValid() else LATENCY + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """What a column counts."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return _headings()[section]
        if orientation is Qt.Orientation.Horizontal and role == _ALIGNMENT:
            return _LEFT if section == FUNCTION else _CENTRE
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """One cell."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == _DISPLAY:
            return cell.text
        if role == _BACKGROUND and cell.ground:
            return theme.current().color(cell.ground)
        if role == _FOREGROUND:
            return theme.current().color(cell.role)
        if role == _ALIGNMENT:
            return _LEFT if index.column() == FUNCTION else _CENTRE
        return cell.tip if role in (_TOOL_TIP, _ACCESSIBLE) else None


def _headings() -> list[str]:
    groups = [str(name) for name in _GROUPS.values()]
    return [
        tr("功能", "Function"),
        tr("次数", "Calls"),
        tr("失败", "Failed"),
        tr("签名", "Signature"),
        *groups,
        "p95 ms",
    ]


def _cells(one: FunctionUse) -> list[HeatCell]:
    name = f"{one.label} {one.title}".strip()
    if not one.calls:
        tip = f"{name}: {STATES['unseen']}"
        return [HeatCell(name, role="muted", tip=tip), *(HeatCell("", tip=tip) for _ in range(LATENCY))]
    fun = only("fun", one.code or one.name)
    said = tr(f"{name}：{STATES[one.state]}，{one.calls} 次调用", f"{name}: {STATES[one.state]}, {one.calls} calls")
    return [
        HeatCell(name, tip=said, filter=fun, example=one.example),
        HeatCell(f"{one.calls:,}", tip=said, filter=fun, example=one.example),
        _failed(one, fun),
        _signed(one, fun),
        *(_group(one, group, fun) for group in SHOWN_GROUPS),
        HeatCell(
            f"{one.p95_ms:,.0f}" if one.p95_ms >= 10 else f"{one.p95_ms:.1f}",
            role="muted",
            tip=f"p50 {one.p50_ms:,.1f} ms, p95 {one.p95_ms:,.1f} ms, max {one.max_ms:,.1f} ms",
        ),
    ]


def _failed(one: FunctionUse, fun: str) -> HeatCell:
    codes = ", ".join(f"{code or '–'} ×{count}" for code, count in one.return_codes.items())
    if not one.failed:
        return HeatCell(_FINE, "ok_soft", "ok", codes)
    ground = "error_soft" if one.failed == one.calls else "warning_soft"
    return HeatCell(f"{one.failed:,}", ground, tip=codes, filter=f"{fun} failed:yes", example=one.failure)


def _signed(one: FunctionUse, fun: str) -> HeatCell:
    wrong = one.signed("invalid") + one.signed("valid-with-deviation")
    open_ = one.signed("unsigned") + one.signed("unknown-key")
    tip = tr(f"{wrong} 个签名有误，{open_} 个未验证", f"{wrong} signatures are wrong, {open_} were not verified")
    example = next((rule.example for rule in one.rules if rule.code.startswith("SIG")), None)
    if wrong:
        return HeatCell(f"✗ {wrong:,}", "error_soft", tip=tip, filter=f"{fun} sign:bad", example=example)
    if open_:
        return HeatCell(f"? {open_:,}", "warning_soft", tip=tip, filter=f"{fun} (sign:unsigned or sign:unknown-key)")
    return HeatCell(_FINE, "ok_soft", "ok", tip) if one.signed("valid") else HeatCell("", tip=tip)


_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_GROUNDS = {Severity.ERROR: "error_soft", Severity.WARNING: "warning_soft", Severity.NOTE: "note_soft"}


def _group(one: FunctionUse, group: str, fun: str) -> HeatCell:
    rules = [rule for rule in one.rules if rule.code.startswith(group)]
    if not rules:
        return HeatCell(_FINE, "ok_soft", "ok", tr("没有发现问题", "Nothing was found"))
    codes = list(dict.fromkeys(rule.code for rule in rules))
    asked = " or ".join(only("finding", code) for code in codes)
    text = f"{_MARKS[rules[0].severity]} {sum(rule.count for rule in rules):,}"
    filter_ = f"{fun} ({asked})" if len(codes) > 1 else f"{fun} {asked}"
    return HeatCell(text, _GROUNDS[rules[0].severity], tip=_told(rules), filter=filter_, example=rules[0].example)


def _told(rules: Sequence[RuleUse]) -> str:
    lines = []
    for rule in rules[:_MOST_NAMED]:
        known = find_rule(rule.code)
        lines.append(f"{rule.code} {known.title if known else ''} {rule.place} ×{rule.count}")
    return "\n".join([*lines, *(["…"] if len(rules) > _MOST_NAMED else [])])
