"""Where a base string departs from the agreed one: the places that a person should look at."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from hisight.explain.signature import expected_rule
from hisight.protocol import Message, Signable, SignatureStatus
from hisight.protocol.signature import HIDDEN_KEY

Place = tuple[int, int]
"""Start and end in the base string, in characters."""


def differing(message: Message, status: SignatureStatus) -> tuple[Place, ...]:
    """The places in the base string of `status`, by which `message` was understood, that are not as agreed.

    That is what is joined otherwise or elsewhere; where the characters are the same, those that are signed as other bytes.
    """
    signable, agreed = Signable(message.direction, message.envelope, message.payload.xml), expected_rule(message.scheme)
    ours, theirs = agreed.parts(signable, HIDDEN_KEY), status.how.parts(signable, HIDDEN_KEY)
    if ours != theirs:
        return tuple(_differing(ours, theirs))
    return tuple(_otherwise_encoded("".join(theirs), {agreed.charset, status.how.charset}))


def _differing(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[Place]:
    place, length, places = 0, sum(map(len, theirs)), list[Place]()
    for tag, first, last, begins, ends in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        text = "".join(theirs[begins:ends])
        if tag != "equal":
            before, after = _common_ends("".join(ours[first:last]), text)
            places.append((place + before, place + len(text) - after))
        place += len(text)
    visible = [(start, end) for start, end in places if start < end]
    # Where something is missing and nothing else is amiss, the characters around the gap are all there is to mark.
    return visible or [(max(start - 1, 0), min(end + 1, length)) for start, end in places]


def _otherwise_encoded(text: str, charsets: set[str]) -> Iterator[Place]:
    """The runs of characters that two charsets write as other bytes; a BOM is marked at the character behind it."""
    if len(charsets) == 1:
        return
    if "utf-16-le" in charsets:
        yield 0, len(text)
        return
    if "utf-8-sig" in charsets:
        yield 0, min(1, len(text))
    if "gb18030" in charsets:
        yield from (run.span() for run in re.finditer(r"[^\x00-\x7f●]+", text))


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two strings share at their beginning, and of the rest at their end."""
    start = _common_start(one, other)
    return start, _common_start(one[start:][::-1], other[start:][::-1])


def _common_start(one: str, other: str) -> int:
    same, limit = 0, min(len(one), len(other))
    while same < limit:
        middle = (same + limit + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            limit = middle - 1
    return same
