from hisight.mock.peers import DEMO_KEY, ENCRYPTED, OTHER_KEY, PLAIN


def test_the_demo_keys_suit_the_cipher_and_say_what_they_are():
    assert len(DEMO_KEY.secret) == len(OTHER_KEY.secret) == 16
    assert DEMO_KEY.secret != OTHER_KEY.secret
    assert b"DEMO" in DEMO_KEY.secret


def test_one_hospital_encrypts_and_one_does_not():
    assert (ENCRYPTED.scheme.cipher, PLAIN.scheme.cipher) == ("aes-128-ecb", "none")
    assert ENCRYPTED.user_id != PLAIN.user_id
