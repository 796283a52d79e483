"""One line of a comparison."""

from typing import Literal, NamedTuple

from hisight.catalog import Field

Kind = Literal["same", "changed", "only-left", "only-right", "moved"]
"""What became of an element: another value, only one side has it, or it stands elsewhere among its neighbours."""


class Line(NamedTuple):
    """An element of one side beside its counterpart. A tuple, because a large answer makes thousands of them."""

    path: str
    """Its place, as findings name it: `RES/DEPT_LIST[2]/DEPT_NAME`; on the right side where only that one has it."""
    name: str
    """Its tag."""
    depth: int
    """How many elements stand around it."""
    kind: Kind
    """Whether, and in what, the sides differ."""
    left: str | None
    """The value on the left; None where it is not there. Of a group empty; of one that moved, its place (`2`)."""
    right: str | None
    """The same on the right."""
    group: bool = False
    """True for an element with elements inside."""
    aside: bool = False
    """True for a difference that is put aside: it was to be expected."""
    field: Field | None = None
    """Its published row."""

    within: bool = False
    """True for what stands in an element that only one side has: it is told, and counted with that."""

    @property
    def counts(self) -> bool:
        """True for a difference of its own."""
        return self.differs and not self.within

    @property
    def differs(self) -> bool:
        """True for a difference that counts."""
        return self.kind != "same" and not self.aside
