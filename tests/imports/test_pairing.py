import pytest

from hisight.imports.http_stream import Found, messages
from hisight.imports.pairing import NOT_WHOLE, address_of, exchange_of, paired

REQUESTS = [Found(b"GET /%d HTTP/1.1\r\n\r\n" % number, b"") for number in range(3)]
ANSWERS = [Found(b"HTTP/1.1 200 OK\r\n\r\n", b"%d" % number) for number in range(3)]
INTERIM = Found(b"HTTP/1.1 100 Continue\r\n\r\n", b"")


def test_answers_come_in_the_order_of_the_requests():
    one, two, _ = REQUESTS
    first, second, _ = ANSWERS
    assert list(paired([one, INTERIM, first, two, second])) == [(one, first), (two, second)]
    assert list(paired([one, two, first, second])) == [(one, first), (two, second)]


def test_what_has_no_other_side_is_a_call_all_the_same():
    assert list(paired([ANSWERS[0], REQUESTS[0]])) == [(None, ANSWERS[0]), (REQUESTS[0], None)]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (b"POST /his?a=1 HTTP/1.1\r\nHost: his:8080\r\n\r\n", "http://his:8080/his?a=1"),
        (b"POST http://his/his HTTP/1.1\r\nHost: proxy\r\n\r\n", "http://his/his"),
        (b"POST /his HTTP/1.0\r\n\r\n", "/his"),
        (b"OPTIONS * HTTP/1.1\r\nHost: his\r\n\r\n", "http://his/*"),
        (b"", ""),
    ],
)
def test_the_address_is_what_the_request_names(head, address):
    assert address_of(head) == address


def test_a_cut_message_makes_a_call_with_an_error():
    (request,) = messages(b"POST /his HTTP/1.1\r\nContent-Length: 9\r\n\r\n<RO")
    exchange = exchange_of(request, None)
    assert (exchange.request_body, exchange.response_head, exchange.error) == (b"<RO", b"", NOT_WHOLE)
