"""A report on a large session: every call read, counted and explained, by as many processes as there are processors.

The session is one of 2 KB orders, each with its own numbers and patient, made once and kept in the folder for temporary files.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import prepared
from tests.benchmarks.decoding import exchange_of
from tests.benchmarks.figure import Figure, at_most

from hisight.capture import Session
from hisight.profiles import KEY_VARIABLE
from hisight.reading import Reader
from hisight.report.gathering import Stopped, gather

CALLS = 100_000
_BATCH = 2000
_MOST_SECONDS = 120
_MOST_WAIT = 2  # seconds, after a cancel


def figures(_rounds: int) -> Iterator[Figure]:
    """How long a report takes, and how long a cancel."""
    os.environ[KEY_VARIABLE] = prepared.KEY
    path, reader = session(CALLS), Reader.default()
    began, used = time.monotonic(), _processor_seconds()
    told: list[int] = []
    report = gather([path], reader, progress=lambda done, _of: told.append(done))
    seconds, used = time.monotonic() - began, _processor_seconds() - used
    assert report.coverage.calls == CALLS
    assert told[-1] == CALLS
    beside = f"{used:.0f} s of processor, {len(told)} times told how far it is"
    yield at_most(f"report on {CALLS:,} calls", _MOST_SECONDS, seconds, " s", beside)
    yield at_most("cancel of such a report", _MOST_WAIT, _cancelled(path, reader), " s")


def session(number: int) -> Path:
    """The path of a session with `number` orders."""
    path = Path(tempfile.gettempdir()) / f"hisight-benchmark-orders-{number}.hisight"
    if path.exists():
        with Session.open(path) as made:
            if made.count() == number:
                return path
        path.unlink()
    with Session.open(path, create=True) as made:
        calls = prepared.calls("2 KB", number)
        for start in range(0, number, _BATCH):
            made.append([exchange_of(call) for call in calls[start : start + _BATCH]])
    return path


def _cancelled(path: Path, reader: Reader) -> float:
    """Seconds from the wish to the end."""
    wished: list[float] = []

    def progress(done: int, _of: int) -> None:
        if done >= CALLS // 20 and not wished:
            wished.append(time.monotonic())

    try:
        gather([path], reader, progress=progress, stopped=lambda: bool(wished))
    except Stopped:
        return time.monotonic() - wished[0]
    raise AssertionError


def _processor_seconds() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
