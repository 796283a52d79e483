"""A `<` that begins no markup: what it was meant to be."""

import re

from hisight.protocol.diagnosis import broken_attributes
from hisight.protocol.diagnosis.cause import NAME, Broken, Diagnosis, Mend, shown
from hisight.wording import Words

_FULL_WIDTH = {"＜": "<", "＞": ">", "＝": "=", "“": '"', "”": '"', "‘": "'", "’": "'", "／": "/", "\u3000": " "}
_WIDE = re.compile("[" + "".join(_FULL_WIDTH) + "]")
_LIKE_A_TAG = re.compile(r"[/／]?[A-Za-z_]")
_ONLY_NAME = re.compile(rf"\s*/?\s*({NAME})\s*/?\s*")
_CLOSING = re.compile(rf"/\s*({NAME})?([^<>]*)")
_OPENING = re.compile(rf"({NAME})(\s[^<>]*|/?)")
_BAD_NAME = re.compile(rf"({NAME})([^\s<>/=])")
_NUMBER_FIRST = re.compile(r"[\d.·-][\w.·-]*")
_LEADING = re.compile(r"\A[\d.·-]+")
_CDATA = re.compile(r"<\s*[!！]?\s*[\[【]?\s*CDATA\s*[\[【]", re.IGNORECASE)


def explain(text: str, offset: int, open_name: str) -> Diagnosis:
    """What the `<` at `offset` was meant to begin, while the element `open_name` is open (empty for none)."""
    ends = re.compile("[<>]").search(text, offset + 1)
    end = ends.start() if ends else len(text)
    broken = Broken(text, offset, end, open_name, closed=ends is not None and ends[0] == ">")
    for guess in (_cdata, _declaration, _doctype, _full_width, _backslash, _closing, _blank_first, _bad_name, _opening):
        found = guess(broken)
        if found is not None:
            return found
    return _unescaped(broken)


def bad_declaration(written: str, offset: int) -> Diagnosis:
    """The text `written` at `offset` was meant to be an XML declaration."""
    tag = shown(written)
    words = Words(
        f'{tag} 不是正确的 XML 声明，应为 <?xml version="1.0" encoding="UTF-8"?>',
        f'{tag} is no XML declaration; it should be <?xml version="1.0" encoding="UTF-8"?>',
    )
    return Diagnosis("bad-declaration", offset, words, mend=Mend(offset, offset + len(written), ""))


def full_width(offset: int, character: str, mend: Mend | None = None) -> Diagnosis:
    """The `character` at `offset` is the full-width twin of a sign of markup."""
    meant = _FULL_WIDTH[character]
    if meant == " ":
        words = Words("标签里用了全角空格，应为半角空格", "a full-width blank stands in a tag")
    else:
        words = Words(
            f"标签里用了全角字符 {character} ，应为半角的 {meant}",
            f"the full-width {character} stands in a tag where {meant} was meant",
        )
    return Diagnosis("full-width", offset, words, mend=mend or Mend(offset, offset + 1, meant))


def _cdata(broken: Broken) -> Diagnosis | None:
    found = _CDATA.match(broken.text, broken.offset)
    if found is None:
        return None
    written = shown(found[0])
    words = Words(f"{written} 应为 <![CDATA[", f"{written} should be <![CDATA[")
    mend = Mend(found.start(), found.end(), "<![CDATA[")
    return Diagnosis("misspelled-cdata", broken.offset, words, mend=mend)


def _declaration(broken: Broken) -> Diagnosis | None:
    return bad_declaration(f"<{broken.inside}>", broken.offset) if broken.inside.startswith("?") else None


def _doctype(broken: Broken) -> Diagnosis | None:
    if not broken.inside[:8].upper().startswith("!DOCTYPE"):
        return None
    words = Words(
        "<!DOCTYPE …> 声明不完整，接口用不到它，请删去", "the <!DOCTYPE …> is not whole; leave it out, nobody needs it"
    )
    return Diagnosis("bad-doctype", broken.offset, words)


def _full_width(broken: Broken) -> Diagnosis | None:
    inside = broken.inside
    found = _WIDE.search(inside)
    if found is None or not _LIKE_A_TAG.match(inside) or not (broken.closed or found[0] in "＞／"):
        return None
    if any(inside.count(quote, 0, found.start()) % 2 for quote in "\"'"):
        return None  # between quotes it is a character like any other
    return full_width(broken.offset + 1 + found.start(), found[0])


def _backslash(broken: Broken) -> Diagnosis | None:
    if not broken.inside.startswith("\\") or not broken.closed:
        return None
    meant = f"</{broken.inside[1:].strip()}>"
    words = Words(f"{broken.written} 应为 {shown(meant)}", f"{broken.written} should be {shown(meant)}")
    return Diagnosis("backslash", broken.offset, words, mend=broken.to_be(meant))


