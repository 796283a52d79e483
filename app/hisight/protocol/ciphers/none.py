"""No encryption: the payload stands in the envelope as XML, like the samples of the published text."""


class NoCipher:
    """Hands bytes through."""

    name = "none"
    needs_key = False

    def encrypt(self, plain: bytes, key: bytes) -> bytes:  # noqa: ARG002 - the shape of every cipher
        """`plain` as it is."""
        return plain

    def decrypt(self, ciphertext: bytes, key: bytes) -> bytes:  # noqa: ARG002 - the shape of every cipher
        """`ciphertext` as it is."""
        return ciphertext
