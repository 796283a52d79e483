"""The acceptance sheet: one HTML page that needs nothing else, runs no script, prints well, and has room for signatures."""

from datetime import datetime
from html import escape
from string import Template

from hisight import paths, version
from hisight.checks import Severity
from hisight.report import tables
from hisight.report.coverage import STATES, FieldUse, FunctionUse, State
from hisight.report.gathering import Report
from hisight.report.letters import SIDE_NAMES, letter, mended, share_of
from hisight.report.tables import Cell, Table
from hisight.wording import NOTHING, Language, Words

_TAGS = {"zh": "zh-CN", "en": "en"}
_TITLE = Words("HIS 接口验收报告", "HIS interface: acceptance report")
_FUNCTION_COLUMNS = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12)
"""Those of the table of functions that an A4 page has room for; the workbook has all."""
_RULE_COLUMNS = (0, 2, 3, 4, 5, 6, 7, 8)


def as_html(report: Report, language: Language) -> bytes:
    """The page in `language`, as UTF-8."""
    page = _Page(report, language)
    template = Template((paths.resources() / "report" / "acceptance.html").read_text(encoding="utf-8"))
    body = "\n".join(page.parts())
    return template.substitute(language=_TAGS[language], title=page.say(_TITLE), body=body).encode()


class _Page:
    def __init__(self, report: Report, language: Language) -> None:
        self._report, self._language = report, language

    def say(self, words: Words | str | float) -> str:
        """`words` in the language of the page, safe in HTML."""
        text = words.in_(self._language) if isinstance(words, Words) else f"{words}"
        return escape(text)

    def parts(self) -> list[str]:
        """The sections, from the first to the last."""
        report = self._report
        called = [one for one in report.coverage.functions if one.calls]
        return [
            self._head(),
            self._figures(),
            self._causes(),
            self._section(tables.functions(report, called=True), _FUNCTION_COLUMNS),
            self._unseen(),
            self._section(tables.rules_in_messages(report), _RULE_COLUMNS),
            self._section(tables.rules_across(report), _RULE_COLUMNS),
            self._section(tables.steps(report)) if report.steps is not None else "",
            f"<h2>{self.say(Words('字段覆盖', 'Fields'))}</h2>" if called else "",
            *(self._fields(one) for one in called if one.fields),
            self._signatures(),
        ]

    def _head(self) -> str:
        coverage, now = self._report.coverage, datetime.now().astimezone()
        catalog = coverage.catalog
        facts = (
            (Words("接口", "Interface"), f"{catalog.title} ({catalog.id} {catalog.version})"),
            (Words("抓包会话", "Sessions"), ", ".join(coverage.sessions)),
            (Words("抓包时间", "Recorded"), tables.span(coverage) or "–"),
            (Words("生成时间", "Made"), f"{now:%Y-%m-%d %H:%M}, HISight {version()}"),
        )
        rows = "".join(f"<dt>{self.say(label)}</dt><dd>{self.say(value)}</dd>" for label, value in facts)
        return f"<h1>{self.say(_TITLE)}</h1><dl>{rows}</dl>"

    def _figures(self) -> str:
        """The figures that a reader looks for first."""
        report, coverage = self._report, self._report.coverage
        figures = [
            (f"{coverage.seen}/{len(coverage.published)}", Words("已调用的功能", "functions called"), ""),
            (f"{coverage.calls:,}", Words("次调用", "calls"), ""),
            (f"{coverage.failed:,}", Words("次失败", "failed"), "error" if coverage.failed else "fine"),
            (f"{report.troubled:,}", Words("次失败或不符合", "failed or not conforming"), "error" if report.troubled else "fine"),
            (f"{coverage.count(Severity.ERROR):,}", Words("处错误", "errors"), "error" if coverage.count(Severity.ERROR) else "fine"),
            (f"{coverage.count(Severity.WARNING):,}", Words("处提醒", "warnings"), ""),
        ]  # fmt: skip
        shown = "".join(
            f'<div class="figure"><b class="{tone}">{value}</b><span>{self.say(words)}</span></div>'
            for value, words, tone in figures
        )
        states = "".join(self._state_bar(state) for state in STATES)
        names = "".join(
            f'<span><i class="{state}"></i>{self.say(STATES[state])} {coverage.in_state(state)}</span>'
            for state in STATES
        )
        return f'<div class="figures">{shown}</div><div class="bar">{states}</div><p class="legend">{names}</p>'

    def _state_bar(self, state: State) -> str:
        count = self._report.coverage.in_state(state)
        return f'<i class="{state}" style="flex:{count}"></i>' if count else ""

    def _causes(self) -> str:
        report = self._report
        if not report.causes:
            nothing = Words("没有发现需要改正的问题。", "Nothing was found that needs mending.")
            return f"<h2>{self.say(Words('主要原因', 'Causes'))}</h2><p>{self.say(nothing)}</p>"
        said = Words(
            f"{report.troubled} 次调用失败或不符合接口；以下原因解释了其中 {report.explained} 次。",
            f"{report.troubled} calls failed or do not conform; these causes explain {report.explained} of them.",
        )
        items = "".join(self._cause(place) for place in range(len(report.causes)))
        return f"<h2>{self.say(Words('主要原因', 'Causes'))}</h2><p>{self.say(said)}</p><ol>{items}</ol>"

    def _cause(self, place: int) -> str:
        report = self._report
        cause = report.causes[place]
        after, told = mended(cause), letter(cause, report.troubled)
        calls = ", ".join(tables.call_name(one.call, report.coverage) for one in cause.calls[:12])
        more = " …" if len(cause.calls) > 12 else ""
        asked = Words("发给对方：", "What to send: ")
        return (
            f"<li><b>{self.say(share_of(cause, report.troubled))}: {self.say(cause.what)}</b> "
            f'<span class="badge">{self.say(SIDE_NAMES[cause.first.side])}</span>'
            f'<div class="quiet">{self.say(", ".join(cause.functions))} · {self.say(calls)}{more}</div>'
            + (f"<div>{self.say(after)}</div>" if after != NOTHING and told == NOTHING else "")
            + (f'<div class="letter"><span class="quiet">{self.say(asked)}</span>{self.say(told)}</div>' if told != NOTHING else "")
            + "</li>"
        )  # fmt: skip

    def _unseen(self) -> str:
        unseen = [one for one in self._report.coverage.published if not one.calls]
        if not unseen:
            return ""
        by_heading: dict[str, list[FunctionUse]] = {}
        for one in unseen:
            by_heading.setdefault(one.heading, []).append(one)
        title = Words(f"没有调用过的功能（{len(unseen)} 个）", f"Functions that were not called ({len(unseen)})")
        rows = "".join(
            f"<dt>{self.say(heading)}</dt><dd>{self.say('、'.join(f'{one.label} {one.title}' for one in some))}</dd>"
            for heading, some in by_heading.items()
        )
        return f'<h2>{self.say(title)}</h2><dl class="unseen">{rows}</dl>'

    def _fields(self, one: FunctionUse) -> str:
        """The fields that were used, or should have been; of the others only their names."""
        told = [use for use in one.fields if not _goes_without_saying(use)]
        table = tables.fields_of(told)
        never = [use.place.name for use in one.fields if use.never and use not in told]
        unused = Words(f"可选而从未出现：{'、'.join(never)}", f"Optional, and never met: {', '.join(never)}")
        shown = self._table(table, tuple(range(len(table.columns)))) if told else ""
        below = f'<p class="quiet never">{self._breakable(unused)}</p>' if never else ""
        return f"<h3>{self.say(f'{one.label} {one.title}')}</h3>{shown}{below}"

    def _section(self, table: Table, columns: tuple[int, ...] = ()) -> str:
        shown = self._table(table, columns or tuple(range(len(table.columns))))
        return f"<h2>{self.say(table.title)}</h2>{shown}"

    def _table(self, table: Table, columns: tuple[int, ...]) -> str:
        if not table.rows:
            return f"<p>{self.say(table.empty)}</p>"
        columns = tuple(place for place in columns if any(row[place].value != "" for row in table.rows))
        numbers = {place for place in columns if isinstance(table.rows[0][place].value, (int, float))}
        head = "".join(
            f'<th class="{"number" if place in numbers else ""}">{self.say(table.columns[place])}</th>'
            for place in columns
        )
        rows = "".join(
            f"<tr>{''.join(self._cell(row[place], is_number=place in numbers) for place in columns)}</tr>"
            for row in table.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _cell(self, cell: Cell, *, is_number: bool) -> str:
        kinds = " ".join(kind for kind in ("number" if is_number else "", cell.tone) if kind)
        value = cell.value
        text = f"{value:,}" if isinstance(value, (int, float)) else self._breakable(value)
        return f'<td class="{kinds}">{text}</td>' if kinds else f"<td>{text}</td>"

    def _breakable(self, words: Words | str) -> str:
        """Names of fields may be broken where a person would."""
        return self.say(words).replace("/", "/<wbr>").replace("_", "_<wbr>")

    def _signatures(self) -> str:
        """Where both sides sign."""
        lines = (Words("单位（盖章）", "Organisation (seal)"), Words("签字", "Signature"), Words("日期", "Date"))
        sides = (Words("医院方", "For the hospital"), Words("平台方", "For the platform"))
        blocks = "".join(
            f"<div><b>{self.say(side)}</b>{''.join(f'<p><span>{self.say(line)}</span><i></i></p>' for line in lines)}</div>"
            for side in sides
        )
        opinion = Words("验收意见", "Conclusion")
        return (
            f'<section class="sign"><h2>{self.say(opinion)}</h2><div class="opinion"></div>'
            f'<div class="signatures">{blocks}</div></section>'
        )


def _goes_without_saying(use: FieldUse) -> bool:
    """True for an optional field that was never met, and for a value of ROOT that always was."""
    always = use.place.group == "ROOT" and use.filled and not (use.empty or use.missing)
    return bool(always) or (use.never and not use.required)
