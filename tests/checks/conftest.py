"""Good messages built from the catalog, and a way to look at what the checks find in them."""

from collections.abc import Callable

import pytest

from hisight.catalog import Catalog, FieldNode
from hisight.checks import Finding
from hisight.protocol import Scheme, compose_root, open_message
from hisight.reading import Reader


def good_value(catalog: Catalog, node: FieldNode) -> str:
    """A value that fits everything the catalog says about the field."""
    field = node.field
    codes = catalog.codes_of(field)
    if field.success:
        return field.success[0]
    if codes:
        return next(iter(codes))
    if field.format:
        tokens = {"YYYY": "2026", "HH24": "09", "MM": "11", "DD": "23", "MI": "30", "SS": "15"}
        text = field.format
        for token, digits in tokens.items():
            text = text.replace(token, digits)
        return text
    return "1"


def good_xml(catalog: Catalog, node: FieldNode) -> str:
    """The complete document below `node`."""
    if node.children or node.field is None or not node.field.type:
        inside = "".join(good_xml(catalog, child) for child in node.children)
    else:
        inside = good_value(catalog, node)
    return f"<{node.name}>{inside}</{node.name}>"


@pytest.fixture(scope="session")
def good_payload(catalog) -> Callable[[str, str], str]:
    """(fun code, direction) -> a complete conforming payload."""

    def build(code: str, direction: str) -> str:
        function = catalog.function(code)
        part = function.request if direction == "request" else function.response
        return good_xml(catalog, part.tree)

    return build


@pytest.fixture
def findings(catalog) -> Callable[..., list[Finding]]:
    """What is found in a payload, bare or in a ROOT with the given envelope values."""

    def find(code: str, direction: str, xml: str, scheme: Scheme | None = None, **envelope: str) -> list[Finding]:
        reader = Reader(catalog, scheme=scheme or Scheme())
        body = xml.encode()
        if envelope:
            body = compose_root(direction, envelope, xml, scheme or Scheme(rule="elements-keyless")).encode()
        return list(reader.read_alone(direction, body, fun_code=code).findings)

    return find


__all__ = ["open_message"]
