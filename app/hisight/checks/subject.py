"""What the rules look at: one side of a call, opened and laid beside the catalog."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

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
        root = self.message.document.root
        if root is not None and self.message.document.error is None:
            return [root.name]
        return [span.local_name for span in markup.children(self.message.payload.xml)]

    @cached_property
    def lines(self) -> list[Aligned]:
        """Every line of the comparison below the root, in order."""
        found: list[Aligned] = []
        stack = list(reversed(self.aligned.children)) if self.aligned is not None else []
        while stack:
            line = stack.pop()
            found.append(line)
            if line.children:
                stack.extend(reversed(line.children))
        return found

    @cached_property
    def sorted_lines(self) -> "SortedLines":
        """The lines by what a rule may want of them, sorted once for all rules."""
        sorted_lines = SortedLines([], [], [])
        columns: dict[int, list[tuple[Aligned, str]]] = {}
        for line in self.lines:
            _, name, node, field, _, children, misplaced, surplus, doubt = line
            if node is None or field is None or name != field.name or misplaced or surplus or doubt:
                sorted_lines.odd.append(line)
                if node is None or field is None:
                    continue
            value = node.value.strip()
            if not value:
                if not children:
                    sorted_lines.empty.append(line)
            elif (column := columns.get(id(field))) is not None:
                column.append((line, value))
            else:
                columns[id(field)] = column = [(line, value)]
                sorted_lines.columns.append((field, column))
        return sorted_lines

    @property
    def columns(self) -> list[tuple[Field, list[tuple[Aligned, str]]]]:
        """Every field that has values, with each of its lines and the value without blanks around it.

        A rule looks at a field once, and at its values only if the field concerns it.
        """
        return self.sorted_lines.columns

    def fields(self) -> Iterator[Aligned]:
        """Every line of the comparison below the root, in order."""
        return iter(self.lines)

    def values(self) -> Iterator[tuple[Aligned, Field, str]]:
        """Every known element that holds a value: the line, its field, the value without blanks around it; by field."""
        return ((line, field, value) for field, column in self.columns for line, value in column)

    def place(self, field: Field | None) -> str:
        """Where `field` stands in the catalog: `2001 response DEPT_LIST/DEPT_NAME`."""
        if self.function is None or field is None:
            return ""
        return f"{self.function.label} {self.direction} {field.parent}/{field.name}"

    def overlay_of(self, path: str, place: str) -> str:
        """Name of the overlay that gave the row at `place` in the catalog, or took out the row that `path` in the message
        still shows; empty where the interface is as published."""
        if self.catalog.folder is None or self.function is None or self.part is None:
            return ""
        tag = path.rpartition("/")[2].partition("[")[0]
        taken_out = self.function.overlay if not place and tag in self.part.removed else ""
        return self._overlaid.get(place) or self._overlaid.get(path, taken_out)

    @cached_property
    def _overlaid(self) -> Mapping[str, str]:
        """The overlay of each row that has one, by its place; of the envelope's rows by their path."""
        fields = self.part.fields if self.part else ()
        envelopes = (*self.catalog.envelope_request.fields, *self.catalog.envelope_response.fields)
        own = {self.place(field): field.overlay for field in fields if field.overlay}
        return own | {f"ROOT/{field.name}": field.overlay for field in envelopes if field.overlay}


class SortedLines(NamedTuple):
    """The lines of a comparison by what a rule may want of them."""

    columns: list[tuple[Field, list[tuple[Aligned, str]]]]
    """Fields with their values."""
    empty: list[Aligned]
    """Known elements without a value and without children."""
    odd: list[Aligned]
    """Everything that is not a known field under its own name in its own place: ghosts and wrappers too."""
