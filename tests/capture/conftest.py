"""Exchanges as the proxy records them, and a session to put them in."""

from collections.abc import Callable, Iterator

import pytest

from hisight.capture import Exchange, Session


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    def make(body: bytes = b"<a/>", **fields) -> Exchange:
        return Exchange(
            b"POST /his HTTP/1.1\r\nhost: his.example\r\nX-A: 1\r\nx-a: 2\r\n\r\n",
            body,
            **{
                "response_head": b"HTTP/1.1 200 OK\r\n\r\n",
                "response_body": b"<b/>",
                "url": "http://his.example/his",
                "client": "127.0.0.1:50000",
                "server": "127.0.0.1:8080",
                "listener": "127.0.0.1:9000",
                "started": 1795000000.125,
                "request_ms": 1.5,
                "first_byte_ms": 7.25,
                "duration_ms": 9.5,
                **fields,
            },
        )

    return make


@pytest.fixture
def session(tmp_path) -> Iterator[Session]:
    with Session.open(tmp_path / "calls.hisight", create=True) as opened:
        yield opened
