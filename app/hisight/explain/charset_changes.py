"""How Chinese text is spoiled: the dimensions that the charset explainer walks, each change with the way back.

`内科门诊` written as UTF-8 and read as GBK is `鍐呯闂ㄨ瘖`. Going the way back proves it: the characters must make bytes that
are strictly valid in the first charset, and give common Chinese there. Good text never passes: its characters are those of
GB2312, and what a misreading makes hardly ever is.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from hisight.explain.chinese import LOST, commonness, hanzi_of, in_gb2312, is_all_hanzi, is_chinese
from hisight.wording import Words

ESCAPE = re.compile(r"\\+u([Dd][89ABab][0-9A-Fa-f]{2})\\+u([Dd][C-Fc-f][0-9A-Fa-f]{2})|\\+u([0-9A-Fa-f]{4})")
"""A character as JSON and source code write it; the first two groups are the halves of one beyond U+FFFF."""

REFERENCE = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A reference of XML or HTML."""

LOST_TWICE = "锟斤拷"
"""U+FFFD written as UTF-8, twice, and read as GBK."""

_QUESTION_MARKS = re.compile(r"[\s\d()\[\]/.,:;?-]+")
_GAPS = re.compile(rf"{LOST}+\??")  # a gap of several bytes is one; some decoders write ? for it
_TORN = re.compile(f"{LOST}{{1,3}}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_ONE_BYTE = {"€": b"\x80", LOST: b"\xff"}  # € stands for 80 in the GBK of Windows; FF is no byte of any UTF-8
_ONE_BYTE_EACH = re.compile(f"([{''.join(_ONE_BYTE)}])")

# Windows reads the bytes 80 to 9F as these; the five that it lacks stay the control characters that they are in Latin-1.
_WINDOWS = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
_TO_LATIN = str.maketrans({one: chr(byte) for one, byte in _WINDOWS.items()})
_TO_WINDOWS = {byte: one for one, byte in _WINDOWS.items()}
_CODECS = {"UTF-8": "utf-8", "GBK": "gb18030", "Latin-1": "latin-1"}
_ONLY_IN_WINDOWS = re.compile(f"[{''.join(_WINDOWS)}]")
_NO_LETTERS = "ªµºˆ"  # letters to Unicode, signs beside a number to everybody else
_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\x80-\xff]{2})*")
_HALF, _MOST = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One thing that was done to a text."""

    name: str
    """A stable name, e.g. `utf-8-as-gbk`."""
    words: Words
    """The same as a clause: "UTF-8 was read as GBK"."""
    undo: Callable[[str], str]
    """The text before it was done, with U+FFFD for each gap; empty when the text cannot have come about so."""
    redo: Callable[[str], str] | None = None
    """Does it to another text; None for what is no misreading."""


def written_out(text: str) -> list[list[Spoiling]]:
    """Which of escapes and references stand in `text`, each as a dimension of its own.

    ASCII is ASCII in every charset, so that they outlive any misreading and stand outside.
    """
    return [[change] for change in (ESCAPES, REFERENCES) if change.undo(text)]


def dimensions(text: str, outside: list[list[Spoiling]]) -> list[list[Spoiling]]:
    """What may have been done to `text` that can be undone, the last thing first: `outside`, then misreadings."""
    return [*outside, list(_LATER), list(MISREADINGS)] if outside or not text.isascii() else []


def losses(text: str, outside: list[list[Spoiling]]) -> list[list[Spoiling]]:
    """What may have been done to `text` where nothing gives its characters back: some were lost, and then it was misread."""
    return [*outside, *([list(_LATER)] if not text.isascii() else []), list(LOSSES)]


def _without_escapes(text: str) -> str:
    undone = ESCAPE.sub(_character, text) if "\\u" in text else text
    return undone if undone != text else ""


def _character(escape: re.Match[str]) -> str:
    high, low, single = escape.groups()
    if high:
        return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
    character = chr(int(single, 16))
    # Half a character is none, and a control character would hide: both stay as they are written.
    return escape[0] if unicodedata.category(character) in ("Cc", "Cs") else character


def _without_references(text: str) -> str:
    undone = REFERENCE.sub(lambda reference: html.unescape(reference[0]), text) if "&" in text else text
    return undone if undone != text else ""


def _utf8_from_gbk(text: str) -> str:
    if in_gb2312(text) and LOST_TWICE not in text:
        return ""
    parts = _ONE_BYTE_EACH.split(text)
    meant = _utf8(b"".join(_ONE_BYTE.get(part) or part.encode("gb18030", "replace") for part in parts), text)
    # One character proves nothing: the rare ones of a name may give one by chance (濮珺 would be 姬B).
    return "" if is_all_hanzi(text) and len(hanzi_of(meant)) == 1 else meant


def _utf8(raw: bytes, text: str) -> str:
    """`raw` as UTF-8, with gaps only where `text` shows that something was lost."""
    strictly = _strictly(raw, "utf-8")
    if strictly:
        return strictly
    closed = _GAPS.sub(LOST, raw.decode("utf-8", "replace"))
    lost_on_the_way = text.count(LOST) + raw.count(LOST.encode()) + text.count("?") - closed.count("?")
    return closed if closed.count(LOST) <= lost_on_the_way else ""


def _latin(text: str) -> bytes:
    """The bytes that were read as Latin-1; none where a character belongs to no byte."""
    try:
        return b"" if text.isascii() else text.encode("latin-1")
    except UnicodeEncodeError:
        return b""


def _windows(text: str) -> bytes:
    """The bytes that were read as windows-1252, where that is another reading than Latin-1."""
    return _latin(text.translate(_TO_LATIN)) if _ONLY_IN_WINDOWS.search(text) else b""


def _utf8_from(bytes_of: Callable[[str], bytes]) -> Callable[[str], str]:
    return lambda text: _utf8(bytes_of(text.replace(LOST, "\xff")), text)


def _gbk_from(bytes_of: Callable[[str], bytes]) -> Callable[[str], str]:
    return lambda text: _gbk(bytes_of(text), text)


def _gbk(raw: bytes, text: str) -> str:
    """`raw` as GBK: it showed letters, not signs alone. What GB2312 lacks stands in pairs of high bytes, or is the exception."""
    if not any(one.isalpha() for one in set(text) if one > "\x7f" and one not in _NO_LETTERS):
        return ""
    again, meant = _strictly(raw, "utf-8"), _strictly(raw, "gb2312")
    if again and (LOST in again or any(_says_more(change.undo(again), meant) for change in MISREADINGS)):
        return ""  # misread twice: there is more sense behind it as UTF-8
    if not meant and raw:
        meant = _strictly(raw, "gb18030")
        hanzi = "".join(one for one in meant if one > "\x7f")
        in_pairs = _PAIRS.fullmatch(raw) is not None
        return meant if hanzi and commonness(hanzi) >= (_HALF if in_pairs else _MOST) else ""
    return meant


def _says_more(undone: str, meant: str) -> bool:
    """True where a second misreading leads to Chinese, and not only to what one misreading leads to as well."""
    return undone != meant and is_chinese(undone)


def _gbk_from_utf8(text: str) -> str:
    """Only what is valid by accident: `医院` in GBK is a Cyrillic and an Armenian letter to UTF-8. No language mixes them."""
    beyond = {one for one in text if one > "\x7f"}
    scripts = {ord(one) >> 8 for one in beyond}
    if len(scripts) < 2 or not "\u0460" <= max(beyond) < "\u0800":
        return ""
    return _strictly(text.encode("utf-8"), "gb2312")


def _strictly(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return ""


def _torn(text: str) -> str:
    closed = _TORN.sub(LOST, text)
    return closed if LOST in text and is_chinese(closed) else ""


def _bytes_lost(text: str) -> str:
    if LOST not in text or _torn(text):
        return ""
    return _BEYOND_ASCII.sub(lambda run: LOST * ((_length_in_bytes(run[0]) + 1) // 2), text)


def _length_in_bytes(run: str) -> int:
    """How many bytes made `run`: one for each that was lost, and those of a character that came out by accident."""
    return run.count(LOST) + len(run.replace(LOST, "").encode("utf-8", "replace"))


def _characters_lost(text: str) -> str:
    return text.replace("?", LOST) if text.count("?") > 1 and _QUESTION_MARKS.fullmatch(text) else ""


def _misreading(name: str, written: str, read: str, undo: Callable[[str], str]) -> Spoiling:
    encoding, reader = _CODECS[written], _read_as_windows if read == "windows-1252" else _reader(_CODECS[read])
    return Spoiling(
        name,
        Words(f"{written} 被当作 {read} 读取", f"{written} was read as {read}"),
        undo,
        lambda text: reader(text.encode(encoding, "replace")),
    )


def _reader(encoding: str) -> Callable[[bytes], str]:
    return lambda data: data.decode(encoding, "replace")


def _read_as_windows(data: bytes) -> str:
    return data.decode("latin-1").translate(_TO_WINDOWS)


ESCAPES = Spoiling(
    "escapes", Words("字符被写成了 \\u 转义", "the characters were written as \\u escapes"), _without_escapes
)
"""Letter by letter as `\\u5185`, which XML does not know."""

REFERENCES = Spoiling(
    "references",
    Words("多转义了一次，字符引用留在值里", "it was escaped once too often, and references are left in it"),
    _without_references,
)
"""`&#x4E2D;` or `&amp;` as text."""

MISREADINGS = (
    _misreading("utf-8-as-gbk", "UTF-8", "GBK", _utf8_from_gbk),
    _misreading("utf-8-as-latin-1", "UTF-8", "Latin-1", _utf8_from(_latin)),
    _misreading("utf-8-as-windows-1252", "UTF-8", "windows-1252", _utf8_from(_windows)),
    _misreading("gbk-as-latin-1", "GBK", "Latin-1", _gbk_from(_latin)),
    _misreading("gbk-as-windows-1252", "GBK", "windows-1252", _gbk_from(_windows)),
    _misreading("gbk-as-utf-8", "GBK", "UTF-8", _gbk_from_utf8),
)
"""Bytes of one charset that were read in another."""

_LATER = MISREADINGS[:3]  # what a misreading made, letters of other scripts, only UTF-8 can write

BYTES_LOST = Spoiling(
    "lost-bytes",
    Words(
        "读取时用的字符集不认识这些字节（多半是 GBK 被当作 UTF-8），都换成了 �",
        "the reader's charset did not know the bytes (most likely GBK read as UTF-8) and each became �",
    ),
    _bytes_lost,
)
"""Only the bytes can be counted, and two of them make a Chinese character."""

LOSSES = (
    Spoiling("torn-character", Words("有字符的字节被从中间拆开", "the bytes of a character were torn apart"), _torn),
    BYTES_LOST,
    Spoiling(
        "lost-characters",
        Words(
            "写入的字符集没有这些字符（多半是 Latin-1 或 ASCII），每个都换成了 ?",
            "they were written in a charset that lacks them (most likely Latin-1 or ASCII) and each became ?",
        ),
        _characters_lost,
    ),
)
"""What nobody can undo: the gaps can only be counted."""
