"""XML laid out for the eye: one element a line, indented, each value as it was written."""

from collections.abc import Iterator

from hisight.protocol import markup

_STEP = "  "


def indented(xml: str) -> str:
    """`xml` with a line for each element. Blanks between elements give way; values, comments and CDATA stay as they are.

    Ill-formed text is laid out as far as its tags go. The result is for reading: what is signed or sent is the original.
    """
    return "\n".join(_lines(xml, 0, len(xml), ""))


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
