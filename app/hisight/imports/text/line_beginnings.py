"""What a log writes at the beginning of each line, taken away from the lines of a message.

The lines of one entry begin alike: the same words and blanks, other digits (`2026-11-26 10:02:03,120 INFO [main] - `, `web_1 | `,
`> `). A log of HttpClient also ends them, with `[\\r][\\n]"`.
"""

import re

_DIGITS = re.compile(rb"\d+")
_WIRE_END = re.compile(rb'(?:\[\\r\])?\[\\n\]"\s*$')
_TIME = rb"\[?\d{2,4}[-/.:]\d\d?[-/.:]\d\d?(?:[T ]\d\d?:\d\d(?::\d\d)?)?(?:[.,]\d{1,9})?"
_ANY_BEGINNING = re.compile(rb"^" + _TIME + rb"[^<]*?(?:[-:|\]>] ?)(?=\s*<|$)")
_LONGEST = 400


def without_beginnings(data: bytes, before: bytes) -> bytes:
    """`data`, a message of one or more lines, without what the log put before each; the first stands behind `before`."""
    if b"\n" not in data or not before.strip():
        return data
    first, *others = data.splitlines(keepends=True)
    beginning = _alike(before[-_LONGEST:])
    taken = [_taken(line, beginning) for line in others]
    if not any(one is not None for one in taken):
        return data
    kept = [first, *(line if one is None else one for line, one in zip(others, taken, strict=True))]
    if all(_WIRE_END.search(line) for line in kept[:-1]):
        kept = [_WIRE_END.sub(b"\n", line) for line in kept]
    return b"".join(kept)


def _alike(before: bytes) -> re.Pattern[bytes]:
    parts = _DIGITS.split(before.lstrip(b"\xef\xbb\xbf"))
    return re.compile(rb"\d+".join(re.escape(part) for part in parts))


def _taken(line: bytes, beginning: re.Pattern[bytes]) -> bytes | None:
    """`line` without its beginning; None when it has none."""
    found = beginning.match(line) or _ANY_BEGINNING.match(line[:_LONGEST])
    return line[found.end() :] if found else None
