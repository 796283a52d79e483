"""Patient values that are known by their shape, wherever they stand."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from hisight import paths

ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]?(?![0-9A-Za-z])",
    re.ASCII,
)
"""An identity number of mainland China, 18 characters, or 17 of them without the check digit (GB 11643)."""
ANY_ID_NUMBER = re.compile(r"\d{17}[\dXx]?", re.ASCII)
"""What stands for one where an identity number is expected."""
OLD_ID_NUMBER = re.compile(r"\d{15}", re.ASCII)
"""As they were until 1999: two digits for the year, no check digit."""
MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?(?P<number>1\d{10})(?![0-9A-Za-z])", re.ASCII)
"""A mobile number of mainland China."""
DATE = re.compile(
    r"(?P<year>\d{4})(?P<a>\D?)(?P<month>\d{1,2})(?P<b>\D?)(?P<day>\d{1,2})(?P<rest>(?:\D.*|\d{4,6})?)",
    re.ASCII | re.DOTALL,
)
"""A day in any of the usual forms, with or without a time behind it; the calendar need not have it."""
_BETWEEN = r"[\"'”’]?\s*[：:=]?\s*(?:是|为)?\s*[\"'“‘]?"


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of `DATE` means; None when no calendar has it."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def known_by_shape(text: str) -> Iterator[tuple[str, str]]:
    """Every identity number and mobile number in `text`, and what stands behind a word that announces it: its kind and itself."""
    for match in ID_NUMBER.finditer(text):
        yield "id-number", match[0]
    for match in MOBILE.finditer(text):
        yield "phone", match["number"]
    announced = _announced()
    if announced.any.search(text):
        for kind, pattern in announced.each:
            yield from ((kind, match["value"]) for match in pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class _Announced:
    """What `resources/privacy.toml` says."""

    any: re.Pattern[str]
    """Any of the words that announce a value."""
    each: tuple[tuple[str, re.Pattern[str]], ...]
    """By the kind of value: the word, and the value behind it."""


@cache
def _announced() -> _Announced:
    document = tomllib.loads((paths.resources() / "privacy.toml").read_text("utf-8"))
    surnames = document["surnames"].split()
    surname = f"(?:{'|'.join(name for name in surnames if len(name) == 2)}|[{''.join(name for name in surnames if len(name) != 2)}])"
    labels: list[str] = []
    each = []
    for entry in document["pattern"]:
        words = "|".join(map(re.escape, entry["labels"]))
        value = entry["value"].replace("{surname}", surname)
        each.append((entry["kind"], re.compile(f"(?:{words}){_BETWEEN}(?P<value>{value})", re.IGNORECASE)))
        labels += entry["labels"]
    return _Announced(re.compile("|".join(map(re.escape, labels)), re.IGNORECASE), tuple(each))
