"""The lines of a comparison by what a rule may want of them: sorted once for all rules."""

from collections.abc import Sequence
from typing import NamedTuple

from hisight.catalog import Field
from hisight.checks.alignment import Aligned


class SortedLines(NamedTuple):
    """The lines of a comparison by what a rule may want of them."""

    columns: list[tuple[Field, list[tuple[Aligned, str]]]]
    """Fields with their values."""
    empty: list[Aligned]
    """Known elements without a value and without children."""
    odd: list[Aligned]
    """Everything that is not a known field under its own name in its own place, ghosts and wrappers too; and elements of lists
    in which nothing stands."""


def sorted_lines(lines: Sequence[Aligned]) -> SortedLines:
    """`lines`, all of a comparison below its root, sorted."""
    found = SortedLines([], [], [])
    columns: dict[int, list[tuple[Aligned, str]]] = {}
    for line in lines:
        _, name, node, field, _, children, misplaced, surplus, doubt = line
        if (
            node is None
            or field is None
            or name != field.name
            or misplaced
            or surplus
            or doubt
            or (field.list and not children)
        ):
            found.odd.append(line)
            if node is None or field is None:
                continue
        value = node.value.strip()
        if not value:
            if not children:
                found.empty.append(line)
        elif (column := columns.get(id(field))) is not None:
            column.append((line, value))
        else:
            columns[id(field)] = column = [(line, value)]
            found.columns.append((field, column))
    return found


def below(line: Aligned) -> list[Aligned]:
    """Every line below `line`, in order. A group mostly holds nothing but values: those are taken together."""
    found: list[Aligned] = []
    for child in line.children:
        found.append(child)
        if child.children:
            found += below(child)
    return found
