"""Bytes on disk: heads and bodies as Zstandard frames where that is shorter, small ones with a dictionary of what they say.

zstandard is not in the standard library of Python 3.11, but mitmproxy depends on it, so the addon always finds it. The
dictionary is a text of typical heads and messages; a file names it by number, so a later one never changes what is stored.
"""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import zstandard

LARGEST = 1_000_000_000
"""Bytes of a body; SQLite takes no larger one. A frame says how many it will unfold to."""

PIECE = 1024 * 1024
"""Bytes of a body that are packed at once; a larger one is stored in several pieces."""

_LEVEL = 3
_DICTIONARY = 1
_DICTIONARY_HELPS = 64 * 1024  # beyond, a body repeats itself often enough
_PLAIN, _PACKED, _WITH_DICTIONARY = b"\x00", b"\x01", b"\x02"


class DamagedBodyError(Exception):
    """What is stored is no body."""


_local = threading.local()  # a Zstandard context must not be shared by threads


def pack(body: bytes) -> bytes:
    """`body` as it is stored."""
    return pack_all([body])[0]


def pack_all(bodies: Sequence[bytes]) -> list[bytes]:
    """Several as they are stored. The interpreter is let go once for all of them, not for each."""
    if not hasattr(_local, "compressors"):
        dictionary = _dictionary(_DICTIONARY)
        _local.compressors = (
            zstandard.ZstdCompressor(level=_LEVEL),
            zstandard.ZstdCompressor(level=_LEVEL, dict_data=dictionary),
        )
    plain, with_dictionary = _local.compressors
    small = [body for body in bodies if 0 < len(body) < _DICTIONARY_HELPS]
    frames = iter(with_dictionary.multi_compress_to_buffer(small) if small else ())
    stored = []
    for body in bodies:
        if 0 < len(body) < _DICTIONARY_HELPS:
            frame, mark = next(frames).tobytes(), _WITH_DICTIONARY + bytes([_DICTIONARY])
        else:
            frame, mark = plain.compress(body), _PACKED
        stored.append(mark + frame if len(frame) < len(body) else _PLAIN + body)
    return stored


def unpack(stored: bytes) -> bytes:
    """The body that `pack` was given. Raises DamagedBodyError for bytes that `pack` never made."""
    kind, frame, number = stored[:1], stored[1:], None
    if kind == _PLAIN:
        return frame
    try:
        if kind == _WITH_DICTIONARY and frame:
            number, frame = frame[0], frame[1:]
        elif kind != _PACKED:
            raise DamagedBodyError
        if not 0 <= zstandard.frame_content_size(frame) <= LARGEST:
            raise DamagedBodyError
        return _decompressor(number).decompress(frame)
    except (zstandard.ZstdError, OSError):
        raise DamagedBodyError from None


def _decompressor(number: int | None) -> zstandard.ZstdDecompressor:
    """That for a dictionary, or for none, of this thread: to make one costs more than to unpack a message. Raises OSError."""
    made: dict[int | None, zstandard.ZstdDecompressor] = _local.__dict__.setdefault("decompressors", {})
    if number not in made:
        made[number] = zstandard.ZstdDecompressor(dict_data=None if number is None else _dictionary(number))
    return made[number]


@cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict:
    """Raises OSError for a number that no dictionary has."""
    text = Path(__file__).with_name(f"dictionary-{number}.txt").read_bytes()
    dictionary = zstandard.ZstdCompressionDict(text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    dictionary.precompute_compress(level=_LEVEL)
    return dictionary
