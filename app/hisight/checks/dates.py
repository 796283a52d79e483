"""Dates and times by the formats that the interface prints."""

import re
from datetime import datetime
from functools import cache, lru_cache

_TOKENS = {
    "YYYY": ("%Y", r"\d{4}"), "HH24": ("%H", r"\d{2}"), "MM": ("%m", r"\d{2}"), "DD": ("%d", r"\d{2}"),
    "MI": ("%M", r"\d{2}"), "SS": ("%S", r"\d{2}"),
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS))


@lru_cache(4096)  # the same day stands in every row of a page
def fits(value: str, form: str) -> bool:
    """True when `value` is written as `form` (YYYY MM DD HH24 MI SS and separators) and such a day and time exist.

    A span (`HH24MI-HH24MI`) is two times with one layout.
    """
    pattern, layouts = _compiled(form)
    if not pattern.fullmatch(value):
        return False
    parts = value.split("-") if len(layouts) == 2 else [value]
    return all(_exists(part, layout) for part, layout in zip(parts, layouts, strict=True))


def read(value: str, form: str) -> datetime:
    """The moment that `value` names, which fits `form`; of a span its beginning. What the form leaves out is today's or 0."""
    moment = datetime.strptime(value.split("-")[0] if len(_compiled(form)[1]) == 2 else value, _compiled(form)[1][0])
    return moment if "YYYY" in form else datetime.combine(datetime.now().date(), moment.time())


def written(form: str, moment: datetime) -> str:
    """`moment` written as `form`; for a span it both begins and ends then."""
    return "-".join(moment.strftime(layout) for layout in _compiled(form)[1])


@cache
def _compiled(form: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    pattern, layout, position = "", "", 0
    for token in _TOKEN.finditer(form):
        between = form[position : token.start()]
        pattern += re.escape(between) + _TOKENS[token[0]][1]
        layout += between.replace("%", "%%") + _TOKENS[token[0]][0]
        position = token.end()
    is_span = form.count("HH24") == 2
    layout += form[position:]
    return re.compile(pattern + re.escape(form[position:]), re.ASCII), tuple(layout.split("-") if is_span else [layout])


def _exists(value: str, layout: str) -> bool:
    try:
        datetime.strptime(value, layout)
    except ValueError:
        return False
    return True
