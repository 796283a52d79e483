"""Good messages built from the catalog, and a way to look at what the checks find in them; calls as facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from hisight.capture import Exchange
from hisight.catalog import Catalog, FieldNode
from hisight.checks import Facts, Finding, facts_of
from hisight.checks.dates import written
from hisight.protocol import Scheme, compose_root, open_message
from hisight.reading import Reader

PLAIN = Scheme("none", "elements-keyless")


def good_value(catalog: Catalog, node: FieldNode) -> str:
    """A value that fits everything the catalog says about the field."""
    field = node.field
    codes = catalog.codes_of(field)
    if field.success:
        return field.success[0]
    if codes:
        return next(iter(codes))
    if field.format:
        return written(field.format, datetime(2026, 11, 23, 9, 30, 15))
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


@pytest.fixture
def call(catalog) -> Callable[..., Facts]:
    """The facts of a call: FUN_CODE, the inside of its payloads, RETURN_CODE (None: no answer), seconds since the first."""
    reader = Reader(catalog, scheme=PLAIN)

    def make(fun_code: str, asked: str, told: str = "", code: str | None = "0", at: float = 0.0, **changes) -> Facts:
        part = catalog.function(fun_code)
        request = compose_root(
            "request",
            {"FUN_CODE": fun_code, "USER_ID": changes.pop("user", "u")},
            f"<{part.request.root}>{asked}</{part.request.root}>",
            PLAIN,
        )
        answer = told and f"<{part.response.root or 'RES'}>{told}</{part.response.root or 'RES'}>"
        response = compose_root("response", {"RETURN_CODE": code or "", "RETURN_MSG": "-"}, answer, PLAIN)
        exchange = Exchange(
            b"POST / HTTP/1.1\r\n\r\n",
            request.encode(),
            b"" if code is None else b"HTTP/1.1 200 OK\r\n\r\n",
            b"" if code is None else response.encode(),
            url="http://his.example/his",
            started=1_795_000_000 + at,
            duration_ms=100,
        )
        return facts_of(reader.read(replace(exchange, **changes)).subjects)[0]

    return make


__all__ = ["open_message"]
