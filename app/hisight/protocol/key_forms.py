"""What a peer makes of the shared key before its cipher takes it. Nearly everybody takes the characters as they are."""

import base64
import binascii
from collections.abc import Callable, Mapping
from hashlib import md5, sha1, sha256
from types import MappingProxyType

KeyForm = Callable[[bytes, int], bytes]
"""(shared key, length that the cipher wants) -> the key of the cipher; of another length where that cannot be had."""


def _fitted(secret: bytes, length: int) -> bytes:
    return secret[:length].ljust(length, b"\0")


def _filled_with_zeros(secret: bytes, length: int) -> bytes:
    return secret.ljust(length, b"0")


def _from_hex(secret: bytes, _length: int) -> bytes:
    try:
        return binascii.unhexlify(secret)
    except binascii.Error:
        return b""


def _from_base64(secret: bytes, _length: int) -> bytes:
    try:
        return base64.b64decode(secret, validate=True)
    except binascii.Error:
        return b""


def _md5_hex(secret: bytes) -> bytes:
    return md5(secret).hexdigest().encode()


def _sha1_prng(secret: bytes, length: int) -> bytes:
    # What Java's KeyGenerator makes of a SecureRandom "SHA1PRNG" that was seeded with the key: one round gives 20 bytes.
    return sha1(sha1(secret).digest()).digest()[:length]


KEY_FORMS: Mapping[str, KeyForm] = MappingProxyType(
    {
        "text": lambda secret, _length: secret,
        "fitted": _fitted,
        "md5-hex-first": lambda secret, length: _md5_hex(secret)[:length],
        "md5-hex-middle": lambda secret, _length: _md5_hex(secret)[8:24],
        "md5": lambda secret, length: md5(secret).digest()[:length],
        "hex": _from_hex,
        "base64": _from_base64,
        "sha1prng": _sha1_prng,
        "md5-hex-first-upper": lambda secret, length: _md5_hex(secret).upper()[:length],
        "md5-hex-middle-upper": lambda secret, _length: _md5_hex(secret).upper()[8:24],
        "sha-256": lambda secret, length: sha256(secret).digest()[:length],
        "filled-with-0": _filled_with_zeros,
    }
)
"""Every form by the name that a profile uses: `text` takes the characters, `fitted` cuts them or adds zero bytes."""
