"""How a plaintext is filled up to whole blocks, in one table. Nearly everybody uses PKCS#7."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Padding(NamedTuple):
    """One way to fill up the last block."""

    filled: Callable[[bytes, int], bytes]
    """(plaintext, block length) -> the plaintext in whole blocks."""
    length: Callable[[bytes], int | None]
    """(last block) -> how many bytes of it are padding; None when it does not end in such padding."""


def _counted(fill: Callable[[int], bytes]) -> Padding:
    """A padding that says how long it is; `fill` makes one of a given length."""

    def filled(plain: bytes, block: int) -> bytes:
        return plain + fill(block - len(plain) % block)

    def length(last: bytes) -> int | None:
        count = last[-1]
        return count if 1 <= count <= len(last) and last.endswith(fill(count)) else None

    return Padding(filled, length)


def _filled_with(byte: bytes) -> Callable[[bytes, int], bytes]:
    return lambda plain, block: plain + byte * (-len(plain) % block)


PADDINGS: Mapping[str, Padding] = MappingProxyType(
    {
        "pkcs7": _counted(lambda count: bytes([count]) * count),
        "zero": Padding(_filled_with(b"\0"), lambda last: len(last) - len(last.rstrip(b"\0"))),
        "none": Padding(_filled_with(b" "), lambda _last: 0),  # blanks behind a document mean nothing
        "ansi-x923": _counted(lambda count: bytes(count - 1) + bytes([count])),
    }
)
"""Every padding by the name that a profile uses. `none` leaves the last block as it is."""
