"""Where a message stands in a text, and how it is written there."""

from dataclasses import dataclass
from typing import Literal

Writing = Literal["plain", "escaped", "base64"]
"""As it is; with its markup written by references, escapes or percent signs; as base64."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One message in a text."""

    start: int
    """The byte at which it begins."""
    end: int
    """The byte behind it."""
    writing: Writing
    """How it is written."""
    cut: bool = False
    """True when the text ends, or goes on with something else, before the message does."""
