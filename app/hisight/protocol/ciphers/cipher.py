"""What every payload cipher can do."""

from typing import Protocol


class Cipher(Protocol):
    """Turns payload bytes into the bytes of REQ_ENCRYPTED or RES_ENCRYPTED, and back."""

    @property
    def name(self) -> str:
        """As profiles and `--cipher` write it."""

    @property
    def needs_key(self) -> bool:
        """False only for `none`."""

    def encrypt(self, plain: bytes, key: bytes, iv: bytes = b"", padding: str = "pkcs7") -> bytes:
        """The ciphertext of `plain`. Raises CipherError of kind `bad-key` when the key does not suit the cipher."""

    def decrypt(self, ciphertext: bytes, key: bytes, iv: bytes = b"", padding: str = "pkcs7") -> bytes:
        """The plaintext. Raises CipherError of kind `bad-key`, `cut-ciphertext` or `wrong-key`."""
