from hypothesis import given
from hypothesis import strategies as st

from hisight import calls
from hisight.capture import Exchange
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = soap_request(
    "NetTest",
    "xml",
    compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ><IP>1</IP></REQ>", SCHEME),
    "urn:x",
).encode()
ANSWER = soap_answer(
    "NetTest", compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}, "<RES/>", SCHEME), "urn:x"
).encode()
HEAD = b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"


def test_both_sides_are_opened_with_the_scheme_of_the_peer():
    asked = []

    def choose(unopened):
        asked.append((unopened.transport.operation, unopened.envelope.get("USER_ID")))
        return SCHEME

    exchange = Exchange(HEAD, REQUEST, b"HTTP/1.1 200 OK\r\n\r\n", ANSWER, url="http://his.example:8080/his?x=1")
    call = calls.read(exchange, choose)
    assert asked == [("NetTest", "u")]
    assert (call.fun_code, call.operation, call.user_id) == ("1001", "NetTest", "u")
    assert (call.return_code, call.return_msg) == ("0", "交易成功")
    assert [message.signature.verdict for message in call.messages] == ["valid", "valid"]


def test_a_call_without_an_answer_has_one_side():
    call = calls.read(Exchange(HEAD, REQUEST, error="refused"), lambda *_: SCHEME)
    assert call.response is None
    assert (call.return_code, call.return_msg, len(call.messages)) == ("", "", 1)


def test_an_answer_alone_knows_its_operation_and_what_it_was_told():
    answered = calls.read(Exchange(HEAD, REQUEST, b"HTTP/1.1 200 OK\r\n\r\n", ANSWER), lambda *_: SCHEME).response
    alone = calls.Call(None, None, answered, "1001")
    assert (alone.fun_code, alone.operation, alone.user_id) == ("1001", "NetTest", "")
    assert calls.Call(None, None, None).operation == ""


def test_the_hospital_and_the_key_that_fits_are_known_once_it_is_open():
    body = compose_root(
        "request", {"USER_ID": "u"}, "<REQ><HOSPITAL_ID> </HOSPITAL_ID><HOS_ID> H1 </HOS_ID></REQ>", SCHEME
    )
    call = calls.read(Exchange(HEAD, body.encode()), lambda _: SCHEME)
    assert (call.hospital_id, call.key_label) == ("H1", "key")
    closed = calls.read(Exchange(HEAD, body.encode()), lambda _: Scheme())
    assert (closed.hospital_id, closed.key_label) == ("", "")
    signed = calls.read(Exchange(HEAD, body.replace("<ROOT>", "<ROOT><!-- -->").encode()), lambda _: SCHEME)
    assert signed.key_label == "key"


def test_a_key_that_only_was_tried_does_not_fit():
    body = compose_root("request", {"USER_ID": "u"}, "<REQ/>", Scheme("none", "sorted-query-key", SCHEME.keys))
    wrong = Scheme(keys=(Key.from_text("another-key", "wrong"),))
    assert calls.read(Exchange(HEAD, body.encode()), lambda _: wrong).key_label == ""
    assert calls.read(Exchange(HEAD, body.encode()), lambda _: SCHEME).key_label == "key"


def test_what_surrounds_the_calls_is_no_business():
    def is_business(line: bytes, body: bytes = b"") -> bool:
        return calls.read(Exchange(line + b"\r\n\r\n", body), lambda *_: SCHEME).is_business

    assert not is_business(b"GET /his?wsdl HTTP/1.1")
    assert not is_business(b"OPTIONS / HTTP/1.1")
    assert is_business(b"GET / HTTP/1.1", REQUEST)
    assert is_business(b"POST / HTTP/1.1")
    assert is_business(b"")


def test_each_side_is_read_in_the_charset_that_was_chosen_for_it():
    exchange = Exchange(HEAD, REQUEST, b"HTTP/1.1 200 OK\r\n\r\n", ANSWER.decode().encode("gbk"))
    assert calls.read(exchange, lambda *_: SCHEME).return_msg == "交易成功"
    call = calls.read(exchange, lambda *_: SCHEME, {"response": "latin-1"})
    assert call.return_msg == "交易成功".encode("gbk").decode("latin-1")
    assert not call.request.decoded.chosen


@given(st.binary(max_size=60), st.binary(max_size=60), st.text(max_size=20) | st.just("http://[::1"))
def test_any_bytes_from_anywhere_are_a_call(request, response, url):
    call = calls.read(Exchange(request, request, response, response, url=url), lambda *_: Scheme())
    assert call.request is not None
    assert (call.response is None) == (not response)
