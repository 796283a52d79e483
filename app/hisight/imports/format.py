"""What a module that reads one format has, and how it says what the format could not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from hisight.capture import Exchange
from hisight.wording import Words

BEGINNING = 4096
"""Bytes of a file by which its format is recognised."""


class Losses:
    """What a format could not say, or had to be left out: each kind once, with how often it was met."""

    def __init__(self) -> None:
        self._counts: dict[Words, int] = {}

    def append(self, what: Words, count: int = 1) -> None:
        """Note that `what` was lost, `count` times. It is a sentence without a number that differs from call to call."""
        self._counts[what] = self._counts.get(what, 0) + count

    def __iter__(self) -> Iterator[Words]:
        for what, count in self._counts.items():
            yield what if count == 1 else Words(f"{what.zh}（{count:,} 处）", f"{what.en} ({count:,} times)")

    def __len__(self) -> int:
        return len(self._counts)


class Format(Protocol):
    """A module of this package that reads one format."""

    @property
    def NAME(self) -> Words:  # noqa: N802 - a constant of the module
        """What the format is called."""

    def recognises(self, beginning: bytes, path: Path) -> bool:
        """True when the file at `path`, whose first `BEGINNING` bytes are given, is of this format. Never fails."""

    def exchanges(self, path: Path, lost: Losses) -> Iterator[Exchange]:
        """The calls in the file, one at a time, and into `lost` what it could not say.

        Their `id` is the number that the file gives them, or 0. Raises HisightError where it cannot be read (on).
        """
