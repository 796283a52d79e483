"""What else there is to a peer's encryption, besides cipher and key: the key's form, IV, padding, dialect. Data, like a rule."""

import string
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from hisight.protocol.ciphers import BlockCipher
from hisight.protocol.ciphertext import BASE64, Dialect
from hisight.protocol.errors import CipherError
from hisight.protocol.key_forms import KEY_FORMS
from hisight.wording import Words

IVS_OF_KEY: Mapping[str, Callable[[bytes, int], bytes]] = MappingProxyType(
    {"key": lambda key, block: key[:block], "key-end": lambda key, block: key[-block:]}
)
"""IVs that are part of the cipher's key, by name."""


class Sealing(NamedTuple):
    """How a peer encrypts, but for cipher and key. Every entry may stand in a profile."""

    key_form: str = "text"
    """What is made of the shared key: a name from `KEY_FORMS`."""
    iv: str = ""
    """The IV of a CBC cipher: one block as text or in hex, a name from `IVS_OF_KEY`, or empty for zero.

    Of a message whose IV leads the ciphertext: that block, in hex.
    """
    padding: str = "pkcs7"
    """A name from `ciphers.padding.PADDINGS`."""
    dialect: Dialect = BASE64
    """How the ciphertext is written. Read is whatever comes."""

    def key_of(self, cipher: BlockCipher, secret: bytes) -> bytes:
        """What `cipher` takes as its key when `secret` is the shared one; it may not suit the cipher."""
        form, usual = KEY_FORMS[self.key_form], cipher.key_lengths[0]
        first = form(secret, usual)
        if len(first) == usual:
            return first
        keys = (form(secret, length) for length in cipher.key_lengths)
        return next((key for key in keys if cipher.suits(key)), first)

    def iv_of(self, cipher: BlockCipher, key: bytes) -> bytes:
        """The IV for `cipher` with its `key`, empty for zero. Raises CipherError of kind `bad-iv` when it is not one block."""
        if cipher.chaining == "ecb" or not self.iv:
            return b""
        if self.iv in IVS_OF_KEY:
            return IVS_OF_KEY[self.iv](key, cipher.block)
        written = self.iv.encode()
        if len(written) == cipher.block:
            return written
        if len(written) == 2 * cipher.block and set(self.iv) <= set(string.hexdigits):
            return bytes.fromhex(self.iv)
        raise CipherError(
            "bad-iv",
            Words(
                f"{cipher.name} 的 IV 须为 {cipher.block} 个字符，或 {2 * cipher.block} 位十六进制。",
                f"{cipher.name} needs an IV of {cipher.block} characters, or of {2 * cipher.block} hex digits.",
            ),
        )


PLAIN_SEALING = Sealing()
"""What nearly every peer does: the key's characters, no IV, PKCS#7, base64."""
