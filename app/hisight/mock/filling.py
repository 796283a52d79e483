"""A part of the catalog filled in: what is known stands in its place and order, what else is required is invented."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Union

from hisight import paths
from hisight.catalog import Catalog, Field, FieldNode, Part
from hisight.checks.dates import written
from hisight.mock.content import Content

Known = Mapping[str, Union[str, "Known", Sequence["Known"]]]
"""Values by field; a group as what is inside, a list as its elements. The rows of a wrapper that only the sample has are `ROWS`."""

ROWS = "*"
"""The name of those rows."""

Invent = Callable[[Field], str]
"""A value for a required field about which nothing is known."""


def filled(part: Part, known: Known, invent: Invent) -> Content:
    """The content of `part`, in published order, with what is `known` and what it takes to be complete.

    An empty value leaves an optional field out. A required group that nothing is known of is filled from what stands
    beside it.
    """
    rows = known.get(ROWS)
    wrappers = next((doubt.value.split("/") for doubt in part.doubts if doubt.kind == "nesting"), [])
    if not wrappers or isinstance(rows, str) or rows is None:
        return _inside(part.tree, known, invent)
    each = [rows] if isinstance(rows, Mapping) else rows
    outside = [child for child in part.tree.children if child.name in known]
    inside = FieldNode("", None, tuple(child for child in part.tree.children if child.name not in known))
    wrapped: Content = [(wrappers[-1], _inside(inside, row, invent)) for row in each]
    for name in reversed(wrappers[:-1]):
        wrapped = [(name, wrapped)]
    return [*_inside(FieldNode("", None, tuple(outside)), known, invent), *wrapped]


def _inside(node: FieldNode, known: Known, invent: Invent) -> Content:
    content: list[tuple[str, str | Content]] = []
    for child in node.children:
        field, value = child.field, known.get(child.name)
        assert field is not None
        wanted = field.required and not field.doubted("conditional")
        if not child.children:
            text = value if isinstance(value, str) else ""
            if text or (wanted and value is None):
                content.append((child.name, text or invent(field)))
        elif isinstance(value, Mapping):
            content.append((child.name, _inside(child, value, invent)))
        elif value is not None and not isinstance(value, str):
            content.extend((child.name, _inside(child, row, invent)) for row in value)
        elif wanted and value is None:
            content.append((child.name, _inside(child, known, invent)))
    return content


@cache
def _values() -> Mapping[str, str]:
    return dict(tomllib.loads((paths.resources() / "mock" / "values.toml").read_text("utf-8"))["values"])


def invented(catalog: Catalog, now: datetime) -> Invent:
    """Values that conform to `catalog`: the first code of a table, `now` in the field's format, or what values.toml says."""

    def value(field: Field) -> str:
        codes = catalog.codes_of(field)
        if codes:
            return next(iter(codes))
        if field.format:
            return written(field.format, now)
        known = _values().get(field.name)
        if known is None and (field.type in ("Int", "Long") or field.unit or field.doubted("unit")):
            return "0"
        return (known or "无")[: field.length]

    return value
