import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.ciphers.aes_ecb import AesEcb
from hisight.protocol.errors import CipherError

CIPHER = AesEcb("aes-128-ecb", key_length=16)
KEY = b"2098D32C4D1399EC"


def test_the_encryption_of_the_empty_string_is_the_known_one():
    assert base64.b64encode(CIPHER.encrypt(b"", KEY)) == b"kjPZRMs96t6gBs1xfBKrlg=="


@given(st.binary(max_size=100), st.binary(min_size=16, max_size=16))
def test_decrypting_is_the_inverse_of_encrypting(plain, key):
    assert CIPHER.decrypt(CIPHER.encrypt(plain, key), key) == plain


@pytest.mark.parametrize(
    ("ciphertext", "key", "kind", "words"),
    [
        (b"x" * 17, KEY, "cut-ciphertext", "17 bytes"),
        (b"x" * 16, KEY, "wrong-key", "padding is invalid"),
        (b"", KEY, "wrong-key", "padding"),
        (b"x" * 16, b"short", "bad-key", "this one has 5"),
    ],
)
def test_what_does_not_decrypt_says_what_that_proves(ciphertext, key, kind, words):
    with pytest.raises(CipherError, match=words) as caught:
        CIPHER.decrypt(ciphertext, key)
    assert caught.value.kind == kind


@given(st.binary(max_size=64), st.binary(max_size=20))
def test_any_bytes_decrypt_or_raise_a_cipher_error(ciphertext, key):
    with suppress(CipherError):
        assert isinstance(CIPHER.decrypt(ciphertext, key), bytes)
