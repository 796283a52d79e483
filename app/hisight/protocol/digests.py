"""The digests that a signature may be made with, in one table. The interface asks for MD5; others are met beside it."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from types import MappingProxyType

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as keyed

Digest = Callable[[bytes, bytes], str]
"""(signed bytes, key) -> hex digits in lower case. Only an HMAC looks at the key."""


def _md5(signed: bytes, _key: bytes) -> str:
    return hashlib.md5(signed).hexdigest()


def _sha_1(signed: bytes, _key: bytes) -> str:
    return hashlib.sha1(signed).hexdigest()


def _sha_256(signed: bytes, _key: bytes) -> str:
    return hashlib.sha256(signed).hexdigest()


def _sm3(signed: bytes, _key: bytes) -> str:
    # Not hashlib's: some builds of OpenSSL leave SM3 out there.
    digest = hashes.Hash(hashes.SM3())
    digest.update(signed)
    return digest.finalize().hex()


def _hmac_md5(signed: bytes, key: bytes) -> str:
    return hmac.digest(key, signed, "md5").hex()


def _hmac_sha_256(signed: bytes, key: bytes) -> str:
    return hmac.digest(key, signed, "sha256").hex()


def _hmac_sm3(signed: bytes, key: bytes) -> str:
    digest = keyed.HMAC(key, hashes.SM3())
    digest.update(signed)
    return digest.finalize().hex()


DIGESTS: Mapping[str, Digest] = MappingProxyType(
    {
        "md5": _md5,
        "sm3": _sm3,
        "sha-256": _sha_256,
        "sha-1": _sha_1,
        "hmac-md5": _hmac_md5,
        "hmac-sm3": _hmac_sm3,
        "hmac-sha-256": _hmac_sha_256,
    }
)
"""Every digest by the name that a rule uses."""

HEX_DIGITS: Mapping[str, int] = MappingProxyType({name: len(make(b"", b"key")) for name, make in DIGESTS.items()})
"""How many hex digits each prints: 32 can be MD5, and no SM3."""
