from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.ciphers import BLOCK_CIPHERS
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.errors import CipherError

ECB, CBC, LEADING = (BLOCK_CIPHERS[f"aes-128-{chaining}"] for chaining in ("ecb", "cbc", "cbc-iv"))
KEY = b"2098D32C4D1399EC"


def drawn(data, cipher):
    """A key that suits `cipher`, and an IV for it."""
    length = data.draw(st.sampled_from(cipher.key_lengths))
    iv = b"" if cipher.chaining == "ecb" else data.draw(st.binary(min_size=cipher.block, max_size=cipher.block))
    return data.draw(st.binary(min_size=length, max_size=length)), iv


@pytest.mark.parametrize("cipher", BLOCK_CIPHERS.values(), ids=BLOCK_CIPHERS)
@given(data=st.data(), plain=st.binary(max_size=100), padding=st.sampled_from(["pkcs7", "ansi-x923"]))
def test_decrypting_is_the_inverse_of_encrypting(cipher, data, plain, padding):
    key, iv = drawn(data, cipher)
    assert cipher.decrypt(cipher.encrypt(plain, key, iv, padding), key, iv, padding) == plain


@pytest.mark.parametrize("padding", PADDINGS)
def test_whole_blocks_come_back_from_every_padding(padding):
    plain = b"<REQ>0123</REQ>\n"
    for cipher in (ECB, CBC, LEADING):
        assert cipher.decrypt(cipher.encrypt(plain, KEY, padding=padding), KEY, padding=padding) == plain


@pytest.mark.parametrize(
    ("cipher", "ciphertext", "key", "kind", "words"),
    [
        (ECB, b"x" * 17, KEY, "cut-ciphertext", "17 bytes, no multiple of 16"),
        (ECB, b"", KEY, "cut-ciphertext", "0 bytes, too few"),
        (LEADING, b"x" * 16, KEY, "cut-ciphertext", "16 bytes, too few"),
        (ECB, b"x" * 16, KEY, "wrong-key", "padding is invalid"),
        (ECB, b"x" * 16, b"short", "bad-key", "needs a key of 16 bytes; this one has 5"),
        (BLOCK_CIPHERS["3des-ecb"], b"x" * 16, KEY[:8], "bad-key", "24 or 16 bytes; this one has 8"),
    ],
)
def test_what_does_not_decrypt_says_what_that_proves(cipher, ciphertext, key, kind, words):
    with pytest.raises(CipherError, match=words) as caught:
        cipher.decrypt(ciphertext, key)
    assert caught.value.kind == kind


def test_another_padding_is_named():
    with pytest.raises(CipherError, match="padding \\(ansi-x923\\) is invalid"):
        ECB.decrypt(ECB.encrypt(b"123", KEY), KEY, padding="ansi-x923")


def test_an_iv_that_leads_is_another_each_time_unless_it_is_given():
    assert LEADING.encrypt(b"<REQ/>", KEY) != LEADING.encrypt(b"<REQ/>", KEY)
    assert LEADING.encrypt(b"<REQ/>", KEY, KEY) == LEADING.encrypt(b"<REQ/>", KEY, KEY)


def test_whole_blocks_are_decrypted_even_of_a_ciphertext_that_was_cut():
    plain = bytes(range(40))
    for cipher in (ECB, CBC, LEADING):
        whole = cipher.encrypt(plain, KEY)
        assert cipher.blocks(whole[:-3], KEY) == plain[:32]


@pytest.mark.parametrize("cipher", BLOCK_CIPHERS.values(), ids=BLOCK_CIPHERS)
@given(data=st.data(), ciphertext=st.binary(max_size=64), padding=st.sampled_from(list(PADDINGS)))
def test_any_bytes_decrypt_or_raise_a_cipher_error(cipher, data, ciphertext, padding):
    key, iv = drawn(data, cipher)
    with suppress(CipherError):
        assert isinstance(cipher.decrypt(ciphertext, key, iv, padding), bytes)


@given(st.binary(max_size=40))
def test_any_key_suits_or_is_refused(key):
    for cipher in BLOCK_CIPHERS.values():
        if cipher.suits(key):
            cipher.encrypt(b"", key)
        else:
            with pytest.raises(CipherError, match="needs a key"):
                cipher.encrypt(b"", key)
