import base64

import pytest

from hisight.protocol.ciphers import CIPHERS

PLAIN = bytes.fromhex("00112233445566778899aabbccddeeff")
FIPS_197 = {
    "aes-128-ecb": (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
    "aes-192-ecb": (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
    "aes-256-ecb": (32, "8ea2b7ca516745bfeafc49904b496089"),
}
IV = bytes(range(16))
SP_800_38A = {
    "aes-128-cbc": ("2b7e151628aed2a6abf7158809cf4f3c", "7649abac8119b246cee98e9b12e9197d"),
    "aes-192-cbc": ("8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", "4f021db243bc633d7178183a9fa071e8"),
    "aes-256-cbc": (
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "f58c4c04d6e5f1ba779eabfb5f7bfbd6",
    ),
}


@pytest.mark.parametrize("name", FIPS_197)
def test_the_vectors_of_fips_197_hold(name):
    length, encrypted = FIPS_197[name]
    assert CIPHERS[name].encrypt(PLAIN, bytes(range(length)), padding="none").hex() == encrypted


@pytest.mark.parametrize("name", SP_800_38A)
def test_the_vectors_of_sp_800_38a_hold(name):
    key, encrypted = SP_800_38A[name]
    plain = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")
    assert CIPHERS[name].encrypt(plain, bytes.fromhex(key), IV, "none").hex() == encrypted
    leading = CIPHERS[f"{name}-iv"].encrypt(plain, bytes.fromhex(key), IV, "none")
    assert leading.hex() == IV.hex() + encrypted


def test_the_encryption_of_the_empty_string_is_the_published_one():
    assert base64.b64encode(CIPHERS["aes-128-ecb"].encrypt(b"", b"2098D32C4D1399EC")) == b"kjPZRMs96t6gBs1xfBKrlg=="
