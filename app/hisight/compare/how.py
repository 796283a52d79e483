"""What counts as a difference: order and blanks or not, and what is known to differ each time."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

from hisight import paths
from hisight.catalog import Field
from hisight.protocol import Direction


@dataclass(frozen=True, slots=True)
class How:
    """How two messages are compared. What is put aside is still shown, but does not count as a difference."""

    order: bool = True
    """Whether elements that stand in another order differ."""
    blanks: bool = True
    """Whether the number of blanks and line breaks in a value counts."""
    names: frozenset[str] = frozenset()
    """Tags whose values differ each time."""
    keys: frozenset[str] = frozenset()
    """Business keys that the HIS gives out anew each time: put aside in its answers."""
    moments: bool = True
    """Whether a field that holds a date with its time counts."""

    @classmethod
    def substance(cls) -> Self:
        """What an answer says, whenever it is asked for (resources/compare.toml): not the order of its rows, blanks, SIGN,
        moments, nor the numbers that the HIS gives out anew."""
        listed = _listed()
        return cls(order=False, blanks=False, names=listed["names"], keys=listed["keys"], moments=False)

    def ignoring(self, names: Iterable[str]) -> "How":
        """The same, and with the tags `names` put aside."""
        return replace(self, names=self.names | frozenset(names))

    def text(self, value: str) -> str:
        """`value` as far as it counts."""
        return value if self.blanks else " ".join(value.split())

    def puts_aside(self, name: str, field: Field | None, direction: Direction) -> bool:
        """Whether another value of the element `name`, which has that published row, is to be expected."""
        if name in self.names:
            return True
        if field is None:
            return False
        is_moment = "YYYY" in field.format and "HH24" in field.format
        return (is_moment and not self.moments) or (direction == "response" and field.key in self.keys)


EVERYTHING = How()
"""Every character counts."""


@cache
def _listed() -> dict[str, frozenset[str]]:
    listed = tomllib.loads((paths.resources() / "compare.toml").read_text("utf-8"))
    return {name: frozenset(values) for name, values in listed.items()}
