"""Looking for calls in a session: by a connection of its own, so that nobody else waits, part by part, and until it is told to stop.

Numbers come in order. What an index answers comes at once; where rows must be looked through, the first thousands come first.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from hisight.capture import statistics
from hisight.capture.filtering import Filter
from hisight.capture.filtering.conditions import Condition, condition
from hisight.capture.filtering.reading_terms import field_holds
from hisight.capture.statistics import FunctionStatistics, Tally

_FIRST_PART = 4096
_GROWTH = 4  # parts grow, so that the last does not cost more in questions than in looking
_STEPS = 20_000  # of SQLite's machine between two looks whether to stop: about 2 ms
_LAST = 2**62
_NEAR = 1000  # numbers so near to each other are asked about together


def search(
    path: Path, chosen: Filter, *, after: int = 0, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Sequence[int]]:
    """The numbers after `after` of the calls that `chosen` lets through, in order, in parts; none any more once `stopped` says so.

    Raises QueryError when the filter cannot be understood, and sqlite3.Error.
    """
    asked = condition(chosen.asks())
    with closing(_connect(path, stopped)) as connection:
        try:
            if chosen == Filter() and (every := _every(connection, after)):
                yield every
                return
            if asked.by_index and not after:
                yield from _at_once(connection, asked)
                return
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM exchange").fetchone()
            size = _FIRST_PART
            while after < last and not stopped():
                yield _numbers(connection, asked, after, after + size)
                after, size = after + size, size * _GROWTH
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:  # whoever asked does not want to know any more
                raise


def count(path: Path, chosen: Filter, tally: Tally) -> list[FunctionStatistics]:
    """Count into `tally` what has come since, and what it says then. Raises QueryError, and sqlite3.Error."""
    asked = condition(chosen.asks()) if chosen != Filter() else None
    with closing(_connect(path, lambda: False)) as connection:
        (last,) = connection.execute("SELECT coalesce(max(exchange_id), 0) FROM summary").fetchone()
        statistics.count(connection, tally, asked, last)
    return tally.statistics()


def among(connection: sqlite3.Connection, chosen: Filter, numbers: Sequence[int]) -> set[int]:
    """Which of the calls with these numbers `chosen` lets through. `connection` has been prepared."""
    asked, found = condition(chosen.asks()), set[int]()
    for low, high in _stretches(sorted(numbers)):
        found.update(_numbers(connection, asked, low - 1, high))
    return found.intersection(numbers)


def prepare(connection: sqlite3.Connection) -> None:
    """Give `connection` the functions that conditions use; once, for SQLite refuses it while another thread reads."""
    connection.create_function("field_holds", 4, field_holds, deterministic=True)


def _connect(path: Path, stopped: Callable[[], bool]) -> sqlite3.Connection:
    if not path.is_file():  # it would be made anew
        raise sqlite3.OperationalError("unable to open database file")
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    connection.set_progress_handler(lambda: int(stopped()), _STEPS)
    prepare(connection)
    return connection


def _every(connection: sqlite3.Connection, after: int) -> range | None:
    """All numbers after `after`, where none is missing between them."""
    first, last = connection.execute("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM exchange").fetchone()
    (kept,) = connection.execute("SELECT count(*) FROM exchange").fetchone()
    return range(max(first, after + 1), last + 1) if kept == last - first + 1 else None


def _at_once(connection: sqlite3.Connection, asked: Condition) -> Iterator["array[int]"]:
    # By `+` the order costs a sort, but a narrow index is read and not the rows.
    cursor = _ask(connection, asked, "", asked.number if asked.keyed else f"+{asked.number}", 0, _LAST)
    yield array("q", (number for (number,) in cursor.fetchmany(_FIRST_PART)))
    yield array("q", (number for (number,) in cursor))


def _numbers(connection: sqlite3.Connection, asked: Condition, low: int, high: int) -> "array[int]":
    within = f" AND {asked.number} > :low AND {asked.number} <= :high"
    return array("q", (number for (number,) in _ask(connection, asked, within, asked.number, low, high)))


def _ask(
    connection: sqlite3.Connection, asked: Condition, within: str, order: str, low: int, high: int
) -> sqlite3.Cursor:
    statement = f"SELECT {asked.number} FROM {asked.source} WHERE {asked.sql}{within} ORDER BY {order}"  # noqa: S608
    return connection.execute(statement, {**asked.parameters, "low": low, "high": high})


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of runs of numbers that are near to each other."""
    first = last = 0
    for number in numbers:
        if first and number - last > _NEAR:
            yield first, last
            first = number
        first, last = first or number, number
    if first:
        yield first, last
