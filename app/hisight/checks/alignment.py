"""A payload laid beside the catalog: which element is which field, what is missing, misplaced or unknown.

This is done once for a message; the field rules and the tree-table of the window read the result. What the text allows in any
of its readings is accepted: rows in the wrappers that only the sample shows, a field below a parent that only the sample or
only the table names.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from hisight.catalog import Doubt, Field, FieldNode, Part
from hisight.checks.spelling import meant_fields
from hisight.protocol.document import Node

_new = tuple.__new__

ELLIPSIS = frozenset({"…", "……", "...", "......"})
"""What a document writes for "and so on": an element that holds only this stands for others and is not looked into."""


MOST_GHOSTS = 20_000
"""Missing fields that get a line each: of rows without number, each of which lacks forty, nobody reads more."""

_LARGEST_SHAPE = 200
"""Elements of a group up to which it is remembered how they are laid beside the catalog."""

_MOST_COMPARED = 200
"""Groups, each with other tags, in which misspelled ones are looked for; further ones are known by their right name only."""


class Aligned(NamedTuple):
    """One line of the comparison: an element, a field, or both. A tuple, because a large answer makes thousands of them."""

    path: str
    """Place in the message; list elements carry their number, from 1."""
    name: str
    """The element's tag; for a ghost the name of the missing field."""
    node: Node | None
    """The element; None for a ghost: a required field that is not there."""
    field: Field | None
    """The published row; None for the root, a wrapper, and an element that the catalog does not know."""
    known: bool
    """True when the catalog knows the element, if only by another spelling or in another place."""
    children: tuple["Aligned", ...] = ()
    """What stands, or should stand, inside."""
    misplaced: bool = False
    """True when the field belongs below another parent."""
    surplus: bool = False
    """True when the field stood here before and may stand only once."""
    doubt: Doubt | None = None
    """The contradiction of the text that makes this place acceptable, where one does."""

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
    elsewhere = _Elsewhere(part)
    aligned = _align(root, _shaped(root, part), root.name, elsewhere)
    return _without_replaced_ghosts(aligned, elsewhere.found) if elsewhere.found else aligned


def without_ghosts(aligned: Aligned) -> Aligned:
    """The comparison with its ghosts left out, for an answer that need not be complete."""
    kept = tuple(
        without_ghosts(child) if child.children else child for child in aligned.children if child.node is not None
    )
    return aligned._replace(children=kept)


def unaligned(root: Node) -> Aligned:
    """The payload `root` of a function that the catalog does not know: every element has its path, and nothing else."""
    return _unknown(root, root.name)


class _Elsewhere:
    """Where a field may stand besides its own place: below a parent that the text names too, or wrongly."""

    def __init__(self, part: Part) -> None:
        self.found: Counter[tuple[str, str]] = Counter()
        """How many missing fields, by name and place, what was found elsewhere stands for."""
        self.ghosts_left = MOST_GHOSTS
        """How many more missing fields get a line."""
        self._meant: dict[tuple[tuple[str, ...], int], Mapping[str, FieldNode]] = {}
        self._part = part

    @cached_property
    def _doubted(self) -> dict[tuple[str, str], tuple[Field, Doubt]]:
        doubted: dict[tuple[str, str], tuple[Field, Doubt]] = {}
        for field in self._part.fields:
            for doubt in field.doubts:
                if doubt.kind == "sample-parent":
                    doubted[doubt.value, field.name] = (field, doubt)
                elif doubt.kind == "wrong-parent" and field.parent != field.place:
                    doubted[field.parent, field.name] = (field, doubt)
        return doubted

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.name: field for field in reversed(self._part.fields)}

    def meant(self, names: tuple[str, ...], known: Mapping[str, FieldNode]) -> Mapping[str, FieldNode]:
        """Which of the `known` fields each of the `names` of one group means. The elements of a list are alike."""
        key = (names, id(known))
        if key not in self._meant:
            if len(self._meant) == _MOST_COMPARED:
                return known
            self._meant[key] = meant_fields(names, known)
        return self._meant[key]

    def find(self, parent: str, name: str) -> tuple[Field, Doubt | None] | None:
        """The field that an unknown `name` below `parent` is, and the doubt that allows it there, if one does."""
        if (parent, name) in self._doubted:
            return self._doubted[parent, name]
        field = self._fields.get(name)
        return (field, None) if field is not None else None


