"""Bytes to text: which charset a message really uses, whatever its labels say.

The labels (HTTP header, BOM, XML declaration) disagree in real traffic, in both directions. Statistics misread short GBK,
so only proofs count: a BOM; bytes that are strictly UTF-8 and hold characters beyond Latin; the declared charset when it
decodes strictly; at last GB18030, which reads nearly anything a Chinese system writes.
"""

import codecs
import re
from dataclasses import dataclass

from hisight.wording import NOTHING, Words

_DECLARATION = re.compile(rb"""\A[\s\x00\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TWO_BYTES = re.compile("[\x80-\u07ff]")
_SCRIPTS = re.compile("[\u0400-\u07ff]")  # Cyrillic to Arabic
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
_CHINESE = {"gbk", "gb2312", "gb18030", "hz", "euc-cn", "936", "ms936", "cp936"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text."""

    text: str
    """The characters, without a BOM."""
    charset: str
    """The charset that was used: `utf-8`, `gb18030`, `utf-16-le` ..."""
    declared: str = ""
    """What the labels said, header first; empty when they said nothing."""
    bom: bytes = b""
    """The byte order mark that was there."""
    remark: Words = NOTHING
    """Where label and bytes disagree, or bytes were lost."""
    lossy: bool = False
    """True when some bytes stand for no character and became U+FFFD."""

    def encode(self, text: str) -> bytes:
        """`text` in the same charset and with the same BOM: the inverse of reading."""
        return self.bom + text.encode(self.charset, "replace")


def normal_name(label: str) -> str:
    """Python's name of the charset that `label` means; GBK and its kin are read as GB18030, which holds them all.

    Empty when no such charset exists.
    """
    plain = label.strip(" \t\"'").lower().replace("_", "-")
    if plain in _CHINESE:
        return "gb18030"
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return name if _is_text(name) else ""


def declared_in(data: bytes) -> str:
    """The charset that the XML declaration at the head of `data` names, as written; empty when it names none."""
    found = _DECLARATION.match(data[:400])
    return found[1].decode("ascii") if found else ""


def decode(data: bytes, header: str = "") -> Decoded:
    """Read `data` as text. `header` is the charset of the Content-Type header, empty when it named none. Never fails."""
    declared = header or declared_in(data)
    label = normal_name(declared)
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], charset, declared, bom)
    if label not in ("", "utf-8") and not _is_chinese_utf8(data) and _decodes(data, label):
        return _decoded(data, label, declared)
    if _decodes(data, "utf-8") and not _is_gbk_by_script(data):
        return _decoded(data, "utf-8", declared)
    if _decodes(data, "gb18030"):
        return _decoded(data, "gb18030", declared)
    return _decoded(data, label or "utf-8", declared)


def _is_text(name: str) -> bool:
    # Python also lists byte-to-byte codecs (base64, zlib): no message is written in them.
    return codecs.lookup(name)._is_text_encoding


def _decodes(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except UnicodeError:
        return False
    return True


def _is_chinese_utf8(data: bytes) -> bool:
    """True when the bytes are strictly UTF-8 and every character beyond ASCII takes three bytes or more.

    GBK text is hardly ever valid UTF-8, and when two or three of its characters are, they read as two-byte Latin.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.isascii() and _TWO_BYTES.search(text) is None


def _is_gbk_by_script(data: bytes) -> bool:
    """True when the bytes are valid UTF-8 only by accident: Cyrillic to Arabic letters there, common characters in GB2312.

    A short GBK text can read so (医院 gives a Cyrillic and an Armenian letter). A real Cyrillic word holds letters whose
    bytes are nothing in GB2312, and a real Chinese UTF-8 text has characters of three bytes.
    """
    if data.isascii():
        return False
    text = data.decode("utf-8")
    return bool(_SCRIPTS.search(text)) and not _THREE_BYTES.search(text) and _decodes(data, "gb2312")


def _decoded(data: bytes, charset: str, declared: str, bom: bytes = b"") -> Decoded:
    text = data.decode(charset, "replace")
    lossy = "\ufffd" in text and not _decodes(data, charset)
    remark = NOTHING
    if lossy:
        lost = text.count("\ufffd")
        remark = Words(
            f"{lost} 处字节不属于 {charset}，显示为 �。", f"{lost} places are not {charset}; they show as �."
        )
    elif declared and normal_name(declared) != charset and not text.isascii():
        remark = Words(f"声明为 {declared}，实际是 {charset}。", f"Declared as {declared}, really {charset}.")
    return Decoded(text, charset, declared, bom, remark, lossy)
