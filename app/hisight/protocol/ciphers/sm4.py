"""SM4, the national block cipher (GB/T 32907-2016)."""

from cryptography.hazmat.primitives.ciphers import algorithms

from hisight.protocol.ciphers.block_cipher import chained

SM4 = tuple(chained("sm4", algorithms.SM4, 16, 16))
