"""AES in ECB mode with PKCS#7 padding: what platforms of this family run (wire.md, 2)."""

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

from hisight.protocol.errors import CipherError
from hisight.wording import Words

_BLOCK = 16


class AesEcb:
    """AES with a key of a fixed length; every block alone, so equal blocks stay visible."""

    needs_key = True

    def __init__(self, name: str, *, key_length: int) -> None:
        self.name = name
        self._key_length = key_length

    def encrypt(self, plain: bytes, key: bytes) -> bytes:
        """The ciphertext of `plain`, padded to whole blocks."""
        padder = padding.PKCS7(_BLOCK * 8).padder()
        encryptor = self._block_cipher(key).encryptor()
        return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()

    def decrypt(self, ciphertext: bytes, key: bytes) -> bytes:
        """The plaintext without padding. A length that is no multiple of 16 means cut; bad padding means another key."""
        block_cipher = self._block_cipher(key)
        if len(ciphertext) % _BLOCK:
            raise CipherError(
                "cut-ciphertext",
                Words(
                    f"密文 {len(ciphertext)} 字节，不是 {_BLOCK} 的倍数：被截断，或不是 {self.name}。",
                    f"the ciphertext has {len(ciphertext)} bytes, no multiple of {_BLOCK}: it was cut, or is not {self.name}.",
                ),
            )
        decryptor = block_cipher.decryptor()
        padded = decryptor.update(ciphertext) + decryptor.finalize()
        unpadder = padding.PKCS7(_BLOCK * 8).unpadder()
        try:
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError:
            raise CipherError(
                "wrong-key",
                Words(
                    f"用此密钥按 {self.name} 解密后填充无效：密钥不同，或算法不同。",
                    f"decrypted as {self.name} with this key the padding is invalid: another key, or another cipher.",
                ),
            ) from None

    def _block_cipher(self, key: bytes) -> BlockCipher[modes.ECB]:
        if len(key) != self._key_length:
            raise CipherError(
                "bad-key",
                Words(
                    f"{self.name} 的密钥须为 {self._key_length} 字节，此密钥为 {len(key)} 字节。",
                    f"{self.name} needs a key of {self._key_length} bytes; this one has {len(key)}.",
                ),
            )
        return BlockCipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - the peers' choice, not ours
