"""The same work on many pieces, by as many processes as there are processors, and what comes of it in order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from hisight import wording
from hisight.errors import HisightError
from hisight.wording import Language, Words

Piece = TypeVar("Piece")
Made = TypeVar("Made")

WORTHWHILE = 600
"""Calls below which one process is done before another has started."""

_AHEAD = 3  # pieces for each process that are under way or wait to be looked at


def processes() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def side_by_side(
    work: Callable[[Piece], Made],
    pieces: Iterable[Piece],
    begin: Callable[..., None],
    given: tuple[object, ...],
    workers: int = 0,
) -> Generator[Made, None, None]:
    """What `work` makes of each of `pieces`, in their order.

    In each process `begin` is called first, with what is `given`; both are functions of a module, since they run elsewhere.
    `workers` is how many processes are started, 0 for as many as there are processors. Close the iterator to stop. Raises
    whatever `work` raises, HisightError when a process dies.
    """
    workers = workers or processes()
    # A process that is forked from one with threads may wait for ever for a lock that one of them held.
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_begin, initargs=(wording.language(), begin, given)
    )
    waiting: deque[Future[Made]] = deque()
    try:
        left = iter(pieces)
        waiting.extend(pool.submit(work, piece) for piece in islice(left, workers * _AHEAD))
        while waiting:
            made = waiting.popleft().result()
            waiting.extend(pool.submit(work, piece) for piece in islice(left, 1))
            yield made
    except BrokenProcessPool:
        raise HisightError(
            Words("读取会话的子进程意外退出。", "a process that was reading the session has died."),
            Words("可能是内存不足，请关闭别的程序后再试。", "Memory may be short: close other programs and try again."),
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whoever stops need not wait for the pieces under way


def _begin(language: Language, begin: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all: the one that gives us work stops us
    wording.use(language)
    begin(*given)
