"""Bytes to text: which charset a message really uses, whatever its labels say.

The labels (HTTP header, BOM, XML declaration) disagree in real traffic, in both directions. Statistics misread short GBK,
so only proofs count: a BOM; bytes that are strictly UTF-8 and hold characters beyond Latin; the declared charset when it
decodes strictly; at last GB18030, which reads nearly anything a Chinese system writes. A person may choose otherwise.
"""

import codecs
import re
from dataclasses import dataclass, field, replace

from hisight.protocol.errors import SealError
from hisight.wording import NOTHING, Words

_DECLARATION = re.compile(rb"""\A[\s\x00\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_16_MARKUP = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # XML, appendix F: without a BOM it is told so
_NOT_ON_A_WIRE = {
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
}  # they raise, whatever is asked
_LATIN = ("iso8859-1", "cp1252")
_COMMON_IN_GB2312 = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_TWO_BYTES = re.compile("[\x80-\u07ff]")
_SCRIPTS = re.compile("[\u0400-\u07ff]")  # Cyrillic to Arabic
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
_CHINESE = {"gbk", "gb2312", "gb18030", "hz", "euc-cn", "936", "ms936", "cp936"}


CHOICES = (
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 (GBK, GB2312)"),
    ("utf-16-le", "UTF-16LE"),
    ("utf-16-be", "UTF-16BE"),
    ("big5", "Big5"),
    ("iso8859-1", "Latin-1 (ISO-8859-1)"),
    ("cp1252", "windows-1252"),
)
"""What a person may read a message as, by the name that `decode` takes, and as it is called."""


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
    """Where label and bytes disagree, bytes were lost, or somebody chose the charset."""
    lossy: bool = False
    """True when some bytes stand for no character and became U+FFFD."""
    data: bytes = field(default=b"", repr=False, compare=False)
    """What was read, with its BOM."""
    chosen: bool = False
    """True when a person chose the charset."""

    @property
    def mislabelled(self) -> bool:
        """True when the labels name another charset than that of the bytes, and it makes other characters."""
        label = normal_name(self.declared)
        if not self.declared or self.charset == label or self.charset.startswith(f"{label}-"):
            return False  # utf-16 means either order
        return not self.text.isascii() or self.charset.startswith("utf-16")

    def encode(self, text: str) -> bytes:
        """`text` in the same charset and with the same BOM: the inverse of reading, and what was read comes back byte for byte.

        Raises SealError when the charset lacks a character: with `?` in its place somebody would be called otherwise.
        """
        if text == self.text and self.data:
            return self.data
        try:
            return self.bom + _encoded(text, self.charset)
        except UnicodeEncodeError as error:
            raise _lacking(error.object[error.start], self.charset) from None


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
    return name if _is_text(name) and name.replace("-", "_") not in _NOT_ON_A_WIRE else ""


def declared_in(data: bytes) -> str:
    """The charset that the XML declaration at the head of `data` names, as written; empty when it names none."""
    found = _DECLARATION.match(data[:400])
    return found[1].decode("ascii") if found else ""


def decode(data: bytes, header: str = "", chosen: str = "") -> Decoded:
    """Read `data` as text. `header` is the charset of the Content-Type header, empty when it named none. Never fails.

    `chosen` is the charset that a person wants; one that does not exist counts for nothing, and ASCII is ASCII in all of them.
    """
    found = _found(data, header)
    name = normal_name(chosen)
    if name == "utf-16":
        name = "utf-16-be" if data.startswith((codecs.BOM_UTF16_BE, b"\0<")) else "utf-16-le"
    if not name or (data.isascii() and b"\0" not in data):
        return found
    bom = next((bom for bom, charset in _BOMS if charset == name and data.startswith(bom)), b"")
    return _chosen(_decoded(data, name, found.declared, bom), found)


def read_again(decoded: Decoded, chosen: str) -> Decoded:
    """The bytes of `decoded` read in the charset `chosen` by a person; empty leaves it as it is."""
    return decode(decoded.data, decoded.declared, chosen) if chosen else decoded


def as_found(decoded: Decoded) -> Decoded:
    """The bytes of `decoded` read as they would be if nobody had chosen."""
    return _found(decoded.data, decoded.declared) if decoded.chosen else decoded


def _found(data: bytes, header: str) -> Decoded:
    declared = header or declared_in(data)
    label = normal_name(declared)
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _decoded(data, charset, declared, bom)
    for beginning, charset in _UTF_16_MARKUP:
        if data.startswith(beginning):
            return _decoded(data, charset, declared)
    if label in _LATIN and _is_gbk_in_disguise(data):
        return _decoded(data, "gb18030", declared)
    if label not in ("", "utf-8") and not _is_chinese_utf8(data) and _decodes(data, label):
        return _decoded(data, label, declared)
    if _decodes(data, "utf-8") and not _is_gbk_by_script(data):
        return _decoded(data, "utf-8", declared)
    if _decodes(data, "gb18030") and not _is_chinese_utf8(data):
        return _decoded(data, "gb18030", declared)
    return _decoded(data, "utf-8" if _is_chinese_utf8(data) else label or "utf-8", declared)


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

    GBK text is hardly ever valid UTF-8, and when two or three of its characters are, they read as two-byte Latin. The last
    character may have been cut.
    """
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
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


def _is_gbk_in_disguise(data: bytes) -> bool:
    """True for bytes that every server labels ISO-8859-1 unless it is told otherwise, and that are Chinese all the same.

    Latin letters stand among ASCII, one by one: they are hardly ever all pairs of GB2312, and common ones among them.
    """
    return _COMMON_IN_GB2312.search(data) is not None and _decodes(data, "gb2312")


def _decoded(data: bytes, charset: str, declared: str, bom: bytes = b"") -> Decoded:
    text = data[len(bom) :].decode(charset, "replace")
    lossy = "\ufffd" in text and not _decodes(data[len(bom) :], charset)
    decoded = Decoded(text, charset, declared, bom, lossy=lossy, data=data)
    if lossy:
        return replace(decoded, remark=_loss(decoded))
    if decoded.mislabelled:
        remark = Words(f"声明为 {declared}，实际是 {charset}。", f"Declared as {declared}, really {charset}.")
        return replace(decoded, remark=remark)
    return decoded


def _encoded(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return text.replace("\ufffd", "?").encode(charset)  # what reading lost already


def _lacking(character: str, charset: str) -> SealError:
    shown = f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"
    return SealError(
        Words(f"报文的字符集 {charset} 中没有 {shown}。", f"the charset of the message, {charset}, has no {shown}."),
        Words(
            f"在业务参数的 XML 中可写成 &#{ord(character)};，或改用 UTF-8 的报文。",
            f"Write &#{ord(character)}; in the XML of its payload, or start from a message in UTF-8.",
        ),
    )


def _loss(decoded: Decoded) -> Words:
    lost, charset = decoded.text.count("\ufffd"), decoded.charset
    return Words(f"{lost} 处字节不属于 {charset}，显示为 �。", f"{lost} places are not {charset}; they show as �.")


def _chosen(read: Decoded, found: Decoded) -> Decoded:
    declared = (
        (f"声明为 {read.declared}", f"declared as {read.declared}") if read.declared else ("未声明", "not declared")
    )
    told = Words(
        f"按你的选择读作 {read.charset}；{declared[0]}，识别为 {found.charset}。",
        f"Read as {read.charset} by your choice; {declared[1]}, found to be {found.charset}.",
    )
    loss = _loss(read) if read.lossy else NOTHING
    return replace(read, chosen=True, remark=Words(told.zh + loss.zh, f"{told.en} {loss.en}".rstrip()))
