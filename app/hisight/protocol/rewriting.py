"""Character data changed in some spots, and left as its author wrote it everywhere else.

A parser resolves references, opens CDATA sections and makes LF of CR LF. Written anew, a value would come out in our own
hand, and a comparison with what was sent would show differences that nobody made.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from hisight.protocol import markup

_ATOM = re.compile(r"<!\[CDATA\[|\]\]>|\r\n?|&[^&;<>]{1,8};")
_TOKEN = re.compile(r"<[^<>]*>|[^<>\n]+|[<>\n]")
_MOST_TOKENS = 1000
"""Pieces up to which the changed part is compared piece by piece; it takes quadratic time."""


class _Run(NamedTuple):
    """Characters that stand in the raw text as they are read."""

    value: int
    """Where they begin in what is read."""
    raw: int
    """Where they begin in the raw text."""
    length: int
    in_cdata: bool


def as_read(raw: str) -> str:
    """What a parser reads in the character data `raw`: references resolved, CDATA sections joined, CR LF turned to LF."""
    return markup.value(raw.replace("\r\n", "\n").replace("\r", "\n"))


def rewritten(raw: str, new: str, write: Callable[[str], str]) -> str:
    """The character data that reads as `new`: `raw`, with only that written anew in which the two differ.

    `write` makes character data of text; it serves for the whole where places cannot be told. Line breaks that are written
    anew are CR LF where `raw` has no others.
    """
    old = as_read(raw)
    if new == old:
        return raw
    ends = "\r\n" if "\r\n" in raw and not re.search(r"(?<!\r)\n", raw) else "\n"
    made = _with_changes(raw, old, new, lambda text: write(text).replace("\n", ends))
    return made if made is not None and as_read(made) == new else write(new).replace("\n", ends)


def _with_changes(raw: str, old: str, new: str, write: Callable[[str], str]) -> str | None:
    runs = _runs(raw)
    starts = [run.value for run in runs]
    parts: list[str] = []
    position = 0
    for begin, end, text in _changes(old, new):
        before = dict(_places(runs, starts, begin))
        after = dict(reversed(list(_places(runs, starts, end))))
        in_cdata = next((one for one in (True, False) if one in before and one in after), None)
        if in_cdata is None:
            return None
        parts.append(raw[position : before[in_cdata]])
        parts.append(text.replace("]]>", "]]]]><![CDATA[>") if in_cdata else write(text))
        position = after[in_cdata]
    return "".join((*parts, raw[position:]))


def _runs(raw: str) -> list[_Run]:
    runs: list[_Run] = []
    value = begin = 0
    in_cdata = False
    for atom in _ATOM.finditer(raw):
        text, inside = atom[0], in_cdata
        if text[0] == "&":
            read = text if in_cdata else markup.unescape(text)
        elif text[0] == "\r":
            read = "\n"
        elif (text[0] == "<") != in_cdata:
            read, inside = "", text[0] == "<"
        else:
            read = text
        if read == text:
            continue
        runs.append(_Run(value, begin, atom.start() - begin, in_cdata))
        value += atom.start() - begin + len(read)
        begin, in_cdata = atom.end(), inside
    return [*runs, _Run(value, begin, len(raw) - begin, in_cdata)]


def _places(runs: list[_Run], starts: list[int], value: int) -> Iterator[tuple[bool, int]]:
    """Where in the raw text the character `value` of what is read begins: in CDATA or not, and the offset."""
    last = bisect_right(starts, value)
    first = last
    while first and runs[first - 1].value + runs[first - 1].length >= value:
        first -= 1
    for run in runs[first:last]:
        yield run.in_cdata, run.raw + value - run.value


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Begin and end in `old` of what is replaced, and by what, in order."""
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    begin, before, after = start, old[start : len(old) - end], new[start : len(new) - end]
    pieces, others = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(pieces), len(others)) > _MOST_TOKENS:
        yield begin, begin + len(before), after
        return
    for what, i, j, k, m in SequenceMatcher(None, pieces, others, autojunk=False).get_opcodes():
        length = sum(map(len, pieces[i:j]))
        if what != "equal":
            yield begin, begin + length, "".join(others[k:m])
        begin += length


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
