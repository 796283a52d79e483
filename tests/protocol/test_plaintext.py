import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import plaintext


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("<REQ><A>1</A></REQ>", True),
        ('<?xml version="1.0"?>\r\n<ns:REQ>\n</ns:REQ >\r\n', True),
        ("<REQ/>", True),
        ("<REQ><A>1</A>", False),
        ("<A>1</A></REQ>", False),
        ("</REQ>", False),
        ("REQ", False),
        ("", False),
    ],
)
def test_a_whole_document_closes_what_it_opened(text, whole):
    assert plaintext.is_whole(text) is whole


@pytest.mark.parametrize(
    ("text", "text_at_all", "mostly"),
    [("中文\r\n\t<A>", True, True), ("0123456\x00", False, True), ("\ufffd\x01ab", False, False), ("", True, True)],
)
def test_text_is_told_from_noise(text, text_at_all, mostly):
    assert plaintext.is_text(text) is text_at_all
    assert plaintext.is_mostly_text(text) is mostly


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_the_end_of_a_document_is_known_by_its_last_tag(charset):
    plain = "<REQ><NAME>测试患者姓名</NAME><ID>0001</ID></REQ>\n".encode(charset)
    assert all(plaintext.ends_a_document(plain[cut:]) for cut in range(20))
    assert not plaintext.ends_a_document(plain[:-3])
    assert not plaintext.ends_a_document(b"\x00\xff\x01\xfe\x02>")


@given(st.binary(max_size=80))
def test_any_bytes_are_looked_at_without_an_error(plain):
    plaintext.ends_a_document(plain)
    plaintext.is_whole(plain.decode("latin-1"))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("<REQ>", True),
        ("\ufeff<?xml version='1.0'?>\r\n<req a='", True),
        ("<请求>", True),
        ("<^~|趽{}", False),
        ("<姑C\x1fUA荦F{}", False),
        ("<g", False),
        ("<\ufffd\x18{}", False),
        ("{}", False),
    ],
)
def test_noise_does_not_begin_like_a_document(text, begins):
    assert plaintext.begins_a_document(text) is begins
