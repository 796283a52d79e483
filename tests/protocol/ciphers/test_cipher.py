import pytest

from hisight.protocol.ciphers import CIPHERS

KEY = b"0123456789ABCDEF"


@pytest.mark.parametrize("name", CIPHERS)
def test_every_cipher_of_the_table_has_its_name_and_is_its_own_inverse(name):
    cipher = CIPHERS[name]
    assert cipher.name == name
    assert cipher.decrypt(cipher.encrypt("<REQ>中</REQ>".encode(), KEY), KEY) == "<REQ>中</REQ>".encode()
