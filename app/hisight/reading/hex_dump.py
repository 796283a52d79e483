"""Bytes for the eye: offset, sixteen bytes in hex, the same as ASCII."""

_WIDTH = 16


def hex_dump(data: bytes) -> str:
    """`data` as lines of offset, bytes and characters; what is not printable ASCII shows as a dot."""
    return "\n".join(_line(data[start : start + _WIDTH], start) for start in range(0, len(data), _WIDTH))


def _line(data: bytes, offset: int) -> str:
    left, right = data[:8].hex(" "), data[8:].hex(" ")
    characters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in data)
    return f"{offset:08x}  {left:<23}  {right:<23}  {characters}"
