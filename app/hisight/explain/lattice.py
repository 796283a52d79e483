"""The one way in which all explainers search: every combination of small changes, the fewest first.

A dimension is one thing that a peer may have done differently, and its options are the ways to do so; leaving a dimension
alone is no option, it is the default. What fits with one change is found before anything that needs two. The search is lazy,
holds nothing but the combination at hand, and ends after a fixed number of tries, so that the same message is explained alike on
a fast and on a slow machine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Generic, TypeVar

Option = TypeVar("Option")
Fit = TypeVar("Fit")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Option, Fit]):
    """How a search ended."""

    fit: Fit | None
    """What fits; None when nothing did."""
    changes: tuple[Option, ...]
    """The options that lead there, in the order of their dimensions; empty when nothing fits, or the default does."""
    tries: int
    """How many combinations were tried."""
    complete: bool
    """False when the search gave up before it had tried everything that was asked for."""


def combined(dimensions: Sequence[Sequence[Option]], most: int) -> Iterator[tuple[Option, ...]]:
    """Every choice of at most `most` options, no two of one dimension: fewest first, then in the order given."""
    for size in range(min(most, len(dimensions)) + 1):
        for chosen in combinations(dimensions, size):
            yield from product(*chosen)


def search(
    dimensions: Sequence[Sequence[Option]],
    fits: Callable[[tuple[Option, ...]], Fit | None],
    *,
    most: int,
    tries: int,
) -> Outcome[Option, Fit]:
    """The smallest combination of at most `most` options for which `fits` returns something, within `tries` tries."""
    tried = 0
    for changes in combined(dimensions, most):
        if tried == tries:
            return Outcome(None, (), tried, complete=False)
        tried += 1
        fit = fits(changes)
        if fit is not None:
            return Outcome(fit, changes, tried, complete=True)
    return Outcome(None, (), tried, complete=True)
