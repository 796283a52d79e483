"""REQ_ENCRYPTED and RES_ENCRYPTED, by every cipher and several keys."""

from contextlib import suppress

from hisight.protocol import CIPHERS, Key, ProtocolError, Scheme, payload

_KEYS = (Key.from_text("2098D32C4D1399EC", "vector"), Key("odd", b"1"), Key("long", b"0" * 32))


def read(data: bytes) -> None:
    """Open `data` as a payload; and as bytes to be encrypted, which come back."""
    text = data.decode("utf-8", "replace")
    for keys in (_KEYS, ()):
        opened = payload.open_payload(text, Scheme(keys=keys))
        assert (opened.problem is None) == (opened.state != "unreadable")
        with suppress(ProtocolError):
            payload.seal_payload("<REQ/>", Scheme(keys=keys), like=opened)
    for cipher in CIPHERS.values():
        for key in _KEYS:
            with suppress(ProtocolError):
                cipher.decrypt(data, key.secret)
            with suppress(ProtocolError):
                assert cipher.decrypt(cipher.encrypt(data, key.secret), key.secret) == data
