import gzip

import pytest

from hisight.capture import Exchange
from hisight.errors import HisightError
from hisight.protocol import Key, Scheme, compose_root, http, open_message
from hisight.replay import as_recorded, edited

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
BODY = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ><IP>1</IP></REQ>", SCHEME).encode()
HEAD = (
    b"POST /his?x=1 HTTP/1.1\r\nhost: his.example:8080\r\nX-A: 1\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n"
)
EXCHANGE = Exchange(HEAD, gzip.compress(BODY), url="http://his.example:8080/his?x=1", id=7)


def test_a_recorded_request_goes_out_byte_for_byte():
    outgoing = as_recorded(EXCHANGE)
    assert outgoing.head.to_bytes() == HEAD
    assert outgoing.body == EXCHANGE.request_body
    assert (outgoing.url, outgoing.target, outgoing.parent) == (EXCHANGE.url, "his.example:8080", 7)


@pytest.mark.parametrize(
    ("to", "url"),
    [
        ("http://127.0.0.1:9", "http://127.0.0.1:9/his?x=1"),
        ("https://other.example/", "https://other.example/his?x=1"),
        ("http://127.0.0.1:9/new", "http://127.0.0.1:9/new"),
    ],
)
def test_another_server_gets_the_recorded_path_unless_it_names_its_own(to, url):
    outgoing = as_recorded(EXCHANGE, to)
    assert outgoing.url == url
    assert outgoing.head.get("Host") == outgoing.target
    assert outgoing.head.start_line == f"POST {url.split(outgoing.target)[1]} HTTP/1.1"


@pytest.mark.parametrize("to", ["127.0.0.1:9", "ftp://x", "http://", "http://x:y", "http://x:0"])
def test_an_incomplete_address_says_how_to_write_it(to):
    with pytest.raises(HisightError, match="Write http://host:port"):
        as_recorded(EXCHANGE, to)


def test_a_call_without_an_address_needs_one():
    with pytest.raises(HisightError, match="--to"):
        as_recorded(Exchange(HEAD, BODY))
    assert as_recorded(Exchange(b"", BODY), "http://x:1").head.start_line == "POST / HTTP/1.1"


def test_an_edited_request_is_sealed_again_and_its_head_tells_the_truth():
    head = http.parse_head(HEAD)
    request = open_message("request", EXCHANGE.request_body, lambda _: SCHEME, head)
    outgoing = edited(EXCHANGE, request, "<REQ><IP>2</IP></REQ>", {"USER_ID": "v"})
    assert outgoing.head.get("Content-Encoding") == ""
    assert outgoing.head.get("Content-Length") == str(len(outgoing.body))
    again = open_message("request", outgoing.body, lambda _: SCHEME, outgoing.head)
    assert (again.payload.xml, again.envelope.get("USER_ID")) == ("<REQ><IP>2</IP></REQ>", "v")
    assert again.signature.verdict == "valid"
    kept = edited(EXCHANGE, request, "<REQ><IP>2</IP></REQ>", resign=False)
    assert open_message("request", kept.body, lambda _: SCHEME).signature.verdict == "invalid"
