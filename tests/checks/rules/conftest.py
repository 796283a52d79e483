"""Every rule is tried the same way: its bad message gives it and no other error, its good one gives nothing."""

from collections.abc import Callable

import pytest

from hisight.capture import Exchange
from hisight.checks import Finding, Severity
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader


@pytest.fixture
def only(findings) -> Callable[..., Finding]:
    """The one finding that is not a note in a message; none or several fail the test."""

    def find(*arguments, **envelope) -> Finding:
        found = [one for one in findings(*arguments, **envelope) if one.severity is not Severity.NOTE]
        assert len(found) == 1, found
        return found[0]

    return find


HEAD = b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
REQUEST = compose_root(
    "request",
    {"FUN_CODE": "1001", "USER_ID": "u"},
    "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>",
    Scheme(rule="elements-keyless"),
)
ANSWER = compose_root(
    "response",
    {"RETURN_CODE": "0", "RETURN_MSG": "ok"},
    "<RES><SYSDATE>2026-10-01 20:22:10</SYSDATE></RES>",
    Scheme(rule="elements-keyless"),
)


@pytest.fixture
def exchanged(catalog) -> Callable[..., list[Finding]]:
    """What is found in an exchange; without differences it is a good one."""

    def find(
        answer: bytes | str = ANSWER, status: str = "200 OK", fields: str = "", request: bytes | str = REQUEST, **other
    ) -> list[Finding]:
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\n{fields}\r\n".encode()
        bodies = [text.encode() if isinstance(text, str) else text for text in (request, answer)]
        exchange = Exchange(other.pop("head", HEAD), bodies[0], head, bodies[1], **other)
        return list(Reader(catalog, scheme=Scheme()).read(exchange).findings)

    return find
