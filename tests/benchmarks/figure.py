"""A line of the table, and the arithmetic that all groups share.

A group is a module here with `figures(rounds) -> Iterator[Figure]`; `rounds` is how often two things are taken in turns.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ROUNDS = 11
"""Bare mitmdump drifts by half on a busy machine; the median of so many pairs does not."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    name: str
    """What it is."""
    reach: str
    """What it should be, as the issue has it."""
    measured: str
    """What it was."""
    ok: bool
    """Whether it is."""

    def __str__(self) -> str:
        return f"{self.name:<62} {self.reach:>14} {self.measured:>22}  {'ok' if self.ok else 'NOT REACHED'}"


def at_most(name: str, limit: float, value: float, unit: str = "", beside: str = "") -> Figure:
    """A figure that must not be larger than `limit`; `beside` is worth knowing, too."""
    return Figure(name, f"<= {limit:g}{unit}", _told(value, unit, beside), value <= limit)


def at_least(name: str, limit: float, value: float, unit: str = "", beside: str = "") -> Figure:
    """A figure that must not be smaller than `limit`."""
    return Figure(name, f">= {limit:g}{unit}", _told(value, unit, beside), value >= limit)


def _told(value: float, unit: str, beside: str) -> str:
    number = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
    return f"{number}{unit}" + (f" ({beside})" if beside else "")


def in_turns(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """What each of `works` gives in each round; they take turns, and whoever is first in one round is last in the next."""
    found: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        places = list(range(len(works)))
        for place in places if number % 2 == 0 else reversed(places):
            found[place].append(works[place]())
    return found


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of what was measured in the same round."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which the `part` of all lies (0.99 for p99)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
