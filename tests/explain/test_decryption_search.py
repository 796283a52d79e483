import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain.decryption_changes import agreed
from hisight.explain.decryption_search import Fitting, xor
from hisight.protocol import BLOCK_CIPHERS, Key, Scheme, Sealing
from hisight.protocol.ciphertext import BASE64, Ciphertext

KEY = Key.from_text("Demo-Key-16Chars", "city")
LONG = ("<REQ><HOSPITAL_ID>22</HOSPITAL_ID><NAME>" + "测试患者" * 20 + "</NAME></REQ>").encode()


def fit(name: str, plain: bytes, scheme: Scheme | None = None, cut: int | None = None, **sealing):
    """What the look with nothing changed gives for `plain`, encrypted with the cipher called `name`."""
    cipher, how = BLOCK_CIPHERS[name], Sealing(**sealing)
    key = how.key_of(cipher, KEY.secret)
    data = cipher.encrypt(plain, key, how.iv_of(cipher, key), how.padding)[:cut]
    expected = agreed(scheme or Scheme(f"{cipher.family}-ecb", keys=(KEY,), sealing=Sealing(how.key_form)))
    return Fitting(expected, {"": Ciphertext(data, BASE64)}).fits(())


@pytest.mark.parametrize("name", BLOCK_CIPHERS)
@pytest.mark.parametrize("plain", [LONG, b"<REQ/>", b""])
def test_with_the_right_key_chaining_is_read_off(name, plain):
    found = fit(name, plain, key_form="sha-256")
    assert found.payload.xml.encode() == plain
    # One block alone is chained to nothing.
    assert found.way.cipher.name == (name if plain == LONG or name.endswith("iv") else name.replace("cbc", "ecb"))


@pytest.mark.parametrize("padding", ["pkcs7", "zero", "none", "ansi-x923"])
@pytest.mark.parametrize("iv", ["", "key", "key-end", "1234567812345678", "MyOwn_IV_is_this"])
def test_iv_and_padding_are_read_off(padding, iv):
    # Ten bytes past whole blocks; for no padding none.
    plain = b"<?xml version='1.0'?>" + LONG + b"\n" * ((-len(LONG) - 21 - (6 if padding != "none" else 0)) % 16)
    found = fit("aes-256-cbc", plain, key_form="sha-256", padding=padding, iv=iv)
    assert found.payload.xml.encode() == plain
    assert (found.way.sealing.padding, found.way.sealing.iv) == (padding, iv)


def test_an_iv_that_nobody_can_guess_is_unknown_and_proves_the_key():
    found = fit("aes-128-cbc", LONG, iv=os.urandom(16).hex())
    assert (found.payload, found.iv_known, found.way.cipher.name) == (None, False, "aes-128-cbc")
    assert found.as_payload().sealing.dialect == BASE64


@pytest.mark.parametrize("name", BLOCK_CIPHERS)
def test_a_beginning_alone_proves_key_and_chaining(name):
    found = fit(name, LONG, cut=3 * 16, key_form="sha-256")
    assert (found.payload, found.iv_known, found.way.cipher.name) == (None, True, name)


def test_text_without_a_beginning_proves_the_key():
    assert fit("aes-128-ecb", LONG[21:]).way.cipher.name == "aes-128-ecb"
    assert fit("aes-128-ecb", LONG[21:], Scheme("aes-128-cbc", keys=(KEY,))).iv_known


def test_an_ill_formed_document_is_opened_all_the_same():
    assert fit("aes-128-cbc", LONG[:-6]).payload.xml.encode() == LONG[:-6]


def test_an_agreed_iv_that_is_none_is_passed_over():
    scheme = Scheme("aes-128-cbc", keys=(KEY,), sealing=Sealing(iv="short"))
    assert fit("aes-128-cbc", LONG, scheme).way.sealing.iv == ""
    assert fit("aes-128-cbc", LONG, scheme, iv="key").way.sealing.iv == "key"


def test_the_same_bytes_of_a_key_are_looked_at_once():
    fitting = Fitting(agreed(Scheme("aes-128-ecb", keys=(KEY,))), {"": Ciphertext(os.urandom(160), BASE64)})
    assert fitting.fits(()) is None
    assert fitting.fits(()) is None


@given(data=st.binary(max_size=200))
def test_any_bytes_are_looked_at_without_an_error(data):
    for name in ("aes-128-ecb", "aes-128-cbc-iv", "3des-cbc"):
        fits = Fitting(agreed(Scheme(name, keys=(KEY,))), {"": Ciphertext(data, BASE64)}).fits
        assert fits(()) is None


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_xor_goes_as_far_as_the_shorter(one, other):
    assert xor(one, other) == bytes(a ^ b for a, b in zip(one, other, strict=False))
