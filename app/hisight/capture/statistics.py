"""How often each function was called, how often in vain, and how long it took.

A tally counts latencies in classes of at most 1 % and 0.1 ms, whatever their number, and tallies add up: the live window counts
what is new, and nobody counts a million calls twice.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hisight.capture.filtering.conditions import Condition

LATENCY_LIMITS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 10_000.0, 30_000.0, 100_000.0)
"""Between the classes of a histogram, in milliseconds: a class begins with its limit; the first begins at 0, the last has no end."""

# Tenths of a millisecond to 100 ms, milliseconds to 10 s, then tenths of a second.
_STEP = (
    "CASE WHEN e.duration_ms < 100 THEN CAST(e.duration_ms * 10 AS INTEGER) / 10.0 "
    "WHEN e.duration_ms < 10000 THEN CAST(e.duration_ms AS INTEGER) * 1.0 "
    "ELSE CAST(e.duration_ms / 100 AS INTEGER) * 100.0 END"
)


@dataclass(frozen=True, slots=True)
class FunctionStatistics:
    """The calls of one function."""

    fun_code: str
    """FUN_CODE; empty for calls that show none."""
    function: str
    """Name in the catalog, or the operation."""
    title: str
    """Chinese title in the catalog."""
    count: int
    """How many calls."""
    failures: int
    """How many of them failed."""
    p50_ms: float
    """So many milliseconds half of them took at most."""
    p95_ms: float
    """So many milliseconds 95 of 100 took at most."""
    histogram: tuple[int, ...]
    """How many took so long: the classes that LATENCY_LIMITS divide."""


@dataclass(slots=True)
class Tally:
    """Counts by function; grows with the kinds of calls, not with their number."""

    last: int = 0
    """The newest call that is counted."""
    _steps: dict[str, Counter[float]] = field(default_factory=dict)
    _failures: Counter[str] = field(default_factory=Counter)
    _names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, counted: Iterable[tuple[str, int, float, int]]) -> None:
        """Count calls: FUN_CODE, whether they failed, latency, how many."""
        for fun_code, failed, step, count in counted:
            self._steps.setdefault(fun_code, Counter())[step] += count
            self._failures[fun_code] += count * failed

    @property
    def unnamed(self) -> list[str]:
        """The FUN_CODEs whose names are not known yet."""
        return [fun_code for fun_code in self._steps if fun_code not in self._names]

    def name(self, fun_code: str, function: str, title: str) -> None:
        """Know what a function is called."""
        self._names[fun_code] = (function, title)

    def statistics(self) -> list[FunctionStatistics]:
        """What is counted, by function, the one that was called most first."""
        made = [self._of(fun_code, steps) for fun_code, steps in self._steps.items()]
        return sorted(made, key=lambda one: (-one.count, one.fun_code))

    def _of(self, fun_code: str, steps: Counter[float]) -> FunctionStatistics:
        count, histogram = steps.total(), [0] * (len(LATENCY_LIMITS) + 1)
        latencies, ends, so_far = sorted(steps), [], 0
        for latency in latencies:
            histogram[bisect_right(LATENCY_LIMITS, latency)] += steps[latency]
            so_far += steps[latency]
            ends.append(so_far)
        p50, p95 = (latencies[bisect_left(ends, count * share / 100)] for share in (50, 95))
        names = self._names[fun_code]
        return FunctionStatistics(fun_code, *names, count, self._failures[fun_code], p50, p95, tuple(histogram))


def count(connection: sqlite3.Connection, tally: Tally, asked: Condition | None, high: int) -> None:
    """Count into `tally` the calls after `tally.last` up to number `high` that have been read and that `asked` lets through."""
    chosen = (
        f" AND s.exchange_id IN (SELECT {asked.number} FROM {asked.source} "  # noqa: S608
        f"WHERE {asked.sql} AND {asked.number} > :low AND {asked.number} <= :high)"
        if asked
        else ""
    )
    # Few new calls are looked up one by one; for all calls the narrow index is read, and not the rows.
    number, index = ("s.exchange_id", "") if tally.last else ("+s.exchange_id", "INDEXED BY summary_function")
    statement = (
        f"SELECT s.fun_code, s.failed, {_STEP} AS step, count(*) "  # noqa: S608
        f"FROM summary s {index} CROSS JOIN exchange e ON e.id = s.exchange_id "
        f"WHERE {number} > :low AND {number} <= :high{chosen} GROUP BY 1, 2, 3"
    )
    parameters = {**(asked.parameters if asked else {}), "low": tally.last, "high": high}
    tally.add(connection.execute(statement, parameters))
    for fun_code in tally.unnamed:
        newest = "SELECT function, title FROM summary WHERE fun_code = ? ORDER BY exchange_id DESC LIMIT 1"
        tally.name(fun_code, *connection.execute(newest, [fun_code]).fetchone())
    tally.last = max(tally.last, high)
