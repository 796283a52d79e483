"""A function's REQ and RES as an XML Schema (1.0) that a vendor can validate with, or generate code from.

It refuses what the interface forbids in every reading, and allows what any reading allows: the order of elements is free, a
field that the text leaves out or empty somewhere may be so, another spelling, parent, root or nesting that only a sample
shows is as good as the table's. The doubt stands in the annotation. Where the sample nests what the table has flat, only the
nested form is held to be complete.

Where nothing repeats, a group is an `xs:all`. Schema 1.0 has no unordered group with lists in it: there a group is a choice
that repeats, and identity constraints (`xs:key`: exactly one, `xs:unique`: at most one) say how often a field may stand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from hisight.catalog.model import Catalog, Doubt, Field, FieldNode, Function, Part

_NUMBERS = ("Int", "Long")
_TOKENS = {"YYYY": r"\d{4}", "HH24": r"\d{2}", "MM": r"\d{2}", "DD": r"\d{2}", "MI": r"\d{2}", "SS": r"\d{2}"}
_PIECES = re.compile(f"{'|'.join(_TOKENS)}|.")


def schema(catalog: Catalog, function: Function) -> str:
    """The XML Schema of both payload documents of `function`; a side without a document is left out."""
    parts = [part for part in (function.request, function.response) if part.root]
    own = {part.root for part in parts}
    facts = [f"{function.label} {function.title} ({function.section or '-'})", f"{catalog.title} {catalog.version}"]
    inside = [*_annotation([*facts, *function.description.splitlines()])]
    for part in parts:
        inside += _Document(catalog, part, own).lines()
    whole = _tag("schema", {"xmlns:xs": "http://www.w3.org/2001/XMLSchema"}, inside)
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *whole, ""])


@dataclass(frozen=True, slots=True)
class _Member:
    """An element of a group, under each of its names."""

    names: tuple[str, ...]
    """The tag, then other spellings that the text itself uses."""
    node: FieldNode | None
    """Its row with what stands inside; None for a field that only the sample knows."""
    path: str
    """The tags from the root, with points between; the names of constraints begin so."""
    required: bool = False
    """Whether it must stand there in every reading."""

    @property
    def repeats(self) -> bool:
        """Whether it may stand there more than once."""
        return self.node is not None and (self.node.times > 1 or (self.node.field is not None and self.node.field.list))

    @property
    def is_value(self) -> bool:
        """Whether it holds a value: no group, and nothing of unknown content."""
        return (
            self.node is not None
            and not self.node.children
            and self.node.field is not None
            and self.node.field.type != "XML"
        )


class _Document:
    """One payload document."""

    def __init__(self, catalog: Catalog, part: Part, roots: set[str]) -> None:
        self._catalog, self._part = catalog, part
        # A root that the other side has too would need two types at once.
        others = [doubt.value for doubt in part.doubts if doubt.kind == "root" and doubt.value not in roots]
        self._roots = dict.fromkeys((part.root, *others))
        self._groups = set(_groups(part.tree))
        nestings = [doubt.value.split("/") for doubt in part.doubts if doubt.kind == "nesting"]
        self._nestings = [nesting for nesting in nestings if nesting[0] not in self._groups]

    def lines(self) -> Iterator[str]:
        """The global elements, one for each root, and what they share."""
        members = list(self._members(self._part.tree, ""))
        notes = [_note(doubt) for doubt in self._part.doubts]
        for root in self._roots:
            if self._part.is_free:
                yield from _tag("element", {"name": root}, _annotation(notes))
            elif self._nestings:
                yield from self._nested(root, members, notes)
            else:
                yield from self._group(root, members, {"name": root}, notes)
        if self._nestings:
            choice = _tag("choice", {}, self._elements(members, {}))
            yield from _tag("group", {"name": f"{self._part.root}.rows"}, choice)

    def _nested(self, root: str, members: Sequence[_Member], notes: Sequence[str]) -> Iterator[str]:
        """A root whose rows stand in it, or in the wrappers that only the sample shows."""
        inside, outside = self._divided(members)
        rows = [f'<xs:group ref="{self._part.root}.rows"/>']
        wrappers = [line for nesting in self._nestings for line in self._wrapper(nesting, root, rows, inside)]
        own = [*_annotation(notes), *_complex(_loose([*rows, *wrappers]))]
        yield from _tag(
            "element", {"name": root}, [*own, *_constraints(outside, root), *_constraints(inside, root, once=True)]
        )

    def _wrapper(
        self, nesting: Sequence[str], path: str, rows: Sequence[str], inside: Sequence[_Member]
    ) -> Iterator[str]:
        name, *deeper = nesting
        path = f"{path}.{name}"
        further = list(self._wrapper(deeper, path, rows, inside)) if deeper else []
        limits = [] if deeper else _constraints(inside, path)
        yield from _tag("element", {"name": name}, [*_complex(_loose([*rows, *further])), *limits])

    def _divided(self, members: Sequence[_Member]) -> tuple[list[_Member], list[_Member]]:
        """Those that the sample puts into its wrapper, and those that it leaves in the root."""
        before = self._part.sample.partition(f"<{self._nestings[0][0]}>")[0]
        outside = [member for member in members if any(f"<{name}>" in before for name in member.names)]
        inside = [member for member in members if member not in outside]
        return inside, outside

    def _members(self, node: FieldNode, above: str) -> Iterator[_Member]:
        """What may stand in `node`: its rows, those that a doubt puts there too, what only the sample knows."""
        path = f"{above}{node.name}."
        taken = set(node.by_name)
        for child in node.children:
            assert child.field is not None
            spellings = list(filter(_is_tag, child.field.doubted("sample-spelling")))
            names = (child.name, *(one for one in dict.fromkeys(spellings) if one not in taken))
            replaceable = any(one in taken for one in spellings)  # by another row, under its own name
            taken.update(names)
            required = self._is_required(child.field) and not replaceable
            yield _Member(names, child, path + child.name, required)
        for field in self._part.fields:
            if field.name not in taken and node.name in _other_parents(field):
                taken.add(field.name)
                yield _Member((field.name,), FieldNode(field.name, field, ()), path + field.name)
        for extra in self._part.extra:
            in_wrapper = node is self._part.tree and extra.parent not in self._groups
            if extra.name not in taken and (extra.parent == node.name or in_wrapper):
                taken.add(extra.name)
                yield _Member((extra.name,), None, path + extra.name)

    def _is_required(self, field: Field) -> bool:
        """Whether `field` must stand in its place in every reading."""
        outer = {name for nesting in self._nestings for name in nesting[:-1]}
        may_be_absent = field.list or field.doubted("conditional") or field.doubt("optional", "absent")
        return field.required and not may_be_absent and _other_parents(field).isdisjoint(self._groups | outer)

    def _group(
        self, path: str, members: Sequence[_Member], attributes: Mapping[str, str], notes: Sequence[str]
    ) -> Iterator[str]:
        """An element with elements inside."""
        if any(member.repeats for member in members):
            content, limits = _loose(self._elements(members, {})), _constraints(members, path)
        else:
            content = _tag("all", {}, self._elements(members, {"minOccurs": "0"}))
            limits = _constraints([member for member in members if len(member.names) > 1], path)
        yield from _tag("element", attributes, [*_annotation(notes), *_complex(content), *limits])

    def _elements(self, members: Sequence[_Member], optional: Mapping[str, str]) -> Iterator[str]:
        for member in members:
            attributes = {} if member.required and len(member.names) == 1 else optional
            for name in member.names:
                yield from self._element(member, name, attributes)

    def _element(self, member: _Member, name: str, attributes: Mapping[str, str]) -> Iterator[str]:
        node = member.node
        if node is None or node.field is None:
            yield from _tag("element", {"name": name, **attributes})
            return
        field = node.field
        notes = [field.description, *([f"overlay {field.overlay}"] if field.overlay else []), *map(_note, field.doubts)]
        if node.children:
            inside = list(self._members(node, member.path.removesuffix(node.name)))
            yield from self._group(
                f"{member.path.removesuffix(node.name)}{name}", inside, {"name": name, **attributes}, notes
            )
        elif field.type == "XML":
            yield from _tag("element", {"name": name, **attributes}, _annotation(notes))
        else:
            content = [*_annotation(notes), *_tag("simpleType", {}, self._restriction(field))]
            yield from _tag("element", {"name": name, **attributes}, content)

    def _restriction(self, field: Field) -> Iterator[str]:
        """The values that `field` may have."""
        must = field.required and field.type and not field.doubted("conditional")
        may_be_empty = not must or field.doubt("optional", "empty") is not None
        codes = self._catalog.codes_of(field)
        if codes and field.type in _NUMBERS and field.doubted("type"):
            facets = _patterns_of([*map(_literal, codes), r".*\D.*"])  # words too, where the text itself has some
        elif codes:
            others = [one.strip() for value in field.doubted("enumeration") for one in value.split(",") if one]
            allowed = dict.fromkeys((*codes, *others, *([""] if may_be_empty else [])))
            facets = [line for code in allowed for line in _enumeration(code, codes.get(code, ""))]
        elif patterns := _patterns(field):
            facets = _patterns_of([*patterns, ""] if may_be_empty else patterns)
        else:
            yield from _tag("restriction", {"base": "xs:string"}, _lengths(field, may_be_empty=may_be_empty))
            return
        yield from _tag("restriction", {"base": "xs:token"}, facets)


def _other_parents(field: Field) -> set[str]:
    """Where a doubt puts `field` besides its own place."""
    printed = {field.parent} if field.doubted("wrong-parent") else set()
    return {*field.doubted("sample-parent"), *printed} - {field.place}


def _groups(node: FieldNode) -> Iterator[str]:
    for child in node.children:
        if child.children:
            yield child.name
            yield from _groups(child)


def _patterns(field: Field) -> list[str]:
    """Patterns of which a value must fit one; none where any text will do."""
    if field.type in _NUMBERS and not field.doubted("type"):
        return [r"[+\-]?[0-9]{1,19}"]
    forms = [field.format, *field.doubted("date-format")] if field.format else []
    return ["".join(_TOKENS.get(piece, _literal(piece)) for piece in _PIECES.findall(form)) for form in forms]


def _literal(text: str) -> str:
    """`text` as a pattern of XML Schema, which knows fewer escapes than Python."""
    return re.sub(r"[\\.?*+{}()|\[\]^$-]", r"\\\g<0>", text)


def _patterns_of(patterns: Iterable[str]) -> list[str]:
    return [line for pattern in dict.fromkeys(patterns) for line in _tag("pattern", {"value": pattern})]


def _lengths(field: Field, *, may_be_empty: bool) -> Iterator[str]:
    if not may_be_empty:
        yield from _tag("minLength", {"value": "1"})
    if field.length is not None:
        needed = [int(length) for length in field.doubted("too-short") if length.isdecimal()]
        yield from _tag("maxLength", {"value": str(max(field.length, *needed, 0))})


def _enumeration(code: str, meaning: str) -> Iterator[str]:
    return _tag("enumeration", {"value": code}, _annotation([meaning]))


def _loose(inside: Iterable[str]) -> Iterator[str]:
    return _tag("choice", {"minOccurs": "0", "maxOccurs": "unbounded"}, inside)


def _complex(content: Iterable[str]) -> Iterator[str]:
    return _tag("complexType", {}, content)


def _constraints(members: Iterable[_Member], path: str, *, once: bool = False) -> list[str]:
    """How often the values among `members` may stand below the element at `path`; with `once` none is required."""
    lines: list[str] = []
    for member in members:
        if member.is_value and not member.repeats:
            kind = "key" if member.required and not once else "unique"
            field = _tag("field", {"xpath": "|".join(member.names)})
            name = f"{path}.{member.names[0]}"
            lines += _tag(kind, {"name": name}, [*_tag("selector", {"xpath": "."}), *field])
    return lines


def _annotation(texts: Iterable[str]) -> list[str]:
    documentation = [
        f"<xs:documentation>{escape(' '.join(text.split()))}</xs:documentation>" for text in texts if text.strip()
    ]
    return list(_tag("annotation", {}, documentation)) if documentation else []


def _note(doubt: Doubt) -> str:
    return f"? {doubt.note.zh} {doubt.note.en} ({doubt.where})"


def _is_tag(name: str) -> bool:
    return re.fullmatch(r"[^\W\d][\w.-]*", name) is not None


def _tag(name: str, attributes: Mapping[str, str], inside: Iterable[str] = ()) -> Iterator[str]:
    """The lines of an element of XML Schema."""
    opened = "".join([f"xs:{name}", *(f" {key}={quoteattr(value)}" for key, value in attributes.items())])
    lines = [f"  {line}" for line in inside]
    yield from (f"<{opened}>", *lines, f"</xs:{name}>") if lines else (f"<{opened}/>",)
