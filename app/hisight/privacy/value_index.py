"""Many values looked for at once: what a text costs does not depend on how many there are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

UNMISTAKABLE = 8
"""Characters from which on a value that is no name is found inside other words, too."""
_SHORTEST_PROOF = 12
_DIGEST_LENGTHS = (32, 40, 64)
_HEX = re.compile("[0-9A-F]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PatientValue:
    """Something about a patient."""

    kind: str
    """One of `values.KINDS`."""
    text: str
    """The value, without blanks around it."""
    place: str
    """Where it was found first: `#42 request REQ/NAME`."""
    field: str = ""
    """The name of the element, head or part that it stands in: `NAME`, `URL`."""
    is_spelling: bool = False
    """True for another spelling of the value found at that place: the same day written otherwise."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A value in a text."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    value: PatientValue
    """What it is."""


class ValueIndex:
    """Values, found without regard to ASCII case."""

    def __init__(self, values: Sequence[PatientValue], public: str) -> None:
        """`values` are looked for, but for those that occur in `public`: they cannot be told from it."""
        by_text: dict[str, PatientValue] = {}
        for value in values:
            by_text.setdefault(_folded(value.text), value)
        self._values = list(by_text.values())
        # A table of every step would be twice as fast, and takes ten times as long to make.
        self._automaton = AhoCorasick(by_text, implementation=Implementation.ContiguousNFA) if by_text else None
        self._public: frozenset[int] = frozenset()
        self._public = frozenset(number for number, _, _ in self._found(public))

    def occurrences(self, text: str) -> list[Occurrence]:
        """Where the values occur in `text`, by their beginnings, at each the longest first; some may lie over others."""
        found = [Occurrence(start, end, self._values[number]) for number, start, end in self._found(text)]
        return sorted(found, key=lambda one: (one.start, -one.end)) if len(found) > 1 else found

    def _found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The number of the value, its beginning and its end, of each that is no accidental part of a longer word."""
        if self._automaton is None:
            return
        folded = _folded(text)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if number not in self._public and stands_alone(folded, start, end, self._values[number].kind):
                yield number, start, end


def occurs(value: PatientValue, text: str) -> bool:
    """True when `value` occurs in `text` as it would be looked for."""
    wanted, text, kind = _folded(value.text), _folded(text), value.kind
    start = text.find(wanted)
    while start >= 0:
        if stands_alone(text, start, start + len(wanted), kind):
            return True
        start = text.find(wanted, start + 1)
    return False


def stands_alone(text: str, start: int, end: int, kind: str) -> bool:
    """True when what stands at `text[start:end]`, a value of `kind`, is no accidental part of a longer word."""
    if kind == "birthday":
        return not (text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal())
    if end - start >= UNMISTAKABLE and kind != "name":
        return end - start >= _SHORTEST_PROOF or not _is_in_digest(text, start, end)
    return not (_joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _is_in_digest(text: str, start: int, end: int) -> bool:
    """True for a number within an MD5, SHA-1 or SHA-256: among many of them any eight digits turn up by chance."""
    longest = max(_DIGEST_LENGTHS)
    around = text[max(0, start - longest) : end + longest].upper()
    at = min(start, longest)
    run = next((one for one in _HEX.finditer(around) if one.start() <= at < one.end()), None)
    return run is not None and len(run[0]) in _DIGEST_LENGTHS and not run[0].isdecimal() and len(run[0]) > end - start


def _folded(text: str) -> str:
    """`text` with ASCII in upper case, and nothing else: as long as it was. Halves of characters are as good as none."""
    if not text.isascii() and _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
    return text.upper() if text.isascii() else text.encode().upper().decode()


def _joined(left: str, right: str) -> bool:
    """True when two neighbours belong to one word of ASCII letters and digits."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
