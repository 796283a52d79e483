"""The HTTP head that stands before a body in a log."""

import re

from hisight.imports.text.line_beginnings import without_beginnings
from hisight.imports.text.scanning import Run

_START = re.compile(rb"(?:[A-Z]{3,10} [^\s]+ HTTP/\d(?:\.\d)?|HTTP/\d(?:\.\d)? \d{3}[^\r\n]*)(?=\s|\[)")
_FIELD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*\Z")
_WIRE_END = re.compile(rb'(?:\[\\r\])?(?:\[\\n\])?"?\s*\Z')
_LONGEST = 16 * 1024


def head_before(run: Run, after: int, start: int) -> bytes:
    """The head that ends right before the body at `start`, and begins behind `after`; empty when none does."""
    region = run[max(after, start - _LONGEST) : start]
    starts = list(_START.finditer(region))
    if not starts:
        return b""
    found = starts[-1]
    before = region[region.rfind(b"\n", 0, found.start()) + 1 : found.start()]
    text = without_beginnings(region[found.start() :] + b"<", before)[:-1]
    lines = [_WIRE_END.sub(b"", line) for line in text.split(b"\n")]
    if b"" not in lines[:-1]:  # the last is what stands before the body on its line
        return b""
    blank = lines.index(b"")
    fields = lines[1:blank]
    if any(line.strip() for line in lines[blank:]) or not all(_FIELD.match(line) for line in fields):
        return b""
    return b"".join(line + b"\r\n" for line in (*lines[:blank], b""))
