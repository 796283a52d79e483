import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.ciphers.padding import PADDINGS


@pytest.mark.parametrize("name", PADDINGS)
@pytest.mark.parametrize("block", [8, 16])
@given(plain=st.binary(max_size=40))
def test_what_was_filled_up_comes_back_but_for_what_no_padding_can_tell(name, block, plain):
    padding = PADDINGS[name]
    filled = padding.filled(plain, block)
    assert len(filled) % block == 0
    if filled:
        back = filled[: len(filled) - padding.length(filled[-block:])]
        stripped = {"zero": b"\0", "none": b" "}.get(name, b"")
        assert back.rstrip(stripped) == plain.rstrip(stripped) if stripped else back == plain


@pytest.mark.parametrize(
    ("name", "last", "length"),
    [
        ("pkcs7", b"abcdef\2\2", 2),
        ("pkcs7", b"abcdef\1\2", None),
        ("pkcs7", b"abcdefg\0", None),
        ("pkcs7", b"\x09" * 8, None),
        ("ansi-x923", b"abcde\0\0\3", 3),
        ("ansi-x923", b"abcde\3\3\3", None),
        ("zero", b"abcde\0\0\0", 3),
        ("zero", b"abcdefgh", 0),
        ("none", b"abcdef\2\2", 0),
    ],
)
def test_only_the_padding_itself_is_taken_for_one(name, last, length):
    assert PADDINGS[name].length(last) == length
