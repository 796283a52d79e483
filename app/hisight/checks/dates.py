"""Dates and times by the formats that the interface prints."""

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

_TOKENS = {
    "YYYY": ("%Y", "year"), "HH24": ("%H", "hour"), "MM": ("%m", "month"), "DD": ("%d", "day"), "MI": ("%M", "minute"),
    "SS": ("%S", "second"),
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS))
_ANY_DAY = {"year": 1900, "month": 1, "day": 1}


class _Form(NamedTuple):
    """A format taken apart."""

    length: int
    """Characters of a value that is written so."""
    pattern: re.Pattern[str]
    """Its groups are the numbers."""
    units: tuple[str, ...]
    """What the numbers of one time are: `year`, `hour` ..."""
    layouts: tuple[str, ...]
    """Each time of it for `strftime`: one, or two for a span."""


def fits(value: str, form: str) -> bool:
    """True when `value` is written as `form` (YYYY MM DD HH24 MI SS and separators) and such a day and time exist.

    A span (`HH24MI-HH24MI`) is two times with one layout.
    """
    return len(value) == _taken_apart(form).length and _fits(value, form)


@lru_cache(1024)
def of_length(forms: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Those of the `forms` whose values have `length` characters: no others need be tried."""
    return tuple(form for form in forms if _taken_apart(form).length == length)


@lru_cache(4096)  # the same day stands in every row of a page
def _fits(value: str, form: str) -> bool:
    _, pattern, units, layouts = _taken_apart(form)
    found = pattern.fullmatch(value)
    if found is None:
        return False
    numbers = list(map(int, found.groups()))
    return all(_exists(units, numbers[len(units) * time :]) for time in range(len(layouts)))


def read(value: str, form: str) -> datetime:
    """The moment that `value` names, which fits `form`; of a span its beginning. What the form leaves out is today's or 0."""
    layout, *end = _taken_apart(form).layouts
    moment = datetime.strptime(value.split("-")[0] if end else value, layout)
    return moment if "YYYY" in form else datetime.combine(datetime.now().date(), moment.time())


def written(form: str, moment: datetime) -> str:
    """`moment` written as `form`; for a span it both begins and ends then."""
    return "-".join(moment.strftime(layout) for layout in _taken_apart(form).layouts)


@cache
def _taken_apart(form: str) -> _Form:
    pattern, layout, position, length = "", "", 0, 0
    units: list[str] = []
    for token in _TOKEN.finditer(form):
        between, digits = form[position : token.start()], 4 if token[0] == "YYYY" else 2
        pattern += rf"{re.escape(between)}(\d{{{digits}}})"
        layout += between.replace("%", "%%") + _TOKENS[token[0]][0]
        length += len(between) + digits
        units.append(_TOKENS[token[0]][1])
        position = token.end()
    behind = form[position:]
    layouts = tuple((layout + behind).split("-") if form.count("HH24") == 2 else [layout + behind])
    regular = re.compile(pattern + re.escape(behind), re.ASCII)
    return _Form(length + len(behind), regular, tuple(units[: len(units) // len(layouts)]), layouts)


def _exists(units: tuple[str, ...], numbers: list[int]) -> bool:
    try:
        datetime(**(_ANY_DAY | dict(zip(units, numbers, strict=False))))  # type: ignore[arg-type]
    except ValueError:
        return False
    return True
