"""What was read in a call as one text that is searched, and the tokens by which an index finds it.

One line a value: the code of the field's name, the value. A code consists of control characters, which no value has here, so
that a word is found in values only, and a line with its code is found whole: exactly that field with exactly that value.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping

_DIGITS = [chr(code) for code in (*range(1, 9), *range(14, 31))]
_MARK = "\x1f"  # ends a code: no code begins another

_BREAK = "\x0b"  # for a line break in a value
_CLEAN = dict.fromkeys([*range(9), *range(12, 32)]) | {10: _BREAK, 11: _BREAK}

_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_SHORTEST = 4
"""Shorter values of ASCII (codes, flags, counts) are in half of all calls; an index of them is large and finds nothing."""

NO_NAME = _MARK
"""The code of what is no field of a message."""


def code(number: int) -> str:
    """The code of the field name with this number, from 1."""
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits += _DIGITS[digit]
    return digits + _MARK


def cleaned(value: str) -> str:
    """`value` as it stands in a text: without control characters, and a lone surrogate as `?`."""
    if value.isprintable():
        return value
    return value.translate(_CLEAN).encode("utf-8", "replace").decode()


def text_of(values: Iterable[tuple[str, str]], codes: Mapping[str, str]) -> str:
    """The text for fields and their values, with the codes of their names; each pair stands in it once, an empty value not at all."""
    lines = dict.fromkeys(
        [codes[name] + (value if value.isprintable() else cleaned(value)) for name, value in values if value]
    )
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def tokens(text: str) -> set[str]:
    """What finds `text` in the index: each two neighbours that are not ASCII, and each whole value of some length that is."""
    found: set[str] = set()
    for line in text.split("\n"):
        if not line.isascii():
            found |= tokens_of_word(line)
            continue
        value = line.partition(_MARK)[2]
        if len(value) >= _SHORTEST and value.isprintable():
            found.add(_digest(value))
    return found


def tokens_of_value(value: str) -> set[str]:
    """The tokens that a text has which holds `value` as a whole value; none where the index does not help."""
    return tokens(f"{_MARK}{cleaned(value)}\n")


def tokens_of_word(word: str) -> set[str]:
    """The tokens that a text has in which `word` occurs; none where the index does not help."""
    return {run[at : at + 2] for run in _RUN.findall(word) for at in range(len(run) - 1)}


def values_in(text: str, field: str) -> Iterator[str]:
    """The values in `text` of the field with the code `field`, in order."""
    at = text.find("\n" + field)
    while at >= 0:
        start = at + 1 + len(field)
        end = text.find("\n", start)
        yield text[start:end].replace(_BREAK, "\n")
        at = text.find("\n" + field, end)


def _digest(value: str) -> str:
    return f"{zlib.crc32(value.encode()):x}"
