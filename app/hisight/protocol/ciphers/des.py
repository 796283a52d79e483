"""DES and Triple DES, still met in old systems. A single DES is a Triple DES whose three keys are one."""

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES

from hisight.protocol.ciphers.block_cipher import chained


def _single(key: bytes) -> TripleDES:
    return TripleDES(key * 3)


def _triple(key: bytes) -> TripleDES:
    return TripleDES((key + key[:8])[:24])  # of 16 bytes the third key is the first again


TRIPLE_DES = tuple(chained("3des", _triple, 8, 24, 16))
DES = tuple(chained("des", _single, 8, 8))
