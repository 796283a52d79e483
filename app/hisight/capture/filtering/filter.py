"""Which calls of a session to show."""

from dataclasses import dataclass

from hisight.capture.filtering.parsing import parse
from hisight.capture.filtering.query import Node

SLOW_MS = 1000
"""From this many milliseconds on a call counts as slow."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a call must satisfy to be let through."""

    text: str = ""
    """What is asked, in the language of filters; empty lets every call through."""

    def asks(self) -> Node:
        """What it asks, as a tree. Raises QueryError when the text cannot be understood."""
        return parse(self.text).root
