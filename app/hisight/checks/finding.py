"""What a check finds: one disagreement between a message and the interface."""

from dataclasses import dataclass
from enum import StrEnum

from hisight.protocol import Direction
from hisight.wording import NOTHING, Words


class Severity(StrEnum):
    """How much a finding matters. Errors and warnings are what a peer must mend."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    @property
    def words(self) -> Words:
        """What a person calls it."""
        return _CALLED[self]


_RANKS = {
    severity: rank for rank, severity in enumerate(Severity)
}  # asked for each of a large answer's findings, often
_CALLED = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("提醒", "warning"),
    Severity.NOTE: Words("说明", "note"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields. The engine adds rule, side and default severity."""

    path: str
    """Place in the message: `RES/DEPT_LIST[1]/DEPT_NAME`, `ROOT/SIGN`; empty for the message as a whole."""
    message: Words
    """What disagrees, with what was expected and what was found."""
    catalog: str = ""
    """Place in the catalog, e.g. `2001 response DEPT_LIST/DEPT_NAME`."""
    hint: Words = NOTHING
    """What to do, where it can be said better than by the rule's own hint."""
    severity: Severity | None = None
    """Another severity than the rule's own, e.g. a note where the text itself is in doubt."""
    calls: tuple[int, ...] = ()
    """The other calls that it speaks of, by their numbers."""
    direction: Direction | None = None
    """The side it stands in, where a rule across calls finds it; one about a message has but one side."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement, complete."""

    code: str
    """The rule's code, e.g. `FLD003`; never used for another rule."""
    name: str
    """The rule's name, e.g. `misnamed-field`."""
    severity: Severity
    """How much it matters here."""
    direction: Direction
    """Which side it stands in."""
    path: str
    """Place in the message."""
    message: Words
    """What disagrees."""
    hint: Words
    """What to do about it."""
    catalog: str
    """Place in the catalog; empty when it concerns none."""
    overlay: str = ""
    """Name of the overlay that gave or took out the row; empty for what is as published."""
    original: Severity | None = None
    """Its severity before the profile lowered it; None where the profile did not."""
    calls: tuple[int, ...] = ()
    """The other calls of the session that it speaks of; empty for what a message shows by itself."""
