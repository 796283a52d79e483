import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.transports.samples import CXF, CXF_HEAD, ESCAPED, soap

from hisight.protocol import SealError, http, transports

HEADS = [
    http.EMPTY_HEAD,
    http.parse_head(CXF_HEAD),
    http.Head("", (("Content-Type", "application/x-www-form-urlencoded"),)),
]


@pytest.mark.parametrize(
    ("body", "head", "kind"),
    [
        (b"<a/>", 0, ""),
        (b"<a/>", 2, ""),
        (b"xml=%3Ca/%3E", 0, "form"),
        (CXF.format(soap(ESCAPED)).encode(), 1, "mtom"),
        (CXF.format(soap(ESCAPED)).encode(), 0, "mtom"),
    ],
)
def test_the_bytes_tell_what_they_are_packed_in(body, head, kind):
    assert transports.unpack(body, HEADS[head]).kind == kind


PIECES = [
    b"--uuid:6f3f",
    b"--",
    b"\r\n",
    b"Content-ID: <a>",
    b"<xop:Include href='cid:a'/>",
    b"xml=",
    b"%3C",
    b"&",
    b"<ROOT>",
    b"+",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=20).map(b"".join),
    st.sampled_from(HEADS),
    st.binary(max_size=20),
)
def test_any_bytes_are_unpacked_and_packed_again(body, head, content):
    package = transports.unpack(body, head)
    assert package.pack(package.content) == body
    try:
        package.pack(content)
    except SealError:
        assert package.kind == "mtom"
