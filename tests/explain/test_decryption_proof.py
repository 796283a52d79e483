import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain import decryption_proof as proof

DOCUMENT = ("<REQ><HOSPITAL_ID>22</HOSPITAL_ID><NAME>" + "测试患者" * 20 + "</NAME></REQ>").encode()


@pytest.mark.parametrize(
    ("block", "document", "message"),
    [
        (b'<?xml version="1', True, True),
        (b"\xef\xbb\xbf<REQ><A>1", True, True),
        (b"<\0?\0x\0m\0l\0 \0v\0", True, True),
        (b"\r\n  <res><A>1</A", True, True),
        (b"<NAME>Zhang</NAM", True, False),
        (b" " * 16, True, False),
        (b"\x10" * 16, True, False),
        (b"\x08" * 8, True, False),
        (b"\0" * 16, True, False),
        (b'{"NAME": "Zhang"', False, False),
        (b"<<<<<<<<<<<<<<<<", False, False),
    ],
)
def test_a_first_block_shows_whether_a_document_begins(block, document, message):
    assert proof.begins_a_document(block) is document
    assert proof.begins_a_message(block) is message
    assert not document or block[0] in proof.FIRST_BYTES


@pytest.mark.parametrize(("block", "json"), [(b' {"A":1}', True), (b"[{", True), (b"{A", False), (b"<A>", False)])
def test_json_is_known_by_its_beginning(block, json):
    assert proof.begins_json(block) is json


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
@pytest.mark.parametrize("cut", range(16))
def test_a_hundred_bytes_of_text_prove_a_key_wherever_they_are_cut(charset, cut):
    body = DOCUMENT.decode().encode(charset)[32 + cut :]
    assert proof.proves_its_key(body[: proof.ENOUGH])
    assert not proof.proves_its_key(body[: proof.ENOUGH - 1])


@pytest.mark.parametrize(
    ("end", "may"), [(b"</REQ>", True), (b">\0\r\0\n\0", True), (b"  \n", True), (b"", True), (b"</REQ", False)]
)
def test_the_end_of_a_document_is_a_tag_or_blanks(end, may):
    assert proof.may_end_a_document(end) is may


def test_noise_proves_no_key():
    noise = random.Random(4)
    assert not any(proof.proves_its_key(noise.randbytes(proof.ENOUGH)) for _ in range(20_000))


@pytest.mark.parametrize(
    ("plain", "length"),
    [(DOCUMENT, len(DOCUMENT)), (DOCUMENT[:79] + b"\x01", 79), (b"ab\xffcd", 2), ("中".encode("gbk"), 2), (b"", 0)],
)
def test_the_length_of_text_ends_where_noise_begins(plain, length):
    assert proof.text_length(plain) == length


@pytest.mark.parametrize("iv", ["0102030405060708", "Qwerty!@#$%^&*()", bytes(range(16)).hex(), (b"\x07" * 16).hex()])
@pytest.mark.parametrize("beginning", [b'<?xml version="1.0" encoding', b"<REQ><HOSPITAL_ID>"])
def test_an_iv_is_found_from_how_documents_begin(iv, beginning):
    raw = iv.encode() if len(iv) == 16 else bytes.fromhex(iv)
    first = bytes(one ^ other for one, other in zip(raw, beginning, strict=False))
    assert iv in list(proof.likely_ivs(first, b"", b""))
    assert iv not in list(proof.likely_ivs(first, raw, b""))
    assert iv not in list(proof.likely_ivs(first, b"", b"longer: " + raw))


@given(st.binary(min_size=16, max_size=16))
def test_any_block_is_looked_at_without_an_error(block):
    list(proof.likely_ivs(block, b"key", b"secret"))
    proof.begins_a_document(block)
