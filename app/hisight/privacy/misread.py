"""A value that was misread on its way: what stands in for it is misread alike, so that what is found about it stays true."""

from collections.abc import Callable
from typing import NamedTuple

from hisight.explain.charset import explain
from hisight.explain.chinese import LOST

_SOMEBODY = "人"


class Misread(NamedTuple):
    """What a misread value was, and how it became what it is."""

    meant: str
    """What it said, with some other character for each that is lost."""
    whole: bool
    """True when none is lost."""
    again: Callable[[str], str]
    """Misreads another text in the same way."""


def misread(text: str) -> Misread | None:
    """How `text` was misread, once; None when it was not, or something else was done to it, too."""
    found = explain(text)
    if found is None or len(found.changes) != 1 or found.found != text:
        return None
    again = found.changes[0].redo
    return Misread(found.meant.replace(LOST, _SOMEBODY), not found.lost, again) if again else None
