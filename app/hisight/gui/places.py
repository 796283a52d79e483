"""Places in the interface that the window can show: from a finding, a line of a message, or a hit of a search."""

from typing import Literal, NamedTuple

from hisight.catalog import Catalog, Field, Function, Hit

Tab = Literal["request", "response", "returns", "tables", "samples", "rules"]


class Place(NamedTuple):
    """A page of the interface, and what to show on it."""

    function: Function | None
    """Whose page; None for what is common to all functions: envelopes, code tables, return codes, rules."""
    tab: Tab | None = None
    """The tab; None leaves it as it is."""
    name: str = ""
    """The field or the code on it; empty for none."""
    within: str = ""
    """The printed parent of the field, or the table of the code; empty where it does not matter."""


def of_field(function: Function | None, direction: Literal["request", "response"], field: Field | None) -> Place:
    """The row of `field` in that direction of `function`; a row of ROOT stands on the common page."""
    if field is not None and field.parent == "ROOT":
        return Place(None, direction, field.name, "ROOT")
    return Place(function, direction, field.name, field.parent) if field else Place(function, direction)


def of_finding(text: str, catalog: Catalog) -> Place | None:
    """The place that a finding names; None for any other text.

    It is a row (`2001 GetDeptInfo response DEPT_LIST/DEPT_NAME`), a function (`2001 GetDeptInfo`), or a section of the general
    part (`2.2 (1)`).
    """
    by_label = {function.label: function for function in catalog.functions}
    if text in by_label:
        return Place(by_label[text])
    if text.startswith("2."):
        return Place(None, "rules")
    label, _, path = text.rpartition(" ")
    label, _, direction = label.rpartition(" ")
    function = by_label.get(label)
    if function is None or direction not in ("request", "response"):
        return None
    parent, _, name = path.rpartition("/")
    tab: Tab = "request" if direction == "request" else "response"
    return Place(None if parent == "ROOT" else function, tab, name, parent)


def of_hit(hit: Hit) -> Place:
    """Where `hit` stands."""
    if hit.kind == "return-code":
        return Place(hit.function, "returns", hit.name)
    if hit.kind == "rule":
        return Place(None, "rules", hit.name)
    if hit.kind == "code" and hit.field is None:
        return Place(None, "tables", hit.text.zh.partition("-")[0], hit.name)
    if hit.field is not None:
        return Place(hit.function, hit.part or None, hit.field.name, hit.field.parent)
    return Place(hit.function, hit.part or None, hit.name if hit.kind == "extra" else "")
