"""What a filter asks, as a tree; and what may be wrong with its text."""

from dataclasses import dataclass

from hisight.capture.filtering.names import Name, Operator
from hisight.errors import HisightError
from hisight.wording import Words


class QueryError(HisightError):
    """The text of a filter cannot be understood."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        super().__init__(words)
        self.words = words
        """What is wrong, and what may have been meant."""
        self.start = start
        """Where it begins in the text."""
        self.end = end
        """Where it ends; behind `start`, or at it where something is missing."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text that must occur in what was read in a call."""

    text: str
    """The text, in any case."""


@dataclass(frozen=True, slots=True)
class Term:
    """A comparison."""

    name: Name
    """What is compared."""
    operator: Operator
    """How."""
    value: str
    """With what, as it was written; it has been checked."""


@dataclass(frozen=True, slots=True)
class All:
    """Everything must hold."""

    of: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One must hold, at least."""

    of: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It must not hold."""

    of: "Node"


Node = Word | Term | All | Either | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A filter's text, understood."""

    text: str
    """As it was written."""
    root: Node = All(())
    """What it asks; a text of blanks asks nothing."""
