"""What Chinese text looks like: which characters a Chinese system writes, and which only a misreading makes."""

import re

LOST = "\ufffd"
"""What a decoder writes where bytes mean nothing to it."""

_HANZI = re.compile("[\u4e00-\u9fff]")
_NO_HANZI = re.compile(f"[^\u4e00-\u9fff{LOST}]+")
_ASCII = bytes(range(0x80))
_FIRST_LEVEL = bytes(range(0xB0, 0xD8))


def in_gb2312(text: str) -> bool:
    """True when every character is one of GB2312, as nearly all that a Chinese system writes are."""
    try:
        # That codec is slow, and of what is ASCII, which is most of a message, nothing need be asked.
        text.encode().translate(None, _ASCII).decode().encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def has_hanzi(text: str) -> bool:
    """True when at least one character is Chinese."""
    return _HANZI.search(text) is not None


def hanzi_of(text: str) -> str:
    """The Chinese characters of `text` alone."""
    return "".join(_HANZI.findall(text))


def is_all_hanzi(text: str) -> bool:
    """True when nothing but ASCII stands between its Chinese characters."""
    return _HANZI.sub("", text).isascii()


def is_chinese(text: str) -> bool:
    """True when `text` reads like what a Chinese system writes: common characters, and few gaps."""
    hanzi = hanzi_of(text)
    if not hanzi or text.count(LOST) > len(hanzi) or commonness(hanzi) < 0.5:
        return False
    return all(in_gb2312(others) for others in _NO_HANZI.findall(text))


def familiarity(text: str) -> float:
    """Which part of the Chinese characters in `text` GB2312 has; 0 without any."""
    hanzi = hanzi_of(text)
    return len(hanzi.encode("gb2312", "ignore")) / 2 / len(hanzi) if hanzi else 0


def commonness(hanzi: str) -> float:
    """Which part of `hanzi` are among the 3,755 of GB2312's first level, which are nearly all of a running text."""
    leads = hanzi.encode("gb2312", "ignore")[::2]
    return (len(leads) - len(leads.translate(None, _FIRST_LEVEL))) / len(hanzi)
