import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.transports.parts import split

BODY = b"preamble\r\n--b\r\nContent-ID: <a>\r\n\r\nfirst\r\n--b  \r\n\r\nsecond\r\nline\r\n--b--\r\nepilogue"


def contents(body: bytes, boundary: str = "b") -> list[bytes]:
    return [part.content(body) for part in split(body, boundary).parts]


def test_parts_are_told_apart_with_their_heads():
    found = split(BODY, "b")
    assert (found.boundary, found.ended, contents(BODY)) == ("b", True, [b"first", b"second\r\nline"])
    assert [part.content_id for part in found.parts] == ["a", ""]
    assert contents(BODY.replace(b"\r\n", b"\n")) == [b"first", b"second\nline"]


def test_a_boundary_within_a_line_is_none():
    assert contents(b"--b\r\n\r\nx --b\r\n--bc\r\n--b--") == [b"x --b\r\n--bc"]


def test_without_its_end_the_last_part_reaches_to_the_end():
    found = split(b"--b\r\n\r\nfirst\r\n--b\r\n\r\nsec", "b")
    assert (found.ended, len(found.parts), found.parts[1].content(b"--b\r\n\r\nfirst\r\n--b\r\n\r\nsec")) == (
        False,
        2,
        b"sec",
    )


@pytest.mark.parametrize("boundary", ["", "other"])
def test_where_the_boundary_is_wrong_the_first_line_tells(boundary):
    body = b"--b\r\n\r\nfirst\r\n--b--"
    assert split(body, boundary).boundary == "b"
    assert split(b"no parts", boundary) is None


@pytest.mark.parametrize(
    ("coding", "written", "content"),
    [
        (b"base64", b"PGEvPg==", b"<a/>"),
        (b"quoted-printable", b"<a b=3D'=E6=B5=8B'/>", "<a b='测'/>".encode()),
        (b"binary", b"<a/>", b"<a/>"),
        (b"base64", b"P", b"P"),
    ],
)
def test_a_transfer_encoding_is_undone_and_done_again(coding, written, content):
    body = b"--b\r\nContent-Transfer-Encoding: " + coding + b"\r\nContent-Length: 99\r\n\r\n" + written + b"\r\n--b--"
    (part,) = split(body, "b").parts
    assert part.content(body) == content
    again = part.replaced(body, "<c>试</c>".encode() * 9)
    assert contents(again) == ["<c>试</c>".encode() * 9]
    length = again.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n--b--")
    assert b"Content-Length: %d\r\n" % len(length) in again


@given(st.lists(st.sampled_from([b"--b", b"--", b"\r\n", b"\n", b": ", b"x"]), max_size=20).map(b"".join))
def test_any_bytes_are_taken_apart(body):
    found = split(body, "b")
    for part in found.parts if found else ():
        assert 0 <= part.head_start <= part.start <= part.end <= len(body)
        part.content(body)
