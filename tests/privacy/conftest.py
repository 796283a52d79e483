"""Calls about invented patients, as real peers would make them."""

from collections.abc import Callable

import pytest

from hisight.capture import Exchange
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader, Reading

SPACE = "http://his.example/"
PATIENT = (
    "<REQ><HOSPITAL_ID>SL01</HOSPITAL_ID><ID_TYPE>1</ID_TYPE><ID_NO>000000199001010059</ID_NO><CARD_NO>C88001234</CARD_NO>"
    "<NAME>李望舒</NAME><SEX>1</SEX><BIRTHDAY>1990-01-01</BIRTHDAY><MOBILE>10012345678</MOBILE>"
    "<ADDRESS>示例市东风路12号</ADDRESS><PASSWORD>010059</PASSWORD></REQ>"
)
ANSWER = (
    "<RES><HOSP_PATIENT_ID>P00071234</HOSP_PATIENT_ID><CARD_NO>C88001234</CARD_NO><ID_NO>000000199001010059</ID_NO>"
    "<NAME>李望舒</NAME></RES>"
)


def head(body: bytes, charset: str = "utf-8", start: str = "POST /his HTTP/1.1") -> bytes:
    return f"{start}\r\nContent-Type: text/xml; charset={charset}\r\nContent-Length: {len(body)}\r\n\r\n".encode()


@pytest.fixture
def aes(key) -> Scheme:
    return Scheme("aes-128-ecb", "sorted-query-key", (key,))


@pytest.fixture
def exchange(aes) -> Callable[..., Exchange]:
    """A recorded CreatePat; anything about it may be another."""

    def make(
        asked: str = PATIENT,
        answered: str = ANSWER,
        *,
        scheme: Scheme | None = None,
        answer_scheme: Scheme | None = None,
        said: str = "成功",
        fun_code: str = "1002",
        charset: str = "utf-8",
        url: str = "http://his.example:8080/his",
        **more,
    ) -> Exchange:
        scheme = scheme or aes
        request = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "0001"}, asked, scheme)
        answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": said}, answered, answer_scheme or scheme)
        request_body = soap_request("CreatePat", "xml", request, SPACE).encode(charset)
        response_body = soap_answer("CreatePat", answer, SPACE).encode(charset)
        facts = {
            "request_head": head(request_body, charset),
            "request_body": request_body,
            "response_head": head(response_body, charset, "HTTP/1.1 200 OK"),
            "response_body": response_body,
            "url": url,
            "id": 42,
        }
        return Exchange(**{**facts, **more})

    return make


@pytest.fixture
def reader(catalog, scheme) -> Reader:
    return Reader(catalog, scheme=scheme)


@pytest.fixture
def read(exchange, reader) -> Callable[..., Reading]:
    """The reading of an exchange like that of `exchange`."""
    return lambda *arguments, **more: reader.read(exchange(*arguments, **more))


@pytest.fixture
def throwaway() -> Key:
    return Key.from_text("0123456789abcdef", "throwaway")
