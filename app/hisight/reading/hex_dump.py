"""Bytes for the eye: offset, sixteen bytes in hex, the same as ASCII."""

_WIDTH = 16


def hex_dump(data: bytes, hidden: range = range(0), most: int = 0) -> str:
    """`data` as lines of offset, bytes and characters; what is not printable ASCII shows as a dot.

    The bytes at the places `hidden` are stars. With `most` no more bytes than that are shown, from both ends.
    """
    starts = range(0, len(data), _WIDTH)
    left, half = len(data) - most, most // _WIDTH // 2
    if most <= 0 or left <= 0:
        return "\n".join(_line(data, start, hidden) for start in starts)
    head, tail = ([_line(data, start, hidden) for start in part] for part in (starts[:half], starts[-half:]))
    return "\n".join((*head, f"… +{left:,}", *tail))


def _line(data: bytes, start: int, hidden: range) -> str:
    row = data[start : start + _WIDTH]
    digits = [f"{byte:02x}" for byte in row]
    characters = [chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row]
    for place in range(max(hidden.start - start, 0), min(hidden.stop - start, len(row))):
        digits[place], characters[place] = "**", "*"
    left, right = " ".join(digits[:8]), " ".join(digits[8:])
    return f"{start:08x}  {left:<23}  {right:<23}  {''.join(characters)}"
