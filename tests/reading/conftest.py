"""Calls made in memory, read by a reader that knows the key."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hisight.capture import Exchange
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader, Reading

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
OTHER = replace(SCHEME, keys=(Key.from_text("FEDCBA9876543210"),))
REQUEST = "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ANSWER = "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>"


@pytest.fixture
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=SCHEME)


@pytest.fixture
def read(reader) -> Callable[..., Reading]:
    """Read a NetTest call with the given differences from a good one."""

    def call(
        request: str = REQUEST,
        answer: str = ANSWER,
        code: str = "0",
        message: str = "交易成功",
        request_scheme: Scheme = SCHEME,
        answer_scheme: Scheme = SCHEME,
        status: str = "200 OK",
        body: bytes | None = None,
        error: str = "",
        by: Reader = reader,
    ) -> Reading:
        asked = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, request, request_scheme)
        answered = compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": message}, answer, answer_scheme)
        return by.read(
            Exchange(
                b"POST /his HTTP/1.1\r\n\r\n",
                soap_request("NetTest", "xml", asked, "urn:his").encode(),
                b"" if error else f"HTTP/1.1 {status}\r\n\r\n".encode(),
                soap_answer("NetTest", answered, "urn:his").encode() if body is None else body,
                url="http://his.example:8080/his",
                server="his.example:8080",
                error=error,
                id=42,
            )
        )

    return call
