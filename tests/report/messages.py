"""Calls made to measure: right in everything, but for what a test wants wrong in them."""

from dataclasses import replace

from tests.checks.conftest import good_xml

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.mock import DEMO_KEY
from hisight.protocol import RULES, Scheme, compose_root, http, soap_answer, soap_request
from hisight.reading import Reader, Reading

AGREED = Scheme("aes-128-ecb", "sorted-query-key", (DEMO_KEY,))
READER = Reader(published(), scheme=Scheme("auto", "sorted-query-key", (DEMO_KEY,)))
STRICT_READER = Reader(published(), scheme=AGREED)
_TEXT = ("Content-Type", "text/xml; charset=utf-8")
_NAMESPACE = "http://tempuri.org/"


def signing(scheme: Scheme = AGREED, **entries: str) -> Scheme:
    """`scheme` with other entries of its signature rule, such as `charset="gbk"`."""
    return replace(scheme, own_rule=RULES[scheme.rule]._replace(**entries))


def good(fun_code: str, direction: str) -> str:
    """A complete payload that conforms."""
    catalog = published()
    function = catalog.function(fun_code)
    return good_xml(catalog, (function.request if direction == "request" else function.response).tree)


def exchange(
    fun_code: str = "2001",
    request: str | None = None,
    answer: str | None = None,
    *,
    number: int = 1,
    code: str = "0",
    message: str = "交易成功",
    asking: Scheme = AGREED,
    answering: Scheme = AGREED,
    charset: str = "utf-8",
    duration_ms: float = 3.0,
) -> Exchange:
    """A call; what is None is good."""
    name = published().function(fun_code).name
    asked = compose_root(
        "request",
        {"FUN_CODE": fun_code, "USER_ID": "u"},
        good(fun_code, "request") if request is None else request,
        asking,
    )
    told = compose_root(
        "response",
        {"RETURN_CODE": code, "RETURN_MSG": message},
        good(fun_code, "response") if answer is None else answer,
        answering,
    )
    return Exchange(
        http.Head("POST /HisService HTTP/1.1", (("Host", "his.example"), _TEXT)).to_bytes(),
        soap_request(name, "xml", asked, _NAMESPACE).encode(),
        http.Head("HTTP/1.1 200 OK", (_TEXT,)).to_bytes(),
        soap_answer(name, told, _NAMESPACE).encode(charset),
        url="http://his.example/HisService",
        server="his.example:80",
        started=1_763_900_000.0 + number,
        duration_ms=duration_ms,
        id=number,
    )


def reading(*arguments: object, reader: Reader = READER, **named: object) -> Reading:
    """The reading of such a call."""
    return reader.read(exchange(*arguments, **named))
