"""XML laid out for the eye: one element a line, indented, each value as it was written."""

import re
from collections.abc import Iterator

from hisight.protocol import markup

_STEP = "  "
_NAME = r"[^\s<>/!?='\"]++"
_PIECE = re.compile(
    rf"\s*+(?:(?P<value><(?P<name>{_NAME})>(?:[^<]++|<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>)*+</(?P=name)>)"
    rf"|<(?P<opened>{_NAME})>|</(?P<closed>{_NAME})>)"
)
"""A whole element with nothing but a value in it, or a tag."""


def indented(xml: str) -> str:
    """`xml` with a line for each element. Blanks between elements give way; values, comments and CDATA stay as they are.

    Ill-formed text is laid out as far as its tags go. The result is for reading: what is signed or sent is the original.
    """
    lines = _regular(xml)
    return "\n".join(_lines(xml, 0, len(xml), "") if lines is None else lines)


def _regular(xml: str) -> list[str] | None:
    """The lines in one pass, which takes a fifth of the time; None where there is more than tags without attributes and values."""
    position = markup.prolog_end(xml)
    lines = list(_between(xml[:position], ""))
    opened: list[str] = []
    for piece in _PIECE.finditer(xml, position):
        if piece.start() != position:
            return None
        position = piece.end()
        if piece["value"]:
            lines.append(_STEP * len(opened) + piece["value"])
        elif piece["opened"]:
            lines.append(_STEP * len(opened) + f"<{piece['opened']}>")
            opened.append(piece["opened"])
        elif not opened or opened.pop() != piece["closed"]:
            return None
        else:
            lines.append(_STEP * len(opened) + f"</{piece['closed']}>")
    return None if opened or xml[position:].strip() else lines


def _lines(xml: str, start: int, end: int, margin: str) -> Iterator[str]:
    position = start
    for span in markup.children(xml, start, end):
        yield from _between(xml[position : span.start], margin)
        position = span.end
        if next(markup.children(xml, span.inner, span.inner_end), None) is None:
            yield margin + xml[span.start : span.end].strip()
            continue
        yield margin + xml[span.start : span.inner]
        yield from _lines(xml, span.inner, span.inner_end, margin + _STEP)
        yield from _between(xml[span.inner_end : span.end], margin)
    yield from _between(xml[position:end], margin)


def _between(text: str, margin: str) -> Iterator[str]:
    if text.strip():
        yield margin + text.strip()
