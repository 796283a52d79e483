"""The payload ciphers, one family a file, in one table (wire.md, 2). The published text names none."""

from collections.abc import Mapping
from types import MappingProxyType

from hisight.protocol.ciphers.aes import AES_128, AES_192, AES_256
from hisight.protocol.ciphers.block_cipher import BlockCipher
from hisight.protocol.ciphers.cipher import Cipher
from hisight.protocol.ciphers.des import DES, TRIPLE_DES
from hisight.protocol.ciphers.none import NoCipher
from hisight.protocol.ciphers.sm4 import SM4

BLOCK_CIPHERS: Mapping[str, BlockCipher] = MappingProxyType(
    {cipher.name: cipher for cipher in (*AES_128, *AES_192, *AES_256, *SM4, *TRIPLE_DES, *DES)}
)
"""Every cipher that needs a key, by name; `auto` tries them in this order."""

CIPHERS: Mapping[str, Cipher] = MappingProxyType({"none": NoCipher(), **BLOCK_CIPHERS})
"""Every cipher by the name that profiles and `--cipher` use."""

__all__ = ["BLOCK_CIPHERS", "CIPHERS", "BlockCipher", "Cipher"]
