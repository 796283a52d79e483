"""AES. AES-128 in ECB mode is what platforms of this family run (wire.md, 2)."""

from cryptography.hazmat.primitives.ciphers import algorithms

from hisight.protocol.ciphers.block_cipher import chained

AES_128 = tuple(chained("aes-128", algorithms.AES, 16, 16))
AES_192 = tuple(chained("aes-192", algorithms.AES, 16, 24))
AES_256 = tuple(chained("aes-256", algorithms.AES, 16, 32))
