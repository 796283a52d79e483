"""The report for a terminal: the figures, the causes with what to send, and a line for each function that was called."""

import unicodedata
from collections.abc import Iterator

from hisight.report import tables
from hisight.report.coverage import STATES
from hisight.report.gathering import Report
from hisight.report.letters import headline, letter, mended
from hisight.report.tables import Table
from hisight.wording import NOTHING, Language, Words

_FUNCTION_COLUMNS = (0, 2, 3, 4, 6, 7, 9, 10, 11, 12)
_GAP = "  "


def as_text(report: Report, language: Language) -> str:
    """The report in `language`, as lines."""
    return "".join(f"{line}\n" for line in _lines(report, language))


def _lines(report: Report, language: Language) -> Iterator[str]:
    coverage = report.coverage
    yield Words(
        f"{coverage.catalog.title}：{len(coverage.published)} 个功能中调用了 {coverage.seen} 个；"
        f"{coverage.calls} 次调用，{coverage.failed} 次失败，{report.troubled} 次失败或不符合接口。",
        f"{coverage.catalog.title}: {coverage.seen} of {len(coverage.published)} functions called; "
        f"{coverage.calls} calls, {coverage.failed} failed, {report.troubled} failed or do not conform.",
    ).in_(language)
    states = [f"{name.in_(language)} {coverage.in_state(state)}" for state, name in STATES.items()]
    yield ", ".join(states)
    yield ""
    yield from _aligned(tables.functions(report, called=True), _FUNCTION_COLUMNS, language)
    for place, cause in enumerate(report.causes, start=1):
        if place == 1:
            yield from ("", Words("主要原因", "Causes").in_(language))
        yield f"{place}. {headline(cause, report.troubled).in_(language)}"
        said = letter(cause, report.troubled)
        below = said if said != NOTHING else mended(cause)
        if below != NOTHING:
            yield f"   {below.in_(language)}"
    if report.steps is not None:
        table = tables.steps(report)
        yield from ("", table.title.in_(language))
        yield from _aligned(table, tuple(range(len(table.columns))), language)
    if unseen := [one.label for one in coverage.published if not one.calls]:
        yield ""
        yield Words(f"没有调用过：{'、'.join(unseen)}", f"Not called: {', '.join(unseen)}").in_(language)


def _aligned(table: Table, columns: tuple[int, ...], language: Language) -> Iterator[str]:
    if not table.rows:
        yield table.empty.in_(language)
        return
    rows = [[table.columns[place].in_(language) for place in columns]]
    for row in table.rows:
        values = [row[place].value for place in columns]
        rows.append([value.in_(language) if isinstance(value, Words) else str(value) for value in values])
    numbers = [isinstance(table.rows[0][place].value, (int, float)) for place in columns]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for shown in rows:
        parts = []
        for text, width, is_number in zip(shown, widths, numbers, strict=True):
            blanks = " " * (width - _width(text))
            parts.append(blanks + text if is_number else text + blanks)
        yield _GAP.join(parts).rstrip()


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
