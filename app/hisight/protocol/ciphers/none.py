"""No encryption: the payload stands in the envelope as XML, like the samples of the published text."""


class NoCipher:
    """Hands bytes through."""

    name = "none"
    needs_key = False

    def encrypt(self, plain: bytes, key: bytes, iv: bytes = b"", padding: str = "") -> bytes:  # noqa: ARG002 - as all ciphers
        """`plain` as it is."""
        return plain

    def decrypt(self, ciphertext: bytes, key: bytes, iv: bytes = b"", padding: str = "") -> bytes:  # noqa: ARG002 - likewise
        """`ciphertext` as it is."""
        return ciphertext
