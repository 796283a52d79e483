import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import http

HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset="GBK"\r\nX-Twice: a\r\nx-twice: b\r\n\r\n'


def test_a_head_is_read_in_order_with_names_as_written():
    head = http.parse_head(HEAD)
    assert head.start_line == "HTTP/1.1 200 OK"
    assert head.fields[1:] == (("X-Twice", "a"), ("x-twice", "b"))
    assert (head.status, head.charset, head.get("X-TWICE"), head.get("none")) == (200, "GBK", "a", "")


def test_a_head_goes_out_as_it_came():
    assert http.parse_head(HEAD).to_bytes() == HEAD


def test_a_request_has_no_status_and_no_charset_is_empty():
    head = http.parse_head(b"POST / HTTP/1.1\nContent-Type: text/xml\n folded\n\n")
    assert (head.status, head.charset, head.get("content-type")) == (0, "", "text/xml folded")


def test_fields_are_replaced_in_place_dropped_and_added():
    head = http.parse_head(b"POST / HTTP/1.1\r\nA: 1\r\ncontent-length: 3\r\na: 2\r\n\r\n")
    changed = head.replacing(Content_Length="9", A=None, New="x")
    assert changed.fields == (("content-length", "9"), ("New", "x"))


def test_a_field_that_stands_twice_is_replaced_once():
    head = http.Head("", (("A", "1"), ("B", "2"), ("a", "3")))
    assert head.replacing(A="9").fields == (("A", "9"), ("B", "2"))


def test_a_whole_message_is_taken_apart():
    head, body = http.split(b"POST /his HTTP/1.1\r\nHost: x\r\n\r\n<a/>")
    assert (head.start_line, body) == ("POST /his HTTP/1.1", b"<a/>")


def test_a_message_without_a_body_and_one_that_is_none():
    head, body = http.split(b"HTTP/1.1 204 No Content\r\nA: b")
    assert (head.status, body) == (204, b"")
    assert http.split(b"<a>POST / HTTP/1.1</a>") is None


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_a_chunked_body_is_joined(newline):
    body = newline.join([b"3;x=1", b"abc", b"2", b"de", b"0", b"", b""])
    message = b"HTTP/1.1 200 OK" + newline + b"Transfer-Encoding: chunked" + newline * 2 + body
    assert http.split(message)[1] == b"abcde"


def test_a_body_that_was_joined_already_stays():
    assert http.split(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<a/>")[1] == b"<a/>"


def test_fields_that_stand_several_times_are_one_list():
    head = http.parse_head(b"POST / HTTP/1.1\r\nContent-Encoding: gzip\r\ncontent-encoding: br\r\n\r\n")
    assert (head.joined("Content-Encoding"), head.joined("none")) == ("gzip, br", "")


@pytest.mark.parametrize(
    ("value", "boundary"),
    [
        ('multipart/related; boundary="uuid:1;2"; type=x', "uuid:1;2"),
        ("Multipart/Related;boundary=----=_Part_1", "----=_Part_1"),
        (r'multipart/related; start="<a>"; Boundary="a\"b"', 'a"b'),
        ("multipart/related", ""),
    ],
)
def test_parameters_of_the_media_type_are_read_quoted_or_not(value, boundary):
    head = http.Head("", (("content-type", value),))
    assert (head.media_type, head.parameter("boundary")) == ("multipart/related", boundary)


def test_continue_is_no_part_of_the_answer():
    answer = b"HTTP/1.1 200 OK\r\n\r\n<a/>"
    head, body = http.split(b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" + answer)
    assert (head.status, body) == (200, b"<a/>")
    assert http.split(b"HTTP/1.1 100 Continue\r\n\r\n")[0].status == 100


def test_an_answer_of_http_1_0_and_trailers_behind_the_chunks_are_read():
    assert http.split(b"HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n<a/>")[1] == b"<a/>"
    chunks = b"4\r\n<a/>\r\n0\r\nX-Checksum: 1\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Checksum\r\n\r\n"
    assert http.split(head + chunks)[1] == b"<a/>"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_head_or_a_message(data):
    http.parse_head(data)
    http.split(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + data)


def under(length: str) -> http.Head:
    return http.Head("HTTP/1.1 200 OK", (("Content-Length", length),))


def test_a_body_shorter_than_its_length_says_so():
    problem = http.shortage(under(" 10 "), b"123456789")
    assert (problem.kind, problem.layer) == ("truncated", "http")
    assert "9 bytes of the 10" in problem.message.en


@pytest.mark.parametrize("length", ["", "9", "8", "x", "-1", "٣٣", "9" * 30])
def test_a_body_that_is_long_enough_or_has_no_length_is_whole(length):
    assert http.shortage(under(length), b"123456789") is None


def test_a_message_copied_with_other_line_ends_is_not_cut():
    assert http.shortage(under("12"), b"<a>\n1\n</a>") is None
    assert http.shortage(under("13"), b"<a>\n1\n</a>") is not None
    assert http.shortage(under("12"), b"<a>\r\n</a>") is not None


def test_any_number_of_interim_answers_is_passed_over():
    head, body = http.split(b"HTTP/1.1 100 Continue\r\n\r\n" * 2000 + b"HTTP/1.1 200 OK\r\n\r\n<a/>")
    assert (head.start_line, body) == ("HTTP/1.1 200 OK", b"<a/>")


def test_a_value_in_gbk_keeps_a_last_byte_that_unicode_calls_a_blank():
    value = b"X\xbe\x85\xa0"
    assert http.parse_head(b"GET / HTTP/1.1\r\nX: " + value + b" \t\r\n\r\n").get("X").encode("latin-1") == value
