"""Which element of one side is which of the other: by name, and rows of a list by what they say."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from hisight.checks import Aligned


class Pair(NamedTuple):
    """An element and its counterpart; at least one of them is there."""

    left: Aligned | None
    """On the left."""
    right: Aligned | None
    """On the right."""
    left_place: int = -1
    """Its place among its neighbours on the left, from 0; -1 where it is not there."""
    right_place: int = -1
    """The same on the right."""


def pairs(left: Sequence[Aligned], right: Sequence[Aligned], text: Callable[[str], str]) -> list[Pair]:
    """The elements `left` and `right` of two groups, each with its counterpart, in an order that keeps that of either side.

    Elements of another name are never counterparts. Of several with one name first those are paired that are equal, then
    those that agree in the field which tells most of them apart, then what is left in order. `text` says how much of a value
    counts.
    """
    by_name: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, elements in enumerate((left, right)):
        for place, element in enumerate(elements):
            by_name[element.name][side].append(place)
    counterpart: dict[int, int] = {}
    for lefts, rights in by_name.values():
        if len(lefts) == len(rights) == 1:
            counterpart[lefts[0]] = rights[0]
        else:
            counterpart |= _rows(lefts, rights, left, right, text)
    return _in_order(left, right, counterpart)


def moved(paired: Sequence[Pair]) -> set[int]:
    """The places on the left of what stands in another order on the right: as few as explain it."""
    both = [(one.left_place, one.right_place) for one in paired if one.left_place >= 0 <= one.right_place]
    both.sort()
    stay = set(_longest_rising([right for _, right in both]))
    return {left for number, (left, _) in enumerate(both) if number not in stay}


def _rows(
    lefts: list[int], rights: list[int], left: Sequence[Aligned], right: Sequence[Aligned], text: Callable[[str], str]
) -> dict[int, int]:
    """Counterparts among the elements of one name, whose places are `lefts` and `rights`."""
    same = _matched(
        ((place, _content(left[place], text)) for place in lefts),
        ((place, _content(right[place], text)) for place in rights),
    )
    lefts, rights = _without(lefts, same), _without(rights, same.values())
    if not lefts or not rights:
        return same
    left_values = {place: _leaves(left[place], text) for place in lefts}
    right_values = {place: _leaves(right[place], text) for place in rights}
    telling = _telling_field(list(left_values.values()), list(right_values.values()))
    agreeing = _matched(
        ((place, values[telling]) for place, values in left_values.items() if telling in values),
        ((place, values[telling]) for place, values in right_values.items() if telling in values),
    )
    lefts, rights = _without(lefts, agreeing), _without(rights, agreeing.values())
    return same | agreeing | dict(zip(lefts, rights, strict=False))


def _matched(lefts: Iterable[tuple[int, Hashable]], rights: Iterable[tuple[int, Hashable]]) -> dict[int, int]:
    """Places that hold the same, each used once, in order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place, content in rights:
        waiting[content].append(place)
    for places in waiting.values():
        places.reverse()
    return {place: waiting[content].pop() for place, content in lefts if waiting.get(content)}


def _without(places: list[int], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [place for place in places if place not in gone]


def _content(element: Aligned, text: Callable[[str], str]) -> Hashable:
    """All that an element says, whatever the order of what stands in it."""
    value = text(element.node.value) if element.node else ""
    inside = Counter(_content(child, text) for child in element.children if child.node is not None)
    return element.name, value, frozenset(inside.items())


def _leaves(element: Aligned, text: Callable[[str], str]) -> dict[str, str]:
    return {child.name: text(child.node.value) for child in element.children if child.node and not child.children}


def _telling_field(lefts: Sequence[dict[str, str]], rights: Sequence[dict[str, str]]) -> str:
    """The field whose values tell the rows of each side apart and are found on both; empty when there is none."""
    names = dict.fromkeys(name for row in lefts for name in row)
    shared = {name: len(_unique(lefts, name) & _unique(rights, name)) for name in names}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if shared.get(best) else ""


def _unique(rows: Sequence[dict[str, str]], name: str) -> set[str]:
    times = Counter(row[name] for row in rows if row.get(name))
    return {value for value, count in times.items() if count == 1}


def _in_order(left: Sequence[Aligned], right: Sequence[Aligned], counterpart: dict[int, int]) -> list[Pair]:
    """All pairs in the order of the left side; what only the right has stands behind what it follows there."""
    taken = set(counterpart.values())
    follows: dict[int, list[int]] = defaultdict(list)  # by place on the right of what stands before it; -1 for nothing
    before = -1
    for place in range(len(right)):
        if place in taken:
            before = place
        else:
            follows[before].append(place)
    alone = [Pair(None, right[place], -1, place) for place in follows[-1]]
    for place, element in enumerate(left):
        other = counterpart.get(place, -1)
        alone.append(Pair(element, right[other] if other >= 0 else None, place, other))
        if other >= 0:
            alone += [Pair(None, right[place], -1, place) for place in follows[other]]
    return alone


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest rising subsequence of `numbers` (patience sorting)."""
    ends: list[int] = []  # the smallest end of a run of each length
    at: list[int] = []
    previous: list[int] = []
    for position, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at.append(position)
        else:
            ends[length], at[length] = number, position
    found = []
    position = at[-1] if at else -1
    while position >= 0:
        found.append(position)
        position = previous[position]
    return found[::-1]
