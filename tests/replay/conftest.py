"""Requests of every kind of effect, ready to be sent to nowhere."""

from collections.abc import Callable

import pytest

from hisight.capture import Exchange
from hisight.protocol import Scheme, compose_root, soap_request
from hisight.reading import Reader
from hisight.replay import Outgoing, as_recorded

PLAIN = Scheme("none", "elements-keyless")


@pytest.fixture
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=PLAIN)


@pytest.fixture
def plain_root() -> Callable[[str], str]:
    """The ROOT of a request in the clear, of a FUN_CODE."""
    return lambda fun_code: compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, "<REQ></REQ>", PLAIN)


@pytest.fixture
def outgoing() -> Callable[..., Outgoing]:
    """A request: FUN_CODE, the inside of REQ, and where it goes."""

    def make(fun_code: str, inside: str = "", url: str = "http://his.example:8080/his") -> Outgoing:
        root = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, f"<REQ>{inside}</REQ>", PLAIN)
        body = soap_request("HisService", "xml", root, "urn:his").encode()
        return as_recorded(Exchange(b"POST /his HTTP/1.1\r\n\r\n", body, url=url))

    return make
