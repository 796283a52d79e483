"""Elements put into a payload, taken out of it, moved and renamed, without touching any other character.

A path is one that findings name: `REQ/RULE_GROUP/RULE_INFO[2]`. Each of these raises LookupError where there is no element at it.
"""

from hisight.protocol import markup


def add_element(xml: str, parent: str, name: str, value: str, after: str = "") -> str:
    """The payload `xml` with a new element `name` in the one at path `parent`, behind the one at `after` (empty: as the first).

    It is set off like its neighbour.
    """
    return add_markup(xml, parent, f"<{name}>{markup.escape(value)}</{name}>", after)


def add_markup(xml: str, parent: str, element: str, after: str = "") -> str:
    """The payload `xml` with `element`, which is XML, in the one at path `parent`, behind the one at `after`.

    Where `element` has several lines, all of them are set off as its neighbour is.
    """
    if after:
        neighbour = span_of(xml, after)
        margin = _blanks_before(xml, neighbour.start)
        return f"{xml[: neighbour.end]}{margin}{_set_off(element, margin)}{xml[neighbour.end :]}"
    group = span_of(xml, parent)
    if group.collapsed:
        return markup.replace_content(xml, group, element)
    first = next(markup.children(xml, group.inner, group.inner_end), None)
    margin = _blanks_before(xml, first.start) if first else ""
    return f"{xml[: group.inner]}{margin}{_set_off(element, margin)}{xml[group.inner :]}"


def remove_element(xml: str, path: str) -> str:
    """The payload `xml` without the element at `path`, nor the blanks before it."""
    span = span_of(xml, path)
    start = span.start - len(_blanks_before(xml, span.start))
    return xml[:start] + xml[span.end :]


def duplicate_element(xml: str, path: str) -> str:
    """The payload `xml` with the element at `path` once more, behind itself."""
    span = span_of(xml, path)
    margin = _blanks_before(xml, span.start)
    return f"{xml[: span.end]}{margin}{xml[span.start : span.end]}{xml[span.end :]}"


def move_element(xml: str, path: str, by: int) -> str:
    """The payload `xml` with the element at `path` in the place of its neighbour: the next one (`by` 1) or the one before (-1)."""
    span = span_of(xml, path)
    neighbour = _neighbour(xml, path, span, by)
    first, last = (span, neighbour) if by > 0 else (neighbour, span)
    between = xml[first.end : last.start]
    return f"{xml[: first.start]}{xml[last.start : last.end]}{between}{xml[first.start : first.end]}{xml[last.end :]}"


def moved_path(xml: str, path: str, by: int) -> str:
    """Where the element at `path` stands once it is moved `by` one place; rows of a list are told apart by their numbers."""
    span = span_of(xml, path)
    neighbour = _neighbour(xml, path, span, by)
    if neighbour.local_name != span.local_name:
        return path
    stem, _, number = path.rpartition("[")
    return f"{stem}[{int(number.rstrip(']')) + by}]" if stem else path


def rename_element(xml: str, path: str, name: str) -> str:
    """The payload `xml` with another `name` in the tags of the element at `path`; its prefix and attributes stay."""
    span = span_of(xml, path)
    new = f"{span.name.removesuffix(span.local_name)}{name}"
    opening = xml[span.start + 1 + len(span.name) : span.inner]
    closing = "" if span.collapsed else f"</{new}>"
    return f"{xml[: span.start]}<{new}{opening}{xml[span.inner : span.inner_end]}{closing}{xml[span.end :]}"


def span_of(xml: str, path: str) -> markup.Span:
    """Where the element at `path` stands."""
    found: markup.Span | None = None
    for step in path.split("/"):
        name, _, number = step.partition("[")
        inside = markup.children(xml) if found is None else markup.children(xml, found.inner, found.inner_end)
        named = [span for span in inside if span.local_name == name]
        position = int(number.rstrip("]")) if number else 1
        if position > len(named):
            raise LookupError(f"no element at {path}")
        found = named[position - 1]
    assert found is not None
    return found


def _neighbour(xml: str, path: str, span: markup.Span, by: int) -> markup.Span:
    parent = path.rpartition("/")[0]
    if not parent:
        raise LookupError(f"nothing stands beside {path}")
    group = span_of(xml, parent)
    inside = list(markup.children(xml, group.inner, group.inner_end))
    place = inside.index(span) + by
    if not 0 <= place < len(inside):
        raise LookupError(f"nothing stands beyond {path}")
    return inside[place]


def _set_off(element: str, margin: str) -> str:
    indent = margin.rpartition("\n")[2] if "\n" in margin else ""
    return element.replace("\n", f"\n{indent}") if "\n" in margin else element.replace("\n", "")


def _blanks_before(xml: str, place: int) -> str:
    before = xml[:place]
    return before[len(before.rstrip()) :]
