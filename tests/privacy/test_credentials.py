from dataclasses import replace
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import Exchange
from hisight.privacy import is_in_address, without_credentials, without_query
from hisight.privacy.credentials import with_fields


def test_credentials_in_heads_and_address_become_asterisks(exchange):
    made = exchange(url="http://user:pass@his.example/his")
    head = made.request_head.replace(
        b"Content-Type", b"Authorization: Basic dXNlcjpwYXNz\r\nCookie: a=b\r\nContent-Type"
    )
    masked = without_credentials(replace(made, request_head=head))
    assert b"dXNl" not in masked.request_head
    assert b"Authorization: ********\r\nCookie: ********\r\n" in masked.request_head
    assert masked.url == "http://********@his.example/his"
    assert masked.response_head == made.response_head


def test_an_address_leaves_without_what_it_asks():
    made = Exchange(
        b"GET /his?id=1234 HTTP/1.1\r\nHost: his\r\n\r\n", b"", b"", b"", url="http://his.example/his?id=1234"
    )
    dotted = without_query(made)
    assert b"1234" not in dotted.request_head
    assert dotted.url.startswith("http://his.example/his?")
    assert "1234" not in dotted.url


def test_a_message_in_the_address_is_known_as_one(read, exchange):
    assert not is_in_address(read().call.request)
    assert not is_in_address(None)
    body = exchange().request_body.decode()
    target = f"GET /his?{urlencode({'xml': body})} HTTP/1.1\r\nHost: his\r\n\r\n".encode()
    assert is_in_address(read(request_head=target, request_body=b"").call.request)


@given(st.binary(max_size=200))
def test_a_head_in_which_nothing_is_another_keeps_its_bytes(data):
    assert with_fields(data, lambda _name, value: value) is data
