"""Block ciphers: ECB and CBC, the IV, and padding, the same for every algorithm."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from cryptography.hazmat.primitives.ciphers import Cipher as OpenSslCipher
from cryptography.hazmat.primitives.ciphers import CipherAlgorithm, CipherContext, modes

from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.errors import CipherError
from hisight.wording import Words

Chaining = Literal["ecb", "cbc", "cbc-iv"]
"""Every block alone; chained from an IV that both sides know; chained from an IV that travels as the first block."""

_SHORT = 4096  # bytes that are decrypted sooner than a second decryptor is made

CHAININGS: tuple[Chaining, ...] = ("ecb", "cbc", "cbc-iv")


@dataclass(frozen=True, slots=True)
class BlockCipher:
    """One algorithm with one way of chaining its blocks."""

    family: str
    """The algorithm with its key length: `aes-128`, `3des`."""
    chaining: Chaining
    """How one block depends on the one before it."""
    algorithm: Callable[[bytes], CipherAlgorithm]
    """Key -> the algorithm; deprecated ones come in such a way that no warning escapes."""
    block: int
    """Bytes in a block."""
    key_lengths: tuple[int, ...]
    """The lengths that a key may have in bytes, the usual one first."""
    needs_key: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """As profiles and `--cipher` write it."""
        return f"{self.family}-{self.chaining}"

    @property
    def iv_leads(self) -> bool:
        """True when the first block of the ciphertext is the IV."""
        return self.chaining == "cbc-iv"

    def encrypt(self, plain: bytes, key: bytes, iv: bytes = b"", padding: str = "pkcs7") -> bytes:
        """The ciphertext of `plain`. Without `iv` it is zero; where it leads the ciphertext, random.

        Raises CipherError of kind `bad-key`.
        """
        self.require(key)
        if self.iv_leads:
            iv = iv or os.urandom(self.block)
        encryptor = OpenSslCipher(self.algorithm(key), self._mode(iv)).encryptor()
        made = encryptor.update(PADDINGS[padding].filled(plain, self.block)) + encryptor.finalize()
        return iv + made if self.iv_leads else made

    def decrypt(self, ciphertext: bytes, key: bytes, iv: bytes = b"", padding: str = "pkcs7") -> bytes:
        """The plaintext without padding. A length that is no multiple of the block means cut; bad padding another key."""
        self.require(key)
        first = self.block if self.iv_leads else 0
        if len(ciphertext) % self.block or len(ciphertext) < first + self.block:
            raise self._cut(len(ciphertext))
        if len(ciphertext) <= _SHORT:
            whole = self.blocks(ciphertext, key, iv)
            count = PADDINGS[padding].length(whole[-self.block :])
            if count is None:
                raise self._bad_padding(padding)
            return whole[: len(whole) - count]
        # The last block tells a wrong key; a long ciphertext need not be decrypted for that.
        before = ciphertext[-2 * self.block : -self.block] or iv
        last = self._decrypted(ciphertext[-self.block :], key, before)
        count = PADDINGS[padding].length(last)
        if count is None:
            raise self._bad_padding(padding)
        whole = self.blocks(ciphertext, key, iv)
        return whole[: len(whole) - count]

    def blocks(self, ciphertext: bytes, key: bytes, iv: bytes = b"") -> bytes:
        """The whole blocks of `ciphertext` decrypted, with their padding; what is left over at the end is dropped."""
        if self.iv_leads:
            iv, ciphertext = ciphertext[: self.block], ciphertext[self.block :]
        return self._decrypted(ciphertext[: len(ciphertext) // self.block * self.block], key, iv)

    def suits(self, key: bytes) -> bool:
        """True when `key` has a length that the algorithm takes."""
        return len(key) in self.key_lengths

    def require(self, key: bytes) -> None:
        """Raises CipherError of kind `bad-key` when `key` does not suit."""
        if not self.suits(key):
            lengths = [str(length) for length in self.key_lengths]
            raise CipherError(
                "bad-key",
                Words(
                    f"{self.name} 的密钥须为 {' 或 '.join(lengths)} 字节，此密钥为 {len(key)} 字节。",
                    f"{self.name} needs a key of {' or '.join(lengths)} bytes; this one has {len(key)}.",
                ),
            )

    def _decrypted(self, ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
        if self.chaining == "ecb":
            return _ecb_decryptor(self.algorithm, key, threading.get_ident()).update(ciphertext)
        decryptor = OpenSslCipher(self.algorithm(key), self._mode(iv)).decryptor()
        return decryptor.update(ciphertext) + decryptor.finalize()

    def _mode(self, iv: bytes) -> modes.ECB | modes.CBC:
        if self.chaining == "ecb":
            return modes.ECB()  # noqa: S305 - the peers' choice, not ours
        return modes.CBC(iv or bytes(self.block))

    def _cut(self, length: int) -> CipherError:
        if length % self.block:
            why = Words(f"不是 {self.block} 的倍数", f"no multiple of {self.block}")
        else:
            why = Words("不足最短长度", "too few")
        return CipherError(
            "cut-ciphertext",
            Words(
                f"密文 {length} 字节，{why.zh}：被截断，或不是 {self.name}。",
                f"the ciphertext has {length} bytes, {why.en}: it was cut, or is not {self.name}.",
            ),
        )

    def _bad_padding(self, padding: str) -> CipherError:
        kind = "" if padding == "pkcs7" else f"（{padding}）", "" if padding == "pkcs7" else f" ({padding})"
        return CipherError(
            "wrong-key",
            Words(
                f"用此密钥按 {self.name} 解密后填充{kind[0]}无效：密钥不同，或算法不同。",
                f"decrypted as {self.name} with this key the padding{kind[1]} is invalid: another key, or another cipher.",
            ),
        )


@lru_cache(64)
def _ecb_decryptor(algorithm: Callable[[bytes], CipherAlgorithm], key: bytes, _thread: int) -> CipherContext:
    """What decrypts whole blocks one by one, and so remembers nothing of them; to make it takes longer than to decrypt a call."""
    return OpenSslCipher(algorithm(key), modes.ECB()).decryptor()  # noqa: S305 - the peers' choice, not ours


def chained(
    family: str, algorithm: Callable[[bytes], CipherAlgorithm], block: int, *key_lengths: int
) -> Iterator[BlockCipher]:
    """The ciphers that one algorithm makes, one for each way of chaining."""
    for chaining in CHAININGS:
        yield BlockCipher(family, chaining, algorithm, block, key_lengths)