def _shaped(root: Node, part: Part) -> FieldNode:
    """The fields of `part` as this message nests them: inside the wrappers of the sample where it has them."""
    tree = part.tree
    present = {child.name for child in root.children}
    for doubt in part.doubts:
        wrappers = doubt.value.split("/") if doubt.kind == "nesting" else []
        if not wrappers or wrappers[0] not in present or wrappers[0] in {child.name for child in tree.children}:
            continue
        inside = tuple(child for child in tree.children if child.name not in present)
        outside = tuple(child for child in tree.children if child.name in present)
        for name in reversed(wrappers):
            inside = (FieldNode(name, None, inside),)
        return FieldNode(tree.name, None, outside + inside)
    return tree


def _align(node: Node, known: FieldNode, path: str, elsewhere: _Elsewhere) -> Aligned:
    names = tuple([child.name for child in node.children])
    # What a message may have without end, or of its own making, is not kept for the next.
    is_usual = len(names) <= _LARGEST_SHAPE and known.by_name.keys() >= set(names)
    shape = _shape(known, names) if is_usual else None
    if shape is None:
        lines = _lines(node, names, known, path, elsewhere)
    else:
        # The hot path, and most lines of a large answer: the call of a NamedTuple costs three times that of its tuple.
        lines = [
            _align(child, spec, path + place, elsewhere)
            if child.children or spec.children
            else _new(Aligned, (path + place, child.name, child, spec.field, True, (), False, False, None))
            for child, (place, spec) in zip(node.children, shape, strict=True)
        ]
    return Aligned(path, node.name, node, known.field, known=True, children=tuple(lines))


@lru_cache(4096)  # the elements of a list are alike, and so are the messages of a function
def _shape(known: FieldNode, names: tuple[str, ...]) -> tuple[tuple[str, FieldNode], ...] | None:
    """The field that each tag is and the end of its path, for a group with just these tags, where that is all about them.

    None where there is more to find out: a tag that nobody knows or that is there too often, a field that is missing.
    """
    counts = Counter(names)
    specs = [known.by_name.get(name) for name in names]
    if not names or _missing(known, counts):
        return None
    repeated = {name for name, spec in known.by_name.items() if spec.field is None or spec.field.list}
    shape: list[tuple[str, FieldNode]] = []
    seen: Counter[str] = Counter()
    numbered = len(counts) < len(names) or not repeated.isdisjoint(names)
    for name, spec in zip(names, specs, strict=True):
        if spec is None or (name not in repeated and counts[name] > spec.times):
            return None
        seen[name] += 1
        is_numbered = numbered and (name in repeated or counts[name] > 1)
        shape.append((f"/{name}[{seen[name]}]" if is_numbered else f"/{name}", spec))
    return tuple(shape)


def _lines(node: Node, names: tuple[str, ...], known: FieldNode, path: str, elsewhere: _Elsewhere) -> list[Aligned]:
    meant = known.by_name
    if not meant.keys() >= set(names):
        meant = elsewhere.meant(names, meant)
    repeated = {name for name, spec in meant.items() if spec.field is None or spec.field.list}
    seen: Counter[str] = Counter()
    lines: list[Aligned] = []
    for child, place in _places(node, names, path, repeated):
        spec = meant.get(child.name)
        if spec is None:
            lines.append(_foreign(child, place, known, elsewhere))
            continue
        seen[spec.name] += 1
        surplus = child.name not in repeated and seen[spec.name] > spec.times
        if child.children or spec.children:
            lines.append(_align(child, spec, place, elsewhere)._replace(surplus=surplus))
        else:
            lines.append(Aligned(place, child.name, child, spec.field, known=True, surplus=surplus))
    if len(seen) < len(known.children) and elsewhere.ghosts_left > 0 and not _says_nothing(node, known):
        missing = _missing(known, seen.keys())
        elsewhere.ghosts_left -= len(missing)
        _insert_ghosts(lines, missing, known, path)
    return lines


