from hisight.protocol.ciphers.none import NoCipher


def test_bytes_pass_unchanged_and_no_key_is_needed():
    cipher = NoCipher()
    assert cipher.decrypt(cipher.encrypt(b"<REQ/>", b""), b"") == b"<REQ/>"
    assert not cipher.needs_key
