"""What every payload cipher can do."""

from typing import Protocol


class Cipher(Protocol):
    """Turns payload bytes into the text of REQ_ENCRYPTED or RES_ENCRYPTED, and back."""

    name: str
    """As profiles and `--cipher` write it."""
    needs_key: bool
    """False only for `none`."""

    def encrypt(self, plain: bytes, key: bytes) -> bytes:
        """The ciphertext of `plain`. Raises CipherError of kind `bad-key` when the key does not suit the cipher."""
        ...

    def decrypt(self, ciphertext: bytes, key: bytes) -> bytes:
        """The plaintext. Raises CipherError of kind `bad-key`, `cut-ciphertext` or `wrong-key`."""
        ...
