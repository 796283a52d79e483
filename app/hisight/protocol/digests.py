"""The digests that a signature may be made with, in one table. The interface asks for MD5; others are met beside it."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as keyed


class Running(Protocol):
    """A digest that is being made. A copy shares what both begin with, so that it is digested once."""

    def update(self, data: bytes, /) -> None:
        """Take `data` in."""

    def copy(self) -> Self:
        """The same digest so far, which goes its own way from here."""

    def hexdigest(self) -> str:
        """Hex digits in lower case. Nothing can be taken in afterwards."""


@dataclass(frozen=True, slots=True)
class _FromOpenSsl:
    """SM3 as cryptography has it, not hashlib's: some builds of OpenSSL leave it out there."""

    digest: hashes.Hash | keyed.HMAC

    def update(self, data: bytes) -> None:
        self.digest.update(data)

    def copy(self) -> "_FromOpenSsl":
        return _FromOpenSsl(self.digest.copy())

    def hexdigest(self) -> str:
        return self.digest.finalize().hex()


DIGESTS: Mapping[str, Callable[[bytes], Running]] = MappingProxyType(
    {
        "md5": lambda _key: hashlib.md5(),
        "sm3": lambda _key: _FromOpenSsl(hashes.Hash(hashes.SM3())),
        "sha-256": lambda _key: hashlib.sha256(),
        "sha-1": lambda _key: hashlib.sha1(),
        "hmac-md5": lambda key: hmac.new(key, digestmod="md5"),
        "hmac-sm3": lambda key: _FromOpenSsl(keyed.HMAC(key, hashes.SM3())),
        "hmac-sha-256": lambda key: hmac.new(key, digestmod="sha256"),
    }
)
"""Every digest by the name that a rule uses: key -> a digest that is begun. Only an HMAC looks at the key."""


def is_keyed(name: str) -> bool:
    """True for a digest that begins with the key."""
    return name.startswith("hmac-")


def digest(name: str, signed: bytes, key: bytes) -> str:
    """The hex digits, in lower case, of the `signed` bytes."""
    running = DIGESTS[name](key)
    running.update(signed)
    return running.hexdigest()


HEX_DIGITS: Mapping[str, int] = MappingProxyType({name: len(digest(name, b"", b"key")) for name in DIGESTS})
"""How many hex digits each prints: 32 can be MD5, and no SM3."""
