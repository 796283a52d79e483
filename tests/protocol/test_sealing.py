import pytest

from hisight.protocol import Sealing
from hisight.protocol.ciphers import BLOCK_CIPHERS
from hisight.protocol.errors import CipherError

KEY = b"2098D32C4D1399EC"
AES, DES = BLOCK_CIPHERS["aes-128-cbc"], BLOCK_CIPHERS["des-cbc"]


@pytest.mark.parametrize(
    ("iv", "cipher", "block"),
    [
        ("", AES, b""),
        ("0102030405060708", AES, b"0102030405060708"),
        ("0102030405060708", DES, bytes(range(1, 9))),
        ("000102030405060708090a0b0c0d0e0f", AES, bytes(range(16))),
        ("key", AES, KEY),
        ("key", DES, KEY[:8]),
        ("key-end", DES, KEY[8:]),
        ("anything", BLOCK_CIPHERS["aes-128-ecb"], b""),
    ],
)
def test_an_iv_is_text_or_hex_or_a_part_of_the_key(iv, cipher, block):
    assert Sealing(iv=iv).iv_of(cipher, KEY) == block


@pytest.mark.parametrize("iv", ["short", "x" * 32])
def test_an_iv_of_another_length_is_refused(iv):
    with pytest.raises(CipherError, match="needs an IV of 16 characters, or of 32 hex digits") as caught:
        Sealing(iv=iv).iv_of(AES, KEY)
    assert caught.value.kind == "bad-iv"


@pytest.mark.parametrize(
    ("form", "cipher", "key"),
    [
        ("text", "aes-128-ecb", KEY),
        ("text", "3des-ecb", KEY),
        ("text", "des-ecb", KEY),
        ("fitted", "des-ecb", KEY[:8]),
        ("fitted", "3des-ecb", KEY + bytes(8)),
    ],
)
def test_the_key_takes_the_form_that_suits_the_cipher_if_there_is_one(form, cipher, key):
    assert Sealing(key_form=form).key_of(BLOCK_CIPHERS[cipher], KEY) == key
