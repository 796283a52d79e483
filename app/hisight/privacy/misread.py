"""A value that was misread on its way: what stands in for it is misread alike, so that what is found about it stays true."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from hisight.explain.charset import explain
from hisight.explain.chinese import LOST

_CODECS: Mapping[str, tuple[str, str]] = {
    "utf-8-as-gbk": ("utf-8", "gb18030"),
    "utf-8-as-latin-1": ("utf-8", "latin-1"),
    "utf-8-as-windows-1252": ("utf-8", "cp1252"),
    "gbk-as-latin-1": ("gb18030", "latin-1"),
    "gbk-as-windows-1252": ("gb18030", "cp1252"),
    "gbk-as-utf-8": ("gb18030", "utf-8"),
}
"""By the name of a misreading in what a text was written, and as what it was read."""
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
    """How `text` was misread, once; None when it was not, or not only."""
    found = explain(text)
    if found is None or len(found.names) != 1 or found.names[0] not in _CODECS or found.found != text:
        return None
    written, read = _CODECS[found.names[0]]
    meant = found.meant.replace(LOST, _SOMEBODY)
    return Misread(meant, not found.lost, lambda other: other.encode(written).decode(read, "replace"))
