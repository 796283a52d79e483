"""Where patient values stand in a payload: each element beside its field of the catalog, with its place in the text."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from hisight.catalog import Catalog, Field
from hisight.checks import Aligned, Subject
from hisight.protocol import markup

_DEEPEST = 64
_RULE_KINDS = {
    "card": "card",
    "ID": "id-number",
    "password": "password",
    "parentID": "id-number",
    "parentName": "name",
    "address": "address",
    "disease": "diagnosis",
}
"""What RULE_VALUE holds, by its neighbour RULE_TYPE (published interface, 3.1.3.8)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One element without elements inside."""

    path: str
    """Place in the message, as in findings but for the numbers of list elements."""
    span: markup.Span
    """Place in the payload's text."""
    value: str
    """What it holds, without blanks around it."""
    field: Field | None
    """Its field; None for an element that the catalog does not know."""
    kind: str
    """What it says about a patient; empty for nothing that could be told from its name."""

    @property
    def is_free(self) -> bool:
        """True when anything may stand in it: the catalog fixes neither codes nor format, nor is it a key of business."""
        field = self.field
        return field is None or not (field.codes or field.table or field.format or field.unit or field.key)


def places(subject: Subject) -> list[Place]:
    """Every element of the payload that holds a value itself, in order."""
    xml = subject.message.payload.xml
    kinds = cache(lambda: kinds_by_name(subject.catalog))  # few messages have an element that the catalog does not know
    return [
        Place(path, span, markup.value(xml[span.inner : span.inner_end]).strip(), line.field if line else None, kind)
        for path, span, line, kind in _walk(xml, subject.aligned, kinds)
    ]


def kinds_by_name(catalog: Catalog) -> Mapping[str, str]:
    """What a field says about a patient, by its name in any function: for elements where the catalog does not have them."""
    kinds: dict[str, str] = {}
    for function in catalog.functions:
        for field in (*function.request.fields, *function.response.fields):
            if kind := _kind_of(field):
                for name in (field.name, *field.doubted("sample-spelling")):
                    kinds.setdefault(_bare(name), kind)
    return kinds


def _walk(
    xml: str, root: Aligned | None, kinds: Callable[[], Mapping[str, str]]
) -> Iterator[tuple[str, markup.Span, Aligned | None, str]]:
    """Path, place, comparison and kind of each element without elements inside."""
    stack = [(span.local_name, span, root, "") for span in reversed(list(markup.children(xml)))]
    while stack:
        path, span, line, kind = stack.pop()
        # The scanner goes into any depth, and looks at the whole content at each level: a bomb is read as one value.
        goes_on = xml.find("<", span.inner, span.inner_end) >= 0 and path.count("/") < _DEEPEST
        inside = list(markup.children(xml, span.inner, span.inner_end)) if goes_on else []
        if not inside:
            yield path, span, line, kind
            continue
        lines = _lines(inside, line)
        rule = next(
            (markup.value(xml[one.inner : one.inner_end]) for one in inside if one.local_name == "RULE_TYPE"), ""
        )
        entries = []
        for child, beside in zip(inside, lines, strict=True):
            field = beside.field if beside else None
            kind = _kind_of(field) if field else kinds().get(_bare(child.local_name), "")
            if child.local_name == "RULE_VALUE":
                kind = _RULE_KINDS.get(rule.strip(), kind)
            entries.append((f"{path}/{child.local_name}", child, beside, kind))
        stack += reversed(entries)


def _kind_of(field: Field) -> str:
    # One of a few codes says nothing about who, and another code would be another message.
    return "" if field.codes or field.table else field.patient


def _lines(inside: Sequence[markup.Span], parent: Aligned | None) -> Sequence[Aligned | None]:
    """The comparison's lines for the elements `inside`; none of them where scanner and parser do not see the same."""
    lines = [line for line in parent.children if line.node is not None] if parent else []
    if [line.name for line in lines] != [span.local_name for span in inside]:
        return [None] * len(inside)
    return lines


def _bare(name: str) -> str:
    """`name` without case, separators and full-width forms."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).upper() if char.isalnum())
