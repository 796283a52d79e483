from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.errors import HisightError
from hisight.protocol import http
from hisight.replay.wire_text import bytes_of, dumped, head_of, head_text


@given(st.binary(max_size=200))
def test_bytes_come_back_from_their_dump(body):
    assert bytes_of(dumped(body)) == body


def test_a_dump_shows_the_characters_and_nobody_reads_them():
    assert dumped(b"<a>\n") == "3c 61 3e 0a" + " " * 36 + "  │ <a>·"
    assert bytes_of("3C6 1\n\n 3e │ anything │ 00") == b"<a>"


@pytest.mark.parametrize("text", ["3", "zz", "3c\n3"])
def test_what_is_no_hex_is_named_by_its_line(text):
    with pytest.raises(HisightError, match=f"line {len(text.splitlines())} is not pairs"):
        bytes_of(text)


def test_a_head_comes_back_from_its_text():
    head = http.Head("POST /his HTTP/1.1", (("Host", "his"), ("X", ""), ("SOAPAction", '"a:b"')))
    assert head_of(head_text(head)) == head


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "start line"),
        ("POST /his", "start line"),
        ("POST /医院 HTTP/1.1", "start line"),
        ("PO\x00ST / HTTP/1.1", "start line"),
        ("POST / HTTP/1.1\nno colon", "no header field"),
        ("POST / HTTP/1.1\na b: 1", "no header field"),
        ("POST / HTTP/1.1\nA: \x00", "no header field"),
        ("POST / HTTP/1.1\nA: 医院", "cannot hold"),
    ],
)
def test_what_cannot_be_sent_as_a_head_is_refused(text, told):
    with pytest.raises(HisightError, match=told):
        head_of(text)


@given(st.text(max_size=80))
def test_any_text_is_a_head_or_is_refused(text):
    with suppress(HisightError):
        assert head_of(text).to_bytes()
