"""The payload ciphers, one a file, in one table (wire.md, 2). The published text names none."""

from collections.abc import Mapping
from types import MappingProxyType

from hisight.protocol.ciphers.aes_ecb import AesEcb
from hisight.protocol.ciphers.cipher import Cipher
from hisight.protocol.ciphers.none import NoCipher

CIPHERS: Mapping[str, Cipher] = MappingProxyType(
    {cipher.name: cipher for cipher in (NoCipher(), AesEcb("aes-128-ecb", key_length=16))}
)
"""Every cipher by the name that profiles and `--cipher` use; `auto` tries them in this order."""

__all__ = ["CIPHERS", "Cipher"]
