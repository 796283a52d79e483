import gzip

from hisight.imports.har_body import Body
from hisight.imports.har_head import fitted, head_bytes


def test_a_head_ends_with_an_empty_line_and_keeps_the_order_of_its_fields():
    assert head_bytes("GET / HTTP/1.1", [("B", "1"), ("A", "2")]) == b"GET / HTTP/1.1\r\nB: 1\r\nA: 2\r\n\r\n"


def test_what_is_no_name_of_a_field_is_none():
    assert head_bytes("GET / HTTP/1.1", [(":path", "/"), ("", "x"), ("a b", "x")]) == b"GET / HTTP/1.1\r\n\r\n"


def test_no_value_begins_a_line_of_its_own():
    assert head_bytes("GET /\r\nX: 1", [("A", "1\r\n\r\n<A/>\0")]) == b"GET / X: 1\r\nA: 1 <A/> \r\n\r\n"


def test_a_name_beyond_latin_goes_as_utf_8():
    assert head_bytes("", [("A", "李"), ("B", "é")]) == b"\r\nA: \xe6\x9d\x8e\r\nB: \xe9\r\n\r\n"


def test_fields_stay_where_the_body_is_what_was_sent():
    fields = [("Content-Encoding", "gzip"), ("Content-Length", "7")]
    assert fitted(fields, Body(gzip.compress(b"<A/>"))) == fields
    assert fitted(fields, Body(b"<A/>")) == [("Content-Length", "4")]
    assert fitted(fields[1:], Body(b"<A/>", anew=True)) == [("Content-Length", "4")]
