"""Bodies on disk: small ones as they are, larger ones as Zstandard frames where that is shorter.

zstandard is not in the standard library of Python 3.11, but mitmproxy depends on it, so the addon always finds it.
"""

import threading

import zstandard

_WORTH_IT = 512
_PLAIN, _PACKED = b"\x00", b"\x01"

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
    """The body that `pack` was given."""
    if stored[:1] == _PACKED:
        return zstandard.ZstdDecompressor().decompress(stored[1:])
    return stored[1:]
