"""Bodies on disk: small ones as they are, larger ones as Zstandard frames where that is shorter.

zstandard is not in the standard library of Python 3.11, but mitmproxy depends on it, so the addon always finds it.
"""

import threading

import zstandard

LARGEST = 1_000_000_000
"""Bytes of a body; SQLite takes no larger one. A frame says how many it will unfold to."""

_WORTH_IT = 512
_PLAIN, _PACKED = b"\x00", b"\x01"


class DamagedBodyError(Exception):
    """What is stored is no body."""


_local = threading.local()  # a Zstandard context must not be shared by threads


def pack(body: bytes) -> bytes:
    """`body` as it is stored."""
    if len(body) < _WORTH_IT:
        return _PLAIN + body
    if not hasattr(_local, "compressor"):
        _local.compressor = zstandard.ZstdCompressor(level=3)
    packed: bytes = _local.compressor.compress(body)
    return _PACKED + packed if len(packed) < len(body) else _PLAIN + body


def unpack(stored: bytes) -> bytes:
    """The body that `pack` was given. Raises DamagedBodyError for bytes that `pack` never made."""
    if stored[:1] == _PLAIN:
        return stored[1:]
    try:
        if stored[:1] != _PACKED or zstandard.frame_content_size(stored[1:]) > LARGEST:
            raise DamagedBodyError
        return zstandard.ZstdDecompressor().decompress(stored[1:])
    except zstandard.ZstdError:
        raise DamagedBodyError from None
