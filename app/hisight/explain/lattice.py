"""The one way in which all explainers search: every combination of small changes, the fewest first.

A dimension is one thing that a peer may have done differently, and its options are the ways to do so; leaving a dimension
alone is no option, it is the default. What fits with one change is found before anything that needs two. The search is lazy,
holds nothing but the combination at hand, and ends after a number of tries, and of seconds: those of the processor, so that
the same message is explained alike on an idle and on a busy machine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from time import monotonic, thread_time
from typing import Generic, Literal, TypeVar

from hisight.wording import NOTHING, Words

Option = TypeVar("Option")
Fit = TypeVar("Fit")
Stop = Literal["", "tries", "seconds"]

TRIES = 20_000
"""Combinations that are tried at most, unless an explainer needs fewer."""

SECONDS = 0.3
"""Seconds that a search may take, unless an explainer needs fewer. Only a large message takes so long."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Option, Fit]):
    """How a search ended."""

    fit: Fit | None
    """What fits; None when nothing did."""
    changes: tuple[Option, ...]
    """The options that lead there, in the order of their dimensions; empty when nothing fits, or the default does."""
    tries: int
    """How many combinations were tried."""
    stopped: Stop = ""
    """What ran out before everything that was asked for had been tried; empty when nothing did."""

    @property
    def why_stopped(self) -> Words:
        """Why it was not searched further, as a sentence; nothing where everything was tried."""
        if self.stopped == "tries":
            return Words(
                f"可能的组合太多，试了 {self.tries} 种后不再继续。",
                f"Not searched further than {self.tries} combinations, because there are too many of them.",
            )
        if self.stopped == "seconds":
            return Words(
                f"试了 {self.tries} 种组合后不再继续，否则耗时过长（报文太大，或密钥太多）。",
                f"Not searched further than {self.tries} combinations, because it would take too long (a large message, or many keys).",
            )
        return NOTHING


def combined(
    dimensions: Sequence[Sequence[Option]], most: int, together: Sequence[Sequence[Option]] | None = None
) -> Iterator[tuple[Option, ...]]:
    """Every choice of at most `most` options, no two of one dimension: fewest first, then in the order given.

    More than one at once are chosen from the dimensions `together` alone; None for all.
    """
    for size in range(most + 1):
        for chosen in combinations(dimensions if size < 2 or together is None else together, size):
            yield from product(*chosen)


def search(
    dimensions: Sequence[Sequence[Option]],
    fits: Callable[[tuple[Option, ...]], Fit | None],
    *,
    most: int,
    together: Sequence[Sequence[Option]] | None = None,
    tries: int = TRIES,
    seconds: float = SECONDS,
) -> Outcome[Option, Fit]:
    """The smallest combination of at most `most` options for which `fits` returns something, as `combined` makes them.

    It gives up after `tries` tries, or when `seconds` of the processor are over; the default and the first option are always tried.
    """
    tried, end, soonest = 0, thread_time() + seconds, monotonic() + seconds  # the latter is the cheaper to ask
    for changes in combined(dimensions, most, together):
        if tried == tries:
            return Outcome(None, (), tried, "tries")
        if tried > 1 and monotonic() > soonest and thread_time() > end:
            return Outcome(None, (), tried, "seconds")
        tried += 1
        fit = fits(changes)
        if fit is not None:
            return Outcome(fit, changes, tried)
    return Outcome(None, (), tried)
