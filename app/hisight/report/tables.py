"""A report as tables: the same rows for the page, the workbook and the terminal, in both languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from hisight import version
from hisight.checks import Severity, find_rule
from hisight.protocol import Direction
from hisight.report.coverage import STATES, CallId, Coverage, FieldUse, FunctionUse, RuleUse, State
from hisight.report.gathering import Report
from hisight.report.letters import SIDE_NAMES, letter, mended
from hisight.report.trend import CHANGES
from hisight.wording import NOTHING, Words

Tone = Literal["", "error", "warning", "fine", "quiet"]

ACROSS = "SES"
"""What the codes of rules across calls begin with."""

TONES: Mapping[State, Tone] = {
    "clean": "fine", "remarks": "warning", "errors": "error", "failing": "error", "unseen": "quiet",
}  # fmt: skip
_SEVERITY_TONES: Mapping[Severity, Tone] = {
    Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "quiet",
}  # fmt: skip
DIRECTIONS: Mapping[Direction, Words] = {"request": Words("请求", "Request"), "response": Words("应答", "Answer")}
_YES = Words("是", "yes")


class Cell(NamedTuple):
    """One value of a table."""

    value: Words | str | int | float
    """What stands there."""
    tone: Tone = ""
    """How it is coloured."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings."""

    title: Words
    """What it shows."""
    columns: tuple[Words, ...]
    """The headings."""
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells each as there are columns."""
    empty: Words = NOTHING
    """What is said in place of no rows."""


def call_name(call: CallId | None, coverage: Coverage) -> str:
    """`#22`, and of which session where there are several; empty for none."""
    if call is None:
        return ""
    return f"{coverage.sessions[call.session]} #{call.number}" if len(coverage.sessions) > 1 else f"#{call.number}"


def summary(report: Report) -> Table:
    """What was looked at, and what came of it, as facts."""
    coverage = report.coverage
    catalog, published = coverage.catalog, len(coverage.catalog.functions)
    facts: tuple[tuple[Words, Words | str | int], ...] = (
        (Words("接口", "Interface"), f"{catalog.title} ({catalog.id} {catalog.version})"),
        (Words("会话", "Sessions"), ", ".join(coverage.sessions)),
        (Words("时间", "Time"), span(coverage)),
        (Words("软件", "Made by"), f"HISight {version()}"),
        (Words("调用次数", "Calls"), coverage.calls),
        (Words("失败", "Failed"), coverage.failed),
        (Words("失败或不符合接口", "Failed or not conforming"), report.troubled),
        (Words("已调用的功能", "Functions called"), Words(f"{published} 个中 {coverage.seen} 个", f"{coverage.seen} of {published}")),
        *((Words(f"功能：{name.zh}", f"Functions: {name.en}"), coverage.in_state(state)) for state, name in STATES.items()),
        (Words("错误", "Errors"), coverage.count(Severity.ERROR)),
        (Words("提醒", "Warnings"), coverage.count(Severity.WARNING)),
        (Words("说明", "Notes"), coverage.count(Severity.NOTE)),
        (Words("其他 HTTP 请求（如 WSDL）", "Other HTTP requests (the WSDL, say)"), coverage.surrounding),
    )  # fmt: skip
    rows = tuple((Cell(label, "quiet"), Cell(value)) for label, value in facts)
    return Table(Words("概要", "Summary"), (Words("项目", "What"), Words("值", "Value")), rows)


def span(coverage: Coverage) -> str:
    """From the first to the last call, in the time of this machine; empty without calls."""
    if not coverage.first:
        return ""
    first, last = (datetime.fromtimestamp(moment).astimezone() for moment in (coverage.first, coverage.last))
    return f"{first:%Y-%m-%d %H:%M} – {last:%Y-%m-%d %H:%M}"


def functions(report: Report, *, called: bool = False) -> Table:
    """A row for each function; only those that were `called`, or all."""
    columns = (
        Words("功能", "Function"), Words("名称", "Title"), Words("结论", "State"), Words("次数", "Calls"),
        Words("失败", "Failed"), Words("返回码", "Return codes"), Words("签名正确", "Signed right"),
        Words("签名有误", "Signed wrong"), Words("未验证", "Not verified"), Words("错误", "Errors"),
        Words("提醒", "Warnings"), Words("p50 毫秒", "p50 ms"), Words("p95 毫秒", "p95 ms"), Words("最长毫秒", "max ms"),
        Words("例", "Example"),
    )  # fmt: skip
    rows = tuple(_function(one, report.coverage) for one in report.coverage.functions if one.calls or not called)
    return Table(Words("各功能", "Functions"), columns, rows, Words("没有调用。", "There are no calls."))


def _function(one: FunctionUse, coverage: Coverage) -> tuple[Cell, ...]:
    wrong = sum(one.signed(verdict) for verdict in ("invalid", "valid-with-deviation"))
    open_ = sum(one.signed(verdict) for verdict in ("unsigned", "unknown-key"))
    errors, warnings = one.count(Severity.ERROR), one.count(Severity.WARNING)
    title = one.title if one.name else Words("接口中没有", "not in the interface")
    return (
        Cell(one.label),
        Cell(title, "" if one.name else "error"),
        Cell(STATES[one.state], TONES[one.state]),
        Cell(one.calls),
        Cell(one.failed, "error" if one.failed else ""),
        Cell(counted(one.return_codes)),
        Cell(one.signed("valid")),
        Cell(wrong, "error" if wrong else ""),
        Cell(open_, "warning" if open_ else ""),
        Cell(errors, "error" if errors else ""),
        Cell(warnings, "warning" if warnings else ""),
        *(Cell(_ms(value) if one.calls else "") for value in (one.p50_ms, one.p95_ms, one.max_ms)),
        Cell(call_name(one.example, coverage), "quiet"),
    )


def _ms(value: float) -> float:
    return round(value, 1) if value < 100 else round(value)


def counted(counts: Mapping[str, int]) -> str:
    """`0 ×27, 200505 ×1`."""
    return ", ".join(f"{value or '–'} ×{count}" for value, count in counts.items())


def fields(report: Report) -> Table:
    """A row for each field of each function that was called."""
    rows = tuple(
        (Cell(one.label), *_field(use)) for one in report.coverage.functions for use in one.fields if one.calls
    )
    return Table(Words("各字段", "Fields"), (Words("功能", "Function"), *_FIELD_COLUMNS), rows)


def fields_of(uses: Sequence[FieldUse]) -> Table:
    """A row for each of these fields of one function."""
    return Table(Words("字段", "Fields"), _FIELD_COLUMNS, tuple(_field(use) for use in uses))


_FIELD_COLUMNS = (
    Words("方向", "Side"), Words("父节点", "In"), Words("字段", "Field"), Words("必填", "Required"), Words("有值", "Filled"),
    Words("为空", "Empty"), Words("缺少", "Missing"), Words("出现过的代码", "Codes met"),
    Words("没有出现的代码", "Codes never met"), Words("代码表以外的值", "Values no table has"),
)  # fmt: skip


def _field(use: FieldUse) -> tuple[Cell, ...]:
    never: Tone = "quiet" if use.never else ""
    lacks: Tone = "error" if use.required and use.missing else ""
    return (
        Cell(DIRECTIONS[use.place.direction], never),
        Cell(use.place.group, never),
        Cell(use.place.name, never),
        Cell(_YES if use.required else "", never),
        Cell(use.filled, never),
        Cell(use.empty, "warning" if use.required and use.empty else never),
        Cell(use.missing, lacks or never),
        Cell(counted(use.codes)),
        Cell(", ".join(use.untried) if use.codes else "", "quiet"),
        Cell(counted(use.unknown), "error" if use.unknown else ""),
    )


def rules(report: Report) -> Table:
    """A row for each rule that is broken, function by function."""
    return _rules(report, Words("不符合之处", "What disagrees"), across=None)


def rules_in_messages(report: Report) -> Table:
    """The same without what only several calls together show."""
    return _rules(report, Words("报文中的问题", "What disagrees in the messages"), across=False)


def rules_across(report: Report) -> Table:
    """Only what several calls together show."""
    return _rules(report, Words("跨调用的问题", "What disagrees across calls"), across=True)


_RULE_COLUMNS = (
    Words("规则", "Rule"), Words("严重程度", "Severity"), Words("功能", "Function"), Words("方向", "Side"),
    Words("内容", "What"), Words("字段", "Field"), Words("处数", "Times"), Words("调用次数", "Calls"), Words("例", "Example"),
)  # fmt: skip


def _rules(report: Report, title: Words, *, across: bool | None) -> Table:
    broken = [
        (rule.severity.rank, order, rule, one)
        for order, one in enumerate(report.coverage.functions)
        for rule in one.rules
        if across is None or rule.code.startswith(ACROSS) == across
    ]
    rows = tuple(_rule(rule, one, report.coverage) for *_, rule, one in sorted(broken, key=lambda row: row[:2]))
    return Table(title, _RULE_COLUMNS, rows, Words("没有发现问题。", "Nothing was found."))


def _rule(rule: RuleUse, one: FunctionUse, coverage: Coverage) -> tuple[Cell, ...]:
    known = find_rule(rule.code)
    return (
        Cell(rule.code, _SEVERITY_TONES[rule.severity]),
        Cell(rule.severity.words, _SEVERITY_TONES[rule.severity]),
        Cell(one.label),
        Cell(DIRECTIONS[rule.direction]),
        Cell(known.title if known else rule.code),
        Cell(rule.place),
        Cell(rule.count),
        Cell(rule.calls),
        Cell(call_name(rule.example, coverage), "quiet"),
    )


def rules_of(one: FunctionUse, coverage: Coverage) -> Table:
    """A row for each rule that is broken in one function, in the order of its `rules`."""
    shown = _RULE_COLUMNS[:2] + _RULE_COLUMNS[3:]
    rows = tuple(row[:2] + row[3:] for row in (_rule(rule, one, coverage) for rule in one.rules))
    return Table(Words("不符合之处", "What disagrees"), shown, rows, Words("没有发现问题。", "Nothing was found."))


def causes(report: Report) -> Table:
    """A row for each cause, with the sentence to send."""
    columns = (
        Words("序号", "No."), Words("哪一方", "Whose"), Words("原因", "Cause"), Words("调用次数", "Calls"), Words("功能", "Functions"),
        Words("改正之后", "Once it is mended"), Words("例", "Examples"), Words("发给对方的话", "What to send"),
    )  # fmt: skip
    return Table(
        Words("主要原因", "Causes"), columns, tuple(_causes(report)), Words("没有发现问题。", "Nothing was found.")
    )


def _causes(report: Report) -> Iterator[tuple[Cell, ...]]:
    for place, cause in enumerate(report.causes, start=1):
        some = ", ".join(call_name(one.call, report.coverage) for one in cause.calls[:5])
        more = len(cause.calls) - 5
        yield (
            Cell(place),
            Cell(SIDE_NAMES[cause.first.side]),
            Cell(cause.what),
            Cell(len(cause.calls)),
            Cell(", ".join(cause.functions)),
            Cell(mended(cause)),
            Cell(f"{some} +{more}" if more > 0 else some, "quiet"),
            Cell(letter(cause, report.troubled)),
        )


def steps(report: Report) -> Table:
    """A row for each thing that changed since the other session."""
    columns = (
        Words("变化", "Change"), Words("功能", "Function"), Words("内容", "What"), Words("之前", "Before"), Words("现在", "Now"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(CHANGES[one.change], "fine" if one.is_good else "error"),
            Cell(one.function),
            Cell(one.what),
            Cell("/".join(map(str, one.before))),
            Cell("/".join(map(str, one.after))),
        )
        for one in report.steps or ()
    )
    title = Words(f"与 {report.since} 相比", f"Since {report.since}")
    return Table(title, columns, rows, Words("没有变化。", "Nothing has changed."))
