from hisight.protocol.ciphers import CIPHERS

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_the_vector_of_gb_t_32907_holds():
    encrypted = CIPHERS["sm4-ecb"].encrypt(KEY, KEY, padding="none")
    assert encrypted.hex() == "681edf34d206965e86b3e94f536e4246"
    assert CIPHERS["sm4-cbc"].encrypt(KEY, KEY, padding="none") == encrypted
