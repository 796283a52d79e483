import gzip
from dataclasses import replace
from datetime import datetime

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.intercept.changing import answer, change
from hisight.intercept.rules import Rule

CALL = recorded.exchange(fun_code="2007")
NOW = datetime(2026, 11, 26)


def test_nothing_is_done_where_there_is_nothing_to_do():
    bare = replace(CALL, response_body=b"<a/>", response_head=b"HTTP/1.1 200 OK\r\nX-odd:  1\r\n\r\n")
    rule = Rule("r", return_code="1", wrong_sign=True, encode_as="gbk", cut_after=100)
    done = change(rule, bare, recorded.READER)
    assert (done.head, done.body, done.touches) == (bare.response_head, b"<a/>", ())
    assert change(Rule("r", wrong_sign=True), replace(CALL, response_head=b""), recorded.READER).touches == ()


def test_all_is_done_in_order_and_the_head_says_what_there_is():
    packed = replace(
        CALL,
        response_body=gzip.compress(CALL.response_body),
        response_head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
    )
    done = change(
        Rule("r", return_code="200709", wrong_sign=True, encode_as="gbk", cut_after=900), packed, recorded.READER
    )
    assert [one.deed for one in done.touches] == ["code", "sign", "charset", "cut"]
    assert len(done.body) == 900
    assert b"Content-Encoding" not in done.head
    assert b"Connection: close" in done.head
    whole = change(Rule("r", return_code="200709"), packed, recorded.READER)
    read = recorded.READER.read(replace(CALL, response_head=whole.head, response_body=whole.body))
    assert (read.call.return_code, read.call.response.signature.verdict) == ("200709", "valid")
    assert b"Content-Length: %d" % len(whole.body) in whole.head


def test_an_answer_is_a_recorded_one_or_a_file(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        session.append([replace(CALL, id=0)])
    made = answer(Rule("r", answer="call", session=str(tmp_path / "a.hisight"), call=1), CALL, recorded.READER, NOW)
    assert made.body == CALL.response_body
    assert made.touches[0].detail == "a.hisight #1"
    file = tmp_path / "answer.http"
    cases = (
        (b"<a/>", b"200", b"<a/>"),
        (b"HTTP/1.1 503 No\r\nX: 1\r\n\r\nno", b"503", b"no"),
        (b"GET / HTTP/1.1\r\n\r\n", b"200", b""),
    )
    for data, status, body in cases:
        file.write_bytes(data)
        made = answer(Rule("r", answer="file", file=str(file)), CALL, recorded.READER, NOW)
        assert (made.head.split()[1], made.body) == (status, body)


def test_a_function_that_is_in_no_interface_cannot_be_answered_from_it():
    strange = replace(CALL, request_body=CALL.request_body.replace(b"2007", b"9999").replace(b"OrderReg", b"Strange"))
    with pytest.raises(HisightError):
        answer(Rule("r", answer="catalog"), strange, recorded.READER, NOW)
    with pytest.raises(HisightError):
        answer(Rule("r", answer="file", file="/nowhere"), CALL, recorded.READER, NOW)
