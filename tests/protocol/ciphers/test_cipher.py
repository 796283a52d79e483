import pytest

from hisight.protocol.ciphers import BLOCK_CIPHERS, CIPHERS

DOCUMENT = "<REQ>中</REQ>".encode()


@pytest.mark.parametrize("name", CIPHERS)
def test_every_cipher_of_the_table_has_its_name_and_is_its_own_inverse(name):
    cipher = CIPHERS[name]
    key = bytes(BLOCK_CIPHERS[name].key_lengths[0]) if cipher.needs_key else b""
    assert cipher.name == name
    assert cipher.decrypt(cipher.encrypt(DOCUMENT, key), key) == DOCUMENT


def test_the_table_holds_what_is_met():
    assert list(CIPHERS) == [
        "none",
        *(
            f"{family}-{chaining}"
            for family in ("aes-128", "aes-192", "aes-256", "sm4", "3des", "des")
            for chaining in ("ecb", "cbc", "cbc-iv")
        ),
    ]
