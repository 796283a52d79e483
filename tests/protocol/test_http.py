import gzip
import zlib

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


@pytest.mark.parametrize(
    ("folded", "name"),
    [
        (gzip.compress(b"body", mtime=0), "gzip"),
        (gzip.compress(b"body", mtime=0), "X-GZIP"),
        (zlib.compress(b"body"), "deflate"),
        (zlib.compress(b"body")[2:-4], "deflate"),
        (b"body", ""),
        (b"body", "identity"),
    ],
)
def test_content_encodings_are_undone(folded, name):
    assert http.unfold(folded, name) == (b"body", None)


def test_an_empty_body_that_says_gzip_is_empty():
    assert http.unfold(b"", "gzip") == (b"", None)


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"plain text", "gzip", "is not compressed"),
        (b"x", "zoo", "unknown Content-Encoding"),
        (gzip.compress(b"body" * 99, mtime=0)[:-12], "gzip", "cut short"),
    ],
)
def test_what_cannot_be_unfolded_is_named(body, name, words):
    _, problem = http.unfold(body, name)
    assert words in problem.message.en


def test_a_bomb_is_read_up_to_the_limit():
    body, problem = http.unfold(gzip.compress(b"0" * 5_000_000), "gzip", limit=1000)
    assert len(body) == 1000
    assert "over 1000 bytes" in problem.message.en


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", ""]))
def test_any_body_unfolds_or_says_why(body, name):
    unfolded, problem = http.unfold(body, name)
    assert problem is not None or isinstance(unfolded, bytes)


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
    assert http.unfold(gzip.compress(b"body" * 99)[:-12], "gzip")[1].kind == "truncated"


@pytest.mark.parametrize("length", ["", "9", "8", "x", "-1", "٣٣", "9" * 30])
def test_a_body_that_is_long_enough_or_has_no_length_is_whole(length):
    assert http.shortage(under(length), b"123456789") is None


def test_a_message_copied_with_other_line_ends_is_not_cut():
    assert http.shortage(under("12"), b"<a>\n1\n</a>") is None
    assert http.shortage(under("13"), b"<a>\n1\n</a>") is not None
    assert http.shortage(under("12"), b"<a>\r\n</a>") is not None