def _closing(broken: Broken) -> Diagnosis | None:
    found = _CLOSING.match(broken.inside)
    if found is None:
        return None
    name, rest = found[1] or "", found[2]
    if not broken.closed:
        return _missing_bracket(broken, f"</{name or broken.open_name}", len(name) + 2)
    written, joined = broken.written, "".join(broken.inside[1:].split())
    if name and (not rest.strip() or joined == broken.open_name):
        meant = f"</{joined}>"
        words = Words(
            f"{written} 里多了空格，应为 {shown(meant)}", f"{written} has a blank too many; {shown(meant)} was meant"
        )
        return Diagnosis("blank-in-tag", broken.offset, words, mend=broken.to_be(meant))
    if name and rest[:1].isspace():
        words = Words(f"结束标签不能带属性：{written}", f"a closing tag takes no attributes: {written}")
        return Diagnosis("attribute-in-closing-tag", broken.offset, words, mend=broken.to_be(f"</{name}>"))
    words = Words(f"{written} 不是正确的结束标签", f"{written} is no closing tag")
    if broken.open_name:
        meant = f"</{shown(broken.open_name)}>"
        words = Words(f"{words.zh}，应为 {meant}", f"{words.en}; {meant} was meant")
    mend = broken.to_be(f"</{broken.open_name}>" if broken.open_name else "")
    return Diagnosis("bad-name", broken.offset, words, mend=mend)


def _blank_first(broken: Broken) -> Diagnosis | None:
    """`< NAME>`: a tag with a blank in front, or one whose slash became a blank."""
    inside = broken.inside
    found = _ONLY_NAME.fullmatch(inside) if broken.closed and inside[:1].isspace() else None
    if found is None or not (found[1] == broken.open_name or "/" in inside or broken.next_closing):
        return None
    closing = found[1] == broken.open_name or inside.lstrip().startswith("/")
    meant = f"<{'/' if closing else ''}{found[1]}>"
    words = Words(f"{broken.written} 应为 {shown(meant)}", f"{broken.written} should be {shown(meant)}")
    return Diagnosis("blank-in-tag", broken.offset, words, mend=broken.to_be(meant))


def _bad_name(broken: Broken) -> Diagnosis | None:
    """A tag, as its closing tag proves, whose name no name may be; or one without any."""
    inside, written = broken.inside, broken.written
    if not broken.closed:
        return None
    if not inside.strip():
        words = Words(f"{written} 里没有标签名", f"{written} has no name")
        return Diagnosis("bad-name", broken.offset, words, mend=broken.to_be(""))
    name = inside.rstrip("/ ")
    if _NUMBER_FIRST.fullmatch(name) and (inside.endswith("/") or f"</{name}" in broken.text[broken.end :]):
        meant = (_LEADING.sub("", name) or "_") + ("/" if inside.endswith("/") else "")
        words = Words(
            f"{written} 的名称以“{name[0]}”开头，XML 的标签名须以字母、汉字或下划线开头",
            f"{written} begins with “{name[0]}”; a name in XML begins with a letter or an underscore",
        )
        return Diagnosis("bad-name", broken.offset, words, mend=broken.to_be(f"<{meant}>"))
    bad = None if _OPENING.fullmatch(inside) else _BAD_NAME.match(inside)
    if bad is None:
        return None
    words = Words(
        f"{written} 的名称里有不允许的字符“{bad[2]}”", f"the name of {written} holds “{bad[2]}”, which no name may"
    )
    return Diagnosis("bad-name", broken.offset, words, mend=broken.to_be(f"<{bad[1]}>"))


def _opening(broken: Broken) -> Diagnosis | None:
    found = _OPENING.fullmatch(broken.inside)
    if found is None:
        return None
    name = found[1]
    wrong = broken_attributes.explain(broken, name, found[2])
    # `<NAME 张三</NAME>` lacks a bracket; `温度<A 型` is text.
    if wrong is None and not broken.closed and broken.text.startswith(f"</{name}", broken.end):
        return _missing_bracket(broken, f"<{name}", len(name) + 1)
    return wrong


def _missing_bracket(broken: Broken, tag: str, length: int) -> Diagnosis:
    words = Words(f"{shown(tag)} 缺少“>”", f"{shown(tag)} lacks its “>”")
    mend = Mend(broken.offset, broken.offset + length, f"{tag}>")
    return Diagnosis("missing-bracket", broken.offset, words, mend=mend)


def _unescaped(broken: Broken) -> Diagnosis:
    text, offset = broken.text, broken.offset
    around = shown(text[max(text.rfind(">", 0, offset) + 1, offset - 8) : min(broken.end, offset + 8)])
    words = Words(
        f"“{around}”中的“<”没有转义，应写成 &lt;，或把整个值放进 CDATA",
        f"the “<” of “{around}” is not escaped; write &lt;, or put the whole value into CDATA",
    )
    return Diagnosis("unescaped-bracket", offset, words, mend=Mend(offset, offset + 1, "&lt;"))