def _says_nothing(node: Node, known: FieldNode) -> bool:
    """True for an element of a list that is empty or an ellipsis: it is one thing to say, not one for each field."""
    in_a_list = known.field is not None and known.field.list
    return not node.children and (node.value.strip() in ELLIPSIS or (in_a_list and not node.value.strip()))


def _foreign(node: Node, path: str, parent: FieldNode, elsewhere: _Elsewhere) -> Aligned:
    """An element that has no row below its parent: allowed by a doubt, misplaced, or unknown with all that is inside."""
    found = elsewhere.find(parent.name, node.name)
    is_value = parent.field is not None and not _is_group(parent.field) and not parent.children
    fits = found is not None and not is_value and not is_inside_its_own_kind(path)
    if found is not None and fits and (not node.children or _is_group(found[0])):
        field, doubt = found
        # A place that a doubt allows serves all elements of a list; a misplaced element is missing in one of them.
        elsewhere.found[field.name, field.place] += 1 if doubt is None else sys.maxsize
        aligned = _align(node, FieldNode(field.name, field, ()), path, elsewhere)
        return aligned._replace(misplaced=doubt is None, doubt=doubt)
    return _unknown(node, path)


def is_inside_its_own_kind(path: str) -> bool:
    """True when the element at `path` stands below another of its name: the mark of a tag opened again instead of closed."""
    *above, last = (step.partition("[")[0] for step in path.split("/"))
    return last in above


def _is_group(field: Field) -> bool:
    return not field.type or "" in field.doubted("type")


def _unknown(node: Node, path: str) -> Aligned:
    if not node.children:
        return Aligned(path, node.name, node, None, known=False)
    names = [child.name for child in node.children]
    children = [_unknown(child, place) for child, place in _places(node, names, path, set())]
    return Aligned(path, node.name, node, None, known=False, children=tuple(children))


def _places(node: Node, names: Sequence[str], path: str, lists: set[str]) -> Iterator[tuple[Node, str]]:
    """The children of `node` with their paths; those of a list, and any that are repeated, carry a number."""
    if len(set(names)) == len(names) and lists.isdisjoint(names):
        for child in node.children:
            yield child, f"{path}/{child.name}"
        return
    total = Counter(names)
    seen: Counter[str] = Counter()
    for child in node.children:
        seen[child.name] += 1
        numbered = child.name in lists or total[child.name] > 1
        yield child, f"{path}/{child.name}[{seen[child.name]}]" if numbered else f"{path}/{child.name}"


def _missing(known: FieldNode, present: Collection[str]) -> list[FieldNode]:
    """The fields of a group that must be there and are not, in published order."""
    return [
        spec
        for spec in known.children
        if spec.name not in present and spec.field and spec.field.required and not spec.field.doubted("conditional")
    ]


def _insert_ghosts(lines: list[Aligned], missing: list[FieldNode], known: FieldNode, path: str) -> None:
    """Put a ghost for each of the `missing` fields where the published order has it."""
    order = {child.name: index for index, child in enumerate(known.children)}
    ends = {order.get(line.field.name, 0): behind for behind, line in enumerate(lines, start=1) if line.field}
    for before, spec in enumerate(missing):
        ghost = Aligned(f"{path}/{spec.name}", spec.name, None, spec.field, known=True)
        after = max((behind for place, behind in ends.items() if place < order[spec.name]), default=0)
        lines.insert(after + before, ghost)


def _without_replaced_ghosts(aligned: Aligned, misplaced: Counter[tuple[str, str]]) -> Aligned:
    """The comparison without the ghosts of fields that were found elsewhere: one cause, one finding."""
    kept = []
    for child in aligned.children:
        key = (child.field.name, child.field.place) if child.node is None and child.field else None
        if key is not None and misplaced[key] > 0:
            misplaced[key] -= 1
        else:
            kept.append(_without_replaced_ghosts(child, misplaced))
    return aligned._replace(children=tuple(kept))
