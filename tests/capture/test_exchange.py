"""hisight.capture.exchange"""

import dataclasses

import pytest

from hisight.capture import Exchange


def test_an_exchange_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Exchange(b"", b"").url = "http://his.example"


def test_an_exchange_without_answer_needs_only_its_request():
    exchange = Exchange(b"POST / HTTP/1.1\r\n\r\n", b"<a/>")

    assert (exchange.response_head, exchange.error, exchange.origin, exchange.id) == (b"", "", "proxy", 0)
