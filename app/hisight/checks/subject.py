"""What the rules look at: one side of a call, opened and laid beside the catalog."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hisight.calls import Call
from hisight.catalog import Catalog, Field, Function, Part
from hisight.checks.alignment import Aligned, align, without_ghosts
from hisight.protocol import Direction, Message, markup

SUCCESS = "0"
"""The only RETURN_CODE that means success (published interface, 2.2 rule 6)."""


@dataclass(frozen=True)
class Subject:
    """One message of a call, with everything a rule may ask about."""

    call: Call
    """The call it belongs to."""
    message: Message
    """The side that is checked."""
    catalog: Catalog
    """The interface."""
    function: Function | None
    """The function that was called; None when the catalog has none."""

    @property
    def direction(self) -> Direction:
        """Which side it is."""
        return self.message.direction

    @property
    def part(self) -> Part | None:
        """The published table of this side; None for an unknown function."""
        if self.function is None:
            return None
        return self.function.request if self.direction == "request" else self.function.response

    @property
    def refused(self) -> bool:
        """True for an answer with a RETURN_CODE other than success: its payload need not be complete (2.2, rule 6)."""
        return self.direction == "response" and self.call.return_code not in ("", SUCCESS)

    @cached_property
    def aligned(self) -> Aligned | None:
        """The payload beside the catalog; None when either is missing."""
        root, part = self.message.document.root, self.part
        if root is None or part is None:
            return None
        aligned = align(root, part)
        # What stands behind the place where an ill-formed payload breaks off is not missing, only unread.
        return without_ghosts(aligned) if self.refused or self.message.document.error else aligned

    @cached_property
    def roots(self) -> list[str]:
        """The names of the payload's root elements; a payload that is one document has one."""
        return [span.local_name for span in markup.children(self.message.payload.xml)]

    def fields(self) -> Iterator[Aligned]:
        """Every line of the comparison below the root, in order."""
        if self.aligned is not None:
            for child in self.aligned.children:
                yield from child.walk()

    def values(self) -> Iterator[tuple[Aligned, Field, str]]:
        """Every known element that holds a value: the line, its field, the value without blanks around it."""
        for line in self.fields():
            if line.node is not None and line.field is not None and (value := line.node.value.strip()):
                yield line, line.field, value

    def place(self, field: Field | None) -> str:
        """Where `field` stands in the catalog: `2001 response DEPT_LIST/DEPT_NAME`."""
        if self.function is None or field is None:
            return ""
        return f"{self.function.label} {self.direction} {field.parent}/{field.name}"
