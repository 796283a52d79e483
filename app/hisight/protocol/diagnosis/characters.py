"""Characters that XML 1.0 forbids (production 2), written out or as references, and an `&` that begins no reference."""

import html
import re

from hisight.protocol.diagnosis.cause import NAME, Diagnosis, Mend, shown
from hisight.wording import Words

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""A character that no XML 1.0 document may hold; lone surrogates never reach a parser."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))

_REFERENCE = re.compile(rf"&(?:#(?P<decimal>[0-9]+)|#x(?P<hex>[0-9A-Fa-f]+)|(?P<name>{NAME}));")
_KNOWN = frozenset({"lt", "gt", "amp", "quot", "apos"})
_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *("DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)
_NO_TEXT = re.compile("[<>\"']")
_WITHOUT_SEMICOLON = re.compile(r"&(lt|gt|amp|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+)(?![\w;])")


def are_allowed(text: str) -> bool:
    """True when XML allows each character of `text`."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    # Several times as fast as a pattern, and a message may have a MB.
    return len(data.translate(None, _CONTROLS)) == len(data) and "\ufffe" not in text and "\uffff" not in text


def forbidden(text: str, offset: int, within: str = "") -> Diagnosis:
    """The character at `offset` is one that XML forbids; `within` is the element it stands in."""
    return _forbidden(ord(text[offset]), offset, within, as_reference="")


def read_reference(text: str, offset: int, within: str = "", *, declared: bool = False) -> int | Diagnosis:
    """Where the reference that begins with the `&` at `offset` ends, or why it is none.

    With `declared` the document declares entities of its own, and any name may be one of them.
    """
    found = _REFERENCE.match(text, offset)
    if found is None:
        return _no_reference(text, offset)
    if found["name"] is None:
        digits, base = (found["hex"], 16) if found["hex"] else (found["decimal"], 10)
        number = int(digits, base) if len(digits) <= 8 else 0x110000
        return found.end() if _is_allowed(number) else _forbidden(number, offset, within, as_reference=found[0])
    if declared or found["name"] in _KNOWN:
        return found.end()
    reference = shown(found[0])
    return Diagnosis(
        "undeclared-entity",
        offset,
        Words(
            f"{reference} 不是 XML 的实体（XML 只有 &lt; &gt; &amp; &quot; &apos;），请直接写字符或写成 &#160; 这样的编号",
            f"{reference} is no entity of XML (it has only &lt; &gt; &amp; &quot; &apos;); "
            "write the character itself, or its number like &#160;",
        ),
        mend=Mend(offset, found.end(), html.unescape(found[0]).replace("&", "&amp;")),
    )


def _no_reference(text: str, offset: int) -> Diagnosis:
    cut = _WITHOUT_SEMICOLON.match(text, offset)
    if cut is not None:
        reference = shown(cut[0])
        return Diagnosis(
            "missing-semicolon",
            offset,
            Words(f"{reference} 后面缺少分号，应为 {reference};", f"{reference} lacks its semicolon: {reference};"),
            mend=Mend(offset, cut.end(), f"{cut[0]};"),
        )
    around = shown(_NO_TEXT.split(text[offset : offset + 13], maxsplit=1)[0])
    return Diagnosis(
        "unescaped-ampersand",
        offset,
        Words(f"“{around}”中的 & 没有转义，应写成 &amp;", f"the & of “{around}” is not escaped; write &amp;"),
        mend=Mend(offset, offset + 1, "&amp;"),
    )


def _is_allowed(number: int) -> bool:
    return (
        number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF
    )


def _forbidden(number: int, offset: int, within: str, *, as_reference: str) -> Diagnosis:
    name = f"U+{number:04X}" if number <= 0x10FFFF else shown(as_reference)
    if number < len(_NAMES):
        name += f" ({_NAMES[number]})"
    where = Words(f"<{shown(within)}> 中有", f" in <{shown(within)}>") if within else Words("有", "")
    forms = Words("写成引用也不行", "not even as a reference")
    if as_reference:
        forms = Words(f"写成引用 {shown(as_reference)} 也不行", f"not even written {shown(as_reference)}")
    return Diagnosis(
        "control-character",
        offset,
        Words(
            f"{where.zh} XML 不允许的字符 {name}，{forms.zh}",
            f"the character {name}{where.en} may not stand in XML, {forms.en}",
        ),
        mend=Mend(offset, offset + max(1, len(as_reference)), ""),
    )
