"""What a ciphertext that does not open proves all the same: that the key is right, and where the text stops.

Noise looks like noise: a hundred bytes without a control character, valid in a Chinese charset, come from no other key.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

LONGEST = 4
"""Bytes of a character at most, in UTF-8 and in GB18030."""

ENOUGH = 128
"""Bytes that must be text to prove a key: noise passes for it once in ten thousand million times."""

_CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BY_CHANCE = 16  # bytes of noise behind UTF-8 can look like characters of GB18030
_CUT_AT_START = re.compile(rb"\A[\x80-\xbf]{1,3}")
_DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<\0?[A-Za-z_?!:\x80-\xff]|\s+\Z")
_MESSAGE = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<\0?(?:\?xml|re[qs]|\?\0x\0m|r\0e\0)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*[{\"])")

FIRST_BYTES = frozenset(b"<\xef\xff\xfe \t\r\n\0\x08\x10")
"""What a document, a BOM, blanks before it, or a block of nothing but padding begins with."""

_BEGINNINGS = tuple(
    start.encode()
    for start in (
        '<?xml version="1.0" encoding',
        "<?xml version='1.0' encoding",
        '<?xml version="1.0"?>\n',
        "<REQ><HOSPITAL_ID>",
        "<RES><HOSPITAL_ID>",
        "<REQ>\n  <HOSPITAL_ID>",
        "<REQ>\r\n  <HOSPITAL_ID>",
        "<Request><HOSPITAL_ID>",
    )
)
"""How documents begin, nearly always."""


def begins_a_message(block: bytes) -> bool:
    """True when `block` begins as messages of the interface do, with a declaration, a REQ or a RES. Noise never does."""
    return bool(_MESSAGE.match(block))


def begins_json(block: bytes) -> bool:
    """True when `block` begins an object or a list."""
    return bool(_JSON.match(block))


def begins_a_document(block: bytes) -> bool:
    """True when `block`, the first of a plaintext, can begin a document, or is nothing but padding."""
    return bool(_DOCUMENT.match(block)) or block in (bytes([len(block)]) * len(block), bytes(len(block)))


def may_end_a_document(end: bytes) -> bool:
    """True when `end`, without its padding, ends with a tag, or holds nothing that would tell."""
    return end.rstrip(b" \t\r\n\0")[-1:] in (b">", b"")


def proves_its_key(body: bytes) -> bool:
    """True when `body`, a plaintext but for its first block, can come from no other key."""
    return len(body) >= ENOUGH and is_text(body[:ENOUGH])


def is_text(plain: bytes) -> bool:
    """True when `plain` holds no control character and is UTF-8 or GB18030, but for characters cut at its ends."""
    if _CONTROL.search(plain):
        return False
    return any(len(plain) - end < LONGEST for _start, end in _spans(plain))


def text_span(plain: bytes) -> tuple[int, int]:
    """Where the text at the beginning of `plain` begins, behind a character that was cut, and where it ends."""
    spans = _spans(plain)
    return max(spans, key=lambda span: (len(plain) - span[1] < LONGEST, span[1] - span[0] >= _BY_CHANCE))


def _spans(plain: bytes) -> list[tuple[int, int]]:
    cut = _CUT_AT_START.match(plain)
    starts = dict.fromkeys((0, cut.end() if cut else 0, min(1, len(plain))))
    return [(start, start + text_length(plain[start:])) for start in starts]


def text_length(plain: bytes) -> int:
    """How many bytes from the beginning of `plain` are text, in the charset that reads most of it."""
    control = _CONTROL.search(plain)
    end = control.start() if control else len(plain)
    utf_8, gb18030 = (_decoded_length(plain[:end], name) for name in ("utf-8", "gb18030"))
    by_chance = gb18030 - utf_8 < _BY_CHANCE and (len(plain) - gb18030 >= LONGEST or not plain[:utf_8].isascii())
    return utf_8 if gb18030 <= utf_8 or by_chance else gb18030


def _decoded_length(plain: bytes, name: str) -> int:
    try:
        plain.decode(name)
    except UnicodeDecodeError as error:
        return error.start
    return len(plain)


def likely_ivs(first: bytes, key: bytes, secret: bytes) -> Iterator[str]:
    """The IVs that make `first`, a block decrypted alone, the beginning of a document, and look like an IV: text, or counted.

    One that is a part of the key is not told.
    """
    for beginning in _BEGINNINGS:
        iv = bytes(one ^ other for one, other in zip(first, beginning, strict=False))
        if iv in key or iv in secret:
            continue
        if iv.isascii() and iv.decode().isprintable():
            yield iv.decode()
        elif len({after - before for before, after in pairwise(iv)}) == 1:
            yield iv.hex()
