"""A payload laid beside the catalog: which element is which field, what is missing, what is unknown.

This is done once for a message; the field rules and the tree-table of the window read the result.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hisight.catalog import Field, FieldNode, Part
from hisight.protocol.document import Node

FAMILY_NAMES = {"HOS_ID": "HOSPITAL_ID"}
"""Names that older interfaces of the family use for the same field."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """One line of the comparison: an element, a field, or both."""

    path: str
    """Place in the message; list elements carry their number, from 1."""
    name: str
    """The element's tag; for a ghost the name of the missing field."""
    node: Node | None
    """The element; None for a ghost: a required field that is not there."""
    field: Field | None
    """The published row; None for the root and for an element that the catalog does not know."""
    known: bool
    """True when the catalog knows the element, if only by another spelling."""
    children: tuple["Aligned", ...] = ()
    """What stands, or should stand, inside."""

    @property
    def misnamed(self) -> bool:
        """True when the element is a field under a wrong name."""
        return self.node is not None and self.field is not None and self.name != self.field.name

    def walk(self) -> Iterator["Aligned"]:
        """This line and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def align(root: Node, part: Part) -> Aligned:
    """Lay the payload `root` beside `part`."""
    return _align(root, part.tree, root.name)


def _align(node: Node, known: FieldNode, path: str) -> Aligned:
    fields = {child.name: child for child in known.children}
    meant = _match(node.children, fields)
    lists = {name for name, spec in meant.items() if spec.field is not None and spec.field.list}
    lines = [
        _unknown(child, place) if child.name not in meant else _align(child, meant[child.name], place)
        for child, place in _places(node, path, lists)
    ]
    present = {spec.name for spec in meant.values()}
    _insert_ghosts(lines, [child for child in known.children if child.name not in present], known, path)
    return Aligned(path, node.name, node, known.field, known=True, children=tuple(lines))


def _unknown(node: Node, path: str) -> Aligned:
    children = tuple(_unknown(child, place) for child, place in _places(node, path, set()))
    return Aligned(path, node.name, node, None, known=False, children=children)


def _places(node: Node, path: str, lists: set[str]) -> Iterator[tuple[Node, str]]:
    """The children of `node` with their paths; those of a list, and any that are repeated, carry a number."""
    total = Counter(child.name for child in node.children)
    seen: Counter[str] = Counter()
    for child in node.children:
        seen[child.name] += 1
        numbered = child.name in lists or total[child.name] > 1
        yield child, f"{path}/{child.name}[{seen[child.name]}]" if numbered else f"{path}/{child.name}"


def _match(nodes: Sequence[Node], fields: dict[str, FieldNode]) -> dict[str, FieldNode]:
    """Which field each tag means: by its name, else the nearest field that is not there under its own name."""
    names = dict.fromkeys(node.name for node in nodes)
    meant = {name: fields[name] for name in names if name in fields}
    free = {name: field for name, field in fields.items() if name not in meant}
    for name in names:
        if name in meant:
            continue
        nearest = _nearest(name, free)
        if nearest is not None:
            meant[name] = free.pop(nearest)
    return meant


def _nearest(name: str, fields: dict[str, FieldNode]) -> str | None:
    """The field that `name` is a misspelling of; None when it is none."""
    plain = _plain(name)
    best: tuple[int, str] | None = None
    for candidate, node in fields.items():
        spellings = node.field.doubted("sample-spelling") if node.field else ()
        if name in spellings or FAMILY_NAMES.get(name) == candidate or _plain(candidate) == plain:
            return candidate
        distance = _distance(plain, _plain(candidate), _tolerance(candidate))
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def _plain(name: str) -> str:
    """`name` without case, separators, blanks and full-width forms."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).upper() if char.isalnum())


def _tolerance(name: str) -> int:
    # One letter off in a short name is another name (DEPT_ID, DEPT_IP); long names bear two.
    return 2 if len(name) >= 8 else 1 if len(name) >= 4 else 0


def _distance(one: str, other: str, limit: int) -> int | None:
    """Letters to add, drop, change or swap to make `one` from `other`; None when more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


def _insert_ghosts(lines: list[Aligned], missing: list[FieldNode], known: FieldNode, path: str) -> None:
    """Put a ghost for each missing required field where the published order has it."""
    order = {child.name: index for index, child in enumerate(known.children)}
    for spec in missing:
        if spec.field is None or not spec.field.required or spec.field.doubted("conditional"):
            continue
        ghost = Aligned(f"{path}/{spec.name}", spec.name, None, spec.field, known=True)
        after = [i for i, line in enumerate(lines) if line.field and order.get(line.field.name, 0) < order[spec.name]]
        lines.insert(after[-1] + 1 if after else 0, ghost)


def without_ghosts(aligned: Aligned) -> Aligned:
    """The comparison with its ghosts left out, for an answer that need not be complete."""
    kept = tuple(without_ghosts(child) for child in aligned.children if child.node is not None)
    return replace(aligned, children=kept)
