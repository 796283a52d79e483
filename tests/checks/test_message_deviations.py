"""One deviation of a whole message, below and above its payload, comes back as one finding of the right name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from tests.checks.conftest import good_xml

from hisight.capture import Exchange
from hisight.catalog import Field, Part, published
from hisight.checks import Severity
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader

KEY = Key.from_text("0123456789ABCDEF", "agreed")
OTHER = Key.from_text("FEDCBA9876543210", "theirs")
AGREED = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
CATALOG = published()
READER = Reader(CATALOG, scheme=AGREED)
NAMED = ("FUN_CODE", "USER_ID", "RETURN_CODE", "RETURN_MSG")


@dataclass
class Sent:
    """One side of a call on its way to the wire; a deviation changes what it likes."""

    code: str
    direction: str
    payload: str
    fields: dict[str, str]
    operation: str
    scheme: Scheme = AGREED
    root: Callable[[str], str] = str
    body: Callable[[str], bytes] = str.encode
    head: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/xml; charset=utf-8"})

    def to_bytes(self) -> tuple[bytes, bytes]:
        """Its head and its body."""
        root = self.root(compose_root(self.direction, self.fields, self.payload, self.scheme))
        wrap = soap_request if self.direction == "request" else soap_answer
        argument = ("xml",) if self.direction == "request" else ()
        body = self.body(wrap(self.operation, *argument, root, "urn:his"))
        start = self.head or (b"POST /his HTTP/1.1" if self.direction == "request" else b"HTTP/1.1 200 OK")
        lines = [start, *(f"{name}: {value}".encode() for name, value in self.headers.items())]
        return b"\r\n".join([*lines, b"", b""]), body


def part_of(code: str, direction: str) -> Part:
    function = CATALOG.function(code)
    return function.request if direction == "request" else function.response


@cache
def payload(code: str, direction: str) -> str:
    return good_xml(CATALOG, part_of(code, direction).tree)


def good(code: str, direction: str) -> Sent:
    function = CATALOG.function(code)
    fields = (
        {"FUN_CODE": code, "USER_ID": "u"} if direction == "request" else {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}
    )
    return Sent(code, direction, payload(code, direction), fields, function.name)


def edited(pattern: str, replacement: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, replacement, text, count=1)


def with_root(edit: Callable[[str], str]) -> Callable[[Sent], None]:
    return lambda sent: setattr(sent, "root", edit)


def with_body(edit: Callable[[str], bytes]) -> Callable[[Sent], None]:
    return lambda sent: setattr(sent, "body", edit)


def with_payload(edit: Callable[[str], str]) -> Callable[[Sent], None]:
    return lambda sent: setattr(sent, "payload", edit(sent.payload))


def with_scheme(scheme: Scheme) -> Callable[[Sent], None]:
    return lambda sent: setattr(sent, "scheme", scheme)


def with_field(name: str, value: str) -> Callable[[Sent], None]:
    return lambda sent: sent.fields.update({name: value})


def with_status(start: bytes) -> Callable[[Sent], None]:
    return lambda sent: setattr(sent, "head", start)


def with_charset(label: str, charset: str) -> Callable[[Sent], None]:
    def make(sent: Sent) -> None:
        sent.headers["Content-Type"] = f"text/xml; charset={label}"
        sent.body = lambda text: text.encode(charset)

    return make


def with_control_character(sent: Sent) -> None:
    """A value of free text gets a character that XML does not know."""
    names = [row.name for row in part_of(sent.code, sent.direction).fields if is_free(row)]
    sent.payload = re.sub(rf"(<(?:{'|'.join(names)})>1)<", "\\1\x01<", sent.payload, count=1)


def is_free(row: Field) -> bool:
    return row.type == "String" and not (row.format or row.unit or row.success or CATALOG.codes_of(row))


@dataclass(frozen=True)
class Deviation:
    """What a peer does, and what it should be called."""

    finding: str
    make: Callable[[Sent], None]
    side: str = ""
    """The only side that it can befall; empty for both."""

    def __repr__(self) -> str:
        return self.finding


DEVIATIONS = (
    Deviation("missing-envelope-field", with_field("USER_ID", ""), "request"),
    Deviation("unknown-function", with_field("FUN_CODE", "9876"), "request"),
    Deviation("unknown-return-code", with_field("RETURN_CODE", "987654"), "response"),
    Deviation("sign-type", with_root(edited(r"(<SIGN_TYPE>(?:<!\[CDATA\[)?)MD5", r"\1md5"))),
    Deviation("unsigned", with_root(edited(r"(<SIGN>(?:<!\[CDATA\[)?)[0-9A-F]+", r"\1"))),
    Deviation("bad-signature", with_root(edited(r"(<SIGN>(?:<!\[CDATA\[)?)[0-9A-F]{4}", r"\g<1>0000"))),
    Deviation("signature-deviation", with_scheme(Scheme("aes-128-ecb", "elements-keyless", (KEY,)))),
    Deviation("wrong-key", with_scheme(Scheme("aes-128-ecb", "sorted-query-key", (OTHER,)))),
    Deviation("unencrypted-payload", with_scheme(Scheme("none", "sorted-query-key", (KEY,)))),
    Deviation("double-escaped", with_root(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")), "request"),
    Deviation("http-error", with_status(b"HTTP/1.1 500 Internal Server Error"), "response"),
    Deviation("empty-body", with_body(lambda _: b"")),
    Deviation("not-soap", with_body(lambda _: b"<html><body>502</body></html>")),
    Deviation("no-root", with_root(lambda _: "nothing")),
    Deviation("truncated", with_body(lambda text: text.encode()[: len(text) * 2 // 3])),
    Deviation("doctype", with_body(lambda text: edited(r"\?>", "?><!DOCTYPE a>")(text).encode())),
    Deviation("charset-mismatch", with_charset("gb2312", "utf-8"), "response"),
    Deviation("charset-mismatch", with_charset("utf-8", "gbk"), "response"),
    Deviation("wrong-root", with_payload(lambda xml: re.sub(r"^<(\w+)>(.*)</\w+>$", r"<X\1>\2</X\1>", xml))),
    Deviation("several-roots", with_payload(lambda xml: xml + xml)),
    Deviation("ill-formed", with_payload(edited(r"</(\w+)></", "</"))),
    Deviation("control-character", with_control_character),
)
"""Those that any function can suffer; what only some can is tested with its rule."""

SIDES = [
    (function.code, direction)
    for function in CATALOG.functions
    for direction in ("request", "response")
    if function.code and function.request.fields and function.response.fields and not function.response.is_free
]


def found(sent: Sent) -> list[str]:
    """Names of the findings in one side of a call whose other side is good, worst first, without notes."""
    other = good(sent.code, "response" if sent.direction == "request" else "request")
    sides = {one.direction: one.to_bytes() for one in (sent, other)}
    (request_head, request_body), (response_head, response_body) = sides["request"], sides["response"]
    reading = READER.read(Exchange(request_head, request_body, response_head, response_body, url="http://his/his"))
    return [one.name for one in reading.findings if one.severity is not Severity.NOTE]


@given(side=st.sampled_from(SIDES))
def test_a_good_call_has_no_finding(side):
    assert found(good(*side)) == []


@given(side=st.sampled_from(SIDES), deviation=st.sampled_from(DEVIATIONS))
def test_one_deviation_of_a_message_is_one_finding_of_its_name(side, deviation):
    if deviation.side in ("", side[1]):
        sent = good(*side)
        deviation.make(sent)
        if sent != good(*side):  # a function without free text has no place for a control character
            assert found(sent) == [deviation.finding]
