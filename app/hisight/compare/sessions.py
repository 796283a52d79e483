"""Two sessions side by side: which call of the one is which of the other, and in what the two differ."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from hisight.capture import Exchange, Session
from hisight.checks import Facts, facts_of
from hisight.compare.calls import Comparison, compare
from hisight.compare.how import EVERYTHING, How
from hisight.reading import Reader

_BATCH = 100


class CallPair(NamedTuple):
    """A call and its counterpart in the other session; at least one of them is there."""

    left: int | None
    """Number of the call on the left."""
    right: int | None
    """Number of the call on the right."""


class Compared(NamedTuple):
    """A pair of calls that was looked at."""

    pair: CallPair
    """Their numbers."""
    function: str
    """What was called: `2007 OrderReg`."""
    comparison: Comparison | None
    """In what they differ; None where only one of them is there."""

    @property
    def differs(self) -> bool:
        """True where anything counts."""
        return self.comparison is None or self.comparison.count > 0


def compared(
    left: Session, right: Session, reader: Reader, pairs: Iterable[CallPair], how: How = EVERYTHING
) -> Iterator[Compared]:
    """Read and compare `pairs` one after the other. Raises SessionError when a file cannot be read."""
    of_left, of_right = reader.of(left), reader.of(right)
    for pair in pairs:
        ours = of_left.read(left.get(pair.left)) if pair.left else None
        theirs = of_right.read(right.get(pair.right)) if pair.right else None
        one = ours or theirs
        assert one is not None
        function = one.function.label if one.function else one.call.fun_code or one.call.operation
        yield Compared(pair, function, compare(ours, theirs, how) if ours and theirs else None)


def paired(left: Sequence[Facts], right: Sequence[Facts]) -> list[CallPair]:
    """The calls of two sessions, each with its counterpart, in the order of the left; those that only the right has come last.

    Calls of another function are never counterparts. First those are paired that ask the same, then those about the same
    matter, then those that name the same numbers, then what is left in order of arrival.
    """
    counterpart: dict[int, int] = {}
    for key in (_asks, _matter, _numbers, _function):
        taken = set(counterpart.values())
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for one in reversed(right):
            if one.number not in taken and (name := key(one)):
                waiting[name].append(one.number)
        for one in left:
            if one.number not in counterpart and (same := waiting.get(key(one))):
                counterpart[one.number] = same.pop()
    taken = set(counterpart.values())
    alone = [CallPair(None, one.number) for one in right if one.number not in taken]
    return [CallPair(one.number, counterpart.get(one.number)) for one in left] + alone


def facts_in(session: Session, reader: Reader) -> Iterator[Facts]:
    """What every call of `session` asks and is about, in order. Raises SessionError when the file cannot be read."""
    reader = reader.of(session)
    return (facts_of(reader.read(exchange).subjects)[0] for exchange in _all(session))


def _all(session: Session) -> Iterable[Exchange]:
    last = 0
    while batch := session.since(last, _BATCH):
        yield from batch
        last = batch[-1].id


def _asks(one: Facts) -> Hashable:
    return (one.fun_code, one.hospital, one.request) if one.request else None


def _matter(one: Facts) -> Hashable:
    return (one.fun_code, one.hospital, one.matter) if one.matter else None


def _numbers(one: Facts) -> Hashable:
    return (one.fun_code, tuple(sorted(one.asked.items()))) if one.asked else None


def _function(one: Facts) -> Hashable:
    return (one.fun_code or one.function,)
