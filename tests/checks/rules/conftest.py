"""Every rule is tried the same way: its bad message gives it and no other error, its good one gives nothing."""

from collections.abc import Callable

import pytest

from hisight.capture import Exchange
from hisight.checks import Finding, Severity
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader, Reading

SCHEME = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ANSWER = "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>"


def root(**values: str) -> str:
    """A ROOT document as it stands, with what a good NetTest request has where `values` say nothing; None leaves out."""
    usual = {"FUN_CODE": "1001", "USER_ID": "u", "SIGN_TYPE": "MD5", "SIGN": "F" * 32, "REQ_ENCRYPTED": REQUEST}
    return _written(usual | values)


def answer(**values: str) -> str:
    """The same for a NetTest answer."""
    usual = {"RETURN_CODE": "0", "RETURN_MSG": "x", "SIGN_TYPE": "MD5", "SIGN": "F" * 32, "RES_ENCRYPTED": ANSWER}
    return _written(usual | values)


def _written(values) -> str:
    return f"<ROOT>{''.join(f'<{name}><![CDATA[{value}]]></{name}>' for name, value in values.items() if value is not None)}</ROOT>"


@pytest.fixture
def read(catalog) -> Callable[..., Reading]:
    """Read a NetTest call with another FUN_CODE, operation or answer than a good one."""

    def call(
        fun_code: str = "1001",
        operation: str = "NetTest",
        code: str = "0",
        request: str = REQUEST,
        answer: str = ANSWER,
    ) -> Reading:
        asked = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, request, SCHEME)
        answered = compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": "x"}, answer, SCHEME)
        return Reader(catalog, scheme=SCHEME).read(
            Exchange(
                b"POST /his HTTP/1.1\r\n\r\n",
                soap_request(operation, "xml", asked, "urn:his").encode(),
                b"HTTP/1.1 200 OK\r\n\r\n",
                soap_answer(operation, answered, "urn:his").encode(),
            )
        )

    return call


@pytest.fixture
def only(findings) -> Callable[..., Finding]:
    """The one finding that is not a note in a message; none or several fail the test."""

    def find(*arguments, **envelope) -> Finding:
        found = [one for one in findings(*arguments, **envelope) if one.severity is not Severity.NOTE]
        assert len(found) == 1, found
        return found[0]

    return find


HEAD = b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
REQUEST_ROOT = compose_root(
    "request",
    {"FUN_CODE": "1001", "USER_ID": "u"},
    REQUEST,
    Scheme(rule="elements-keyless"),
)
ANSWER_ROOT = compose_root(
    "response",
    {"RETURN_CODE": "0", "RETURN_MSG": "ok"},
    ANSWER,
    Scheme(rule="elements-keyless"),
)


@pytest.fixture
def exchanged(catalog) -> Callable[..., list[Finding]]:
    """What is found in an exchange; without differences it is a good one."""

    def find(
        answer: bytes | str = ANSWER_ROOT,
        status: str = "200 OK",
        fields: str = "",
        request: bytes | str = REQUEST_ROOT,
        **other,
    ) -> list[Finding]:
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\n{fields}\r\n".encode()
        bodies = [text.encode() if isinstance(text, str) else text for text in (request, answer)]
        exchange = Exchange(other.pop("head", HEAD), bodies[0], head, bodies[1], **other)
        return list(Reader(catalog, scheme=Scheme()).read(exchange).findings)

    return find
