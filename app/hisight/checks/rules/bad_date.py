"""FLD012."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_TOKENS = {
    "YYYY": ("%Y", r"\d{4}"), "HH24": ("%H", r"\d{2}"), "MM": ("%m", r"\d{2}"), "DD": ("%d", r"\d{2}"),
    "MI": ("%M", r"\d{2}"), "SS": ("%S", r"\d{2}"),
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS))


@rule(
    "FLD012",
    "bad-date",
    Severity.ERROR,
    title=Words("日期或时间不合格式", "a date or time does not fit its format"),
    hint=Words("请按接口文档的格式填写，采用 24 小时制。", "Write it in the published format, on the 24-hour clock."),
)
def bad_date(subject: Subject) -> Iterator[Found]:
    """A date or time is not in its published format, or does not exist.

    What: digits and separators as the row prints them, and a day that the calendar has. Where the text prints two formats
    for the field, either is right.

    Why: the receiver parses it by the format and fails, or books another day.

    Example: `2026-02-30`, `2026/11/23` or `9:5` where `YYYY-MM-DD` or `HH24:MI` is asked.
    """
    for line, field, value in subject.values():
        if not field.format or any(_fits(value, form) for form in (field.format, *field.doubted("date-format"))):
            continue
        message = Words(
            f"{line.name} 的值“{value}”不是有效的 {field.format}。",
            f"{line.name} is “{value}”, which is no valid {field.format}.",
        )
        yield Found(line.path, message, subject.place(field))


def _fits(value: str, form: str) -> bool:
    pattern, layout = _compiled(form)
    times = [layout] * 2 if form.count("HH24") == 2 else [layout]
    if not pattern.fullmatch(value):
        return False
    # A span (HH24MI-HH24MI) is two times with one layout: each half must exist.
    halves = value.split("-") if len(times) == 2 else [value]
    layouts = layout.split("-") if len(times) == 2 else [layout]
    return all(_exists(half, part) for half, part in zip(halves, layouts, strict=True))


@cache
def _compiled(form: str) -> tuple[re.Pattern[str], str]:
    pattern, layout, position = "", "", 0
    for token in _TOKEN.finditer(form):
        between = form[position : token.start()]
        pattern += re.escape(between) + _TOKENS[token[0]][1]
        layout += between.replace("%", "%%") + _TOKENS[token[0]][0]
        position = token.end()
    return re.compile(pattern + re.escape(form[position:]), re.ASCII), layout + form[position:]


def _exists(value: str, layout: str) -> bool:
    try:
        datetime.strptime(value, layout)
    except ValueError:
        return False
    return True
