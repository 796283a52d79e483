"""Chinese text that somebody read in another charset than it was written in, and what it said.

`内科门诊` written as UTF-8 and read as GBK is `鍐呯闂ㄨ瘖`. Going the way back proves it: the characters must make bytes that
are strictly valid in the first charset and give common Chinese there. Good text never passes: its characters are those of
GB2312, and what a misreading makes hardly ever is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

LOST = "\ufffd"
"""What a decoder writes where bytes mean nothing to it."""

_LOST_TWICE = "锟斤拷"  # U+FFFD written as UTF-8, twice, and read as GBK
_ONLY_QUESTION_MARKS = re.compile(r"\?{2,}")
_GAPS = re.compile(rf"{LOST}+\??")  # a gap of several bytes is one; some decoders write ? for it

_ONE_BYTE = {"€": b"\x80", LOST: b"\xff"}  # € stands for 80 in the GBK of Windows; FF is no byte of any UTF-8

# Windows reads the bytes 80 to 9F as these, Java and Python as control characters.
_WINDOWS = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
_LATIN = {chr(byte): byte for byte in range(0x100)} | _WINDOWS
_NO_LETTERS = frozenset("ªµº")  # letters to Unicode, signs beside a number to everybody else


@dataclass(frozen=True, slots=True)
class Mojibake:
    """A text that was read in the wrong charset."""

    written: str
    """The charset it was written in: `UTF-8`, `GBK`; empty when that can no longer be told."""
    read: str
    """The charset it was read in: `GBK`, `UTF-8`, `Latin-1`; empty when that can no longer be told."""
    meant: str
    """What it said, with U+FFFD for each gap; empty when nothing of it is left."""


def is_beyond_doubt(text: str) -> bool:
    """True when no part of `text` can be mojibake. One look at a whole document spares looking at each value."""
    return "??" not in text and _LOST_TWICE not in text and _in_gb2312(text)


def recognise(text: str) -> Mojibake | None:
    """How the single value `text` was misread; None when it was not, or nothing proves it."""
    if is_beyond_doubt(text):
        return None
    for written, read, way_back in _MISREADINGS:
        meant = way_back(text)
        if meant and _is_chinese(meant):
            return Mojibake(written, read, meant)
    if LOST in text or _LOST_TWICE in text or _ONLY_QUESTION_MARKS.fullmatch(text.strip()):
        return Mojibake("", "", "")
    return None


def _utf8_from_gbk(text: str) -> str:
    if _in_gb2312(text):
        return ""
    raw = b"".join(_ONE_BYTE.get(one) or one.encode("gb18030", "replace") for one in text)
    meant = raw.decode("utf-8", "replace")
    if LOST not in meant:
        return meant
    closed = _GAPS.sub(LOST, meant)
    lost_on_the_way = text.count(LOST) + text.count("?") - closed.count("?")
    return closed if closed.count(LOST) <= lost_on_the_way else ""


def _utf8_from_latin(text: str) -> str:
    raw = _latin_bytes(text)
    return "" if raw is None else _strictly(raw, "utf-8")


def _gbk_from_latin(text: str) -> str:
    raw = _latin_bytes(text)
    if raw is None or not any(one.isalpha() and one > "\x7f" and one not in _NO_LETTERS for one in text):
        return ""
    return _strictly(raw, "gb2312")


def _gbk_from_utf8(text: str) -> str:
    """Only what is valid by accident: `医院` in GBK is a Cyrillic and an Armenian letter to UTF-8. No language mixes them."""
    beyond = [one for one in text if one > "\x7f"]
    scripts = {ord(one) >> 8 for one in beyond}
    if len(scripts) < 2 or not "\u0460" <= max(beyond) < "\u0800":
        return ""
    return _strictly(text.encode("utf-8"), "gb2312")


_MISREADINGS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("UTF-8", "GBK", _utf8_from_gbk),
    ("UTF-8", "Latin-1", _utf8_from_latin),
    ("GBK", "Latin-1", _gbk_from_latin),
    ("GBK", "UTF-8", _gbk_from_utf8),
)


def _latin_bytes(text: str) -> bytes | None:
    if text.isascii() or any(one not in _LATIN for one in text):
        return None
    return bytes(_LATIN[one] for one in text)


def _strictly(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return ""


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_chinese(text: str) -> bool:
    """True when `text` reads like what a Chinese system writes: common characters, and few gaps."""
    others = "".join(one for one in text if not _is_hanzi(one) and one != LOST)
    hanzi = [one for one in text if _is_hanzi(one)]
    common = sum(_is_common(one) for one in hanzi)
    return bool(hanzi) and common * 2 >= len(hanzi) and text.count(LOST) <= len(hanzi) and _in_gb2312(others)


def _is_hanzi(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_common(character: str) -> bool:
    """True for the 3,755 characters of GB2312's first level, which are nearly all of a running text."""
    raw = character.encode("gb18030")
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7 and raw[1] >= 0xA1
