"""Every call of a session read from the first to the last, by as many processes as there are processors.

To read a call takes a millisecond and knows nothing of the others: that is done in pieces, side by side. What the calls before
it show is found out here, in order, from the few facts that each leaves behind; a call about which they show something is
rare, and read once more. Nothing is written to the session.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from hisight import wording
from hisight.capture import Session
from hisight.checks import Facts, Finding, check_across
from hisight.errors import HisightError
from hisight.follow import settle
from hisight.reading import Reader, Reading
from hisight.reading.across import MOST_RELATIVES
from hisight.wording import Language, Words

Seen = TypeVar("Seen")

AT_ONCE = 100
"""Calls in a piece: some seconds of work would make a cancel wait, and a handful would cost more to hand over than to read."""

WORTHWHILE = 600
"""Calls below which one process is done before another has started."""

_BATCH = 20  # exchanges are held in memory, and a report with pictures has some MB
_REMEMBERED = 2000  # facts that are kept as they are, and not only as text: a query is asked all day
_AHEAD = 3  # pieces for each process that are under way or wait to be looked at


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


def processes() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


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
        else _side_by_side(session.path, reader, look, pieces, workers)
    )
    for some in read:
        yield [_with_earlier(session, reader, look, one, earlier) for one in some]


class Earlier:
    """The facts of the calls so far, by what they are found by; of each key only as many as are looked at."""

    def __init__(self) -> None:
        self._by_key: dict[str, deque[str]] = {}
        self._facts = lru_cache(_REMEMBERED)(Facts.from_json)

    def findings(self, facts: str, keys: Sequence[str]) -> list[Finding]:
        """What the calls before it show about the one that left `facts` and is found by `keys`; it counts for the next ones."""
        this = self._facts(facts)
        assert this is not None
        related = {text for key in this.relatives for text in self._by_key.get(key, ())}
        earlier = sorted(filter(None, map(self._facts, related)), key=lambda one: one.number)
        for key in dict.fromkeys(keys):
            self._by_key.setdefault(key, deque(maxlen=MOST_RELATIVES)).append(facts)
        return check_across(this, earlier)


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


def _side_by_side(
    path: Path, reader: Reader, look: Callable[[Reading], Seen], pieces: Sequence[Sequence[int]], workers: int
) -> Iterator[list[Read[Seen]]]:
    # A process that is forked from one with threads may wait for ever for a lock that one of them held.
    given = (path, reader, wording.language())
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_Worker.begin, initargs=given)
    waiting: deque[Future[list[Read[Seen]]]] = deque()
    try:
        left = iter(pieces)
        work = partial(_Worker.read, look)
        waiting.extend(pool.submit(work, piece) for piece in islice(left, workers * _AHEAD))
        while waiting:
            read = waiting.popleft().result()
            waiting.extend(pool.submit(work, piece) for piece in islice(left, 1))
            yield read
    except BrokenProcessPool:
        raise HisightError(
            Words("读取会话的子进程意外退出。", "a process that was reading the session has died."),
            Words("可能是内存不足，请关闭别的程序后再试。", "Memory may be short: close other programs and try again."),
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whoever stops need not wait for the pieces under way


class _Worker:
    """What one process reads with."""

    session: Session
    reader: Reader

    @classmethod
    def begin(cls, path: Path, reader: Reader, language: Language) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all: the one that gives us work stops us
        wording.use(language)
        cls.session, cls.reader = Session.open(path), reader
        settle()

    @classmethod
    def read(cls, look: Callable[[Reading], Seen], numbers: Sequence[int]) -> list[Read[Seen]]:
        return _read_piece(cls.session, cls.reader, look, numbers)
