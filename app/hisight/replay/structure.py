"""Elements put into a payload and taken out of it, without touching any other character."""

from hisight.protocol import markup


def add_element(xml: str, parent: str, name: str, value: str, after: str = "") -> str:
    """The payload `xml` with a new element `name` in the one at path `parent`, behind the one at `after` (empty: as the first).

    It is set off like its neighbour. Raises LookupError when there is no such parent or neighbour.
    """
    element = f"<{name}>{markup.escape(value)}</{name}>"
    if after:
        neighbour = _span(xml, after)
        margin = _blanks_before(xml, neighbour.start)
        return f"{xml[: neighbour.end]}{margin}{element}{xml[neighbour.end :]}"
    group = _span(xml, parent)
    if group.collapsed:
        return markup.replace_content(xml, group, element)
    first = next(markup.children(xml, group.inner, group.inner_end), None)
    margin = _blanks_before(xml, first.start) if first else ""
    return f"{xml[: group.inner]}{margin}{element}{xml[group.inner :]}"


def remove_element(xml: str, path: str) -> str:
    """The payload `xml` without the element at `path`, nor the blanks before it. Raises LookupError when there is none."""
    span = _span(xml, path)
    start = span.start - len(_blanks_before(xml, span.start))
    return xml[:start] + xml[span.end :]


def _span(xml: str, path: str) -> markup.Span:
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


def _blanks_before(xml: str, place: int) -> str:
    before = xml[:place]
    return before[len(before.rstrip()) :]
