"""Patient values that are known by their shape, wherever they stand."""

import re
from collections.abc import Iterator
from datetime import date

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


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of `DATE` means; None when no calendar has it."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def known_by_shape(text: str) -> Iterator[tuple[str, str]]:
    """Every identity number and mobile number in `text`: its kind and itself."""
    for match in ID_NUMBER.finditer(text):
        yield "id-number", match[0]
    for match in MOBILE.finditer(text):
        yield "phone", match["number"]
