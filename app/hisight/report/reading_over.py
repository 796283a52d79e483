"""Every call of a session read from the first to the last, by as many processes as there are processors.

To read a call takes a millisecond and knows nothing of the others: that is done in pieces, side by side. What the calls before
it show is found out here, in order, from the few facts that each leaves behind; a call about which they show something is
rare, and read once more. Nothing is written to the session.
"""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from hisight.capture import Session
from hisight.crew import WORTHWHILE, processes, side_by_side
from hisight.follow import settle
from hisight.reading import Reader, Reading
from hisight.reading.earlier import Earlier

Seen = TypeVar("Seen")

AT_ONCE = 100
"""Calls in a piece: some seconds of work would make a cancel wait, and a handful would cost more to hand over than to read."""

_BATCH = 20  # exchanges are held in memory, and a report with pictures has some MB


class Read(NamedTuple, Generic[Seen]):
    """What is kept of one call."""

    number: int
    """Its number in the session."""
    seen: Seen
    """What was made of its reading."""
    facts: str
    """What later calls may want to know, as text: it takes a fifth of the room."""
    keys: tuple[str, ...]
    """What it is found by again."""


def read_over(
    session: Session, reader: Reader, look: Callable[[Reading], Seen], *, workers: int = 0
) -> Generator[list[Seen], None, None]:
    """What `look` makes of each reading of `session`, in order, some at a time.

    `look` is a function of a module, since it runs in other processes; so is what it makes. `workers` is how many of these are
    started, 0 for as many as serve; 1 reads in this one. Close the iterator to stop. Raises SessionError when the file cannot
    be read, HisightError when a process dies.
    """
    numbers = session.numbers(after=0)
    pieces = [numbers[start : start + AT_ONCE].tolist() for start in range(0, len(numbers), AT_ONCE)]
    workers = workers or (processes() if len(numbers) >= WORTHWHILE else 1)
    earlier = Earlier()
    read = (
        (_read_piece(session, reader, look, piece) for piece in pieces)
        if workers == 1
        else side_by_side(partial(_There.read, look), pieces, _There.begin, (session.path, reader), workers)
    )
    for some in read:
        yield [_with_earlier(session, reader, look, one, earlier) for one in some]


def _with_earlier(
    session: Session, reader: Reader, look: Callable[[Reading], Seen], one: Read[Seen], earlier: Earlier
) -> Seen:
    found = earlier.findings(one.facts, one.keys)
    return look(reader.read(session.get(one.number)).joined_by(found)) if found else one.seen


def _read_piece(
    session: Session, reader: Reader, look: Callable[[Reading], Seen], numbers: Sequence[int]
) -> list[Read[Seen]]:
    made: list[Read[Seen]] = []
    after, end = numbers[0] - 1, numbers[-1]
    while after < end and (batch := session.since(after, _BATCH)):
        for exchange in batch:
            if exchange.id <= end:
                reading = reader.read(exchange)
                facts, keys = reading.trace
                made.append(Read(exchange.id, look(reading), facts.to_json(), tuple(value for _, value in keys)))
        after = batch[-1].id
    return made


class _There:
    """What another process reads with."""

    session: Session
    reader: Reader

    @classmethod
    def begin(cls, path: Path, reader: Reader) -> None:
        cls.session, cls.reader = Session.open(path), reader
        settle()

    @classmethod
    def read(cls, look: Callable[[Reading], Seen], numbers: Sequence[int]) -> list[Read[Seen]]:
        return _read_piece(cls.session, cls.reader, look, numbers)
