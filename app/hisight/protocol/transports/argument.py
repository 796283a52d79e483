"""The one string argument: where it stands, how the document in it was written, and the same hand for another document."""

import base64
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from hisight.protocol import charset, markup, xml
from hisight.protocol.charset import Decoded
from hisight.protocol.rewriting import as_read, rewritten
from hisight.protocol.transports import carries

ArgumentStyle = Literal["", "escaped", "references", "cdata", "base64", "elements"]
Again = Literal["", "escaped", "cdata"]

_ESCAPED = re.compile(r"\s*&(?:lt|#60|#x0*3c);", re.IGNORECASE)
_REFERENCE = re.compile(r"&#[xX]?[0-9A-Fa-f]+;")
_BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]+={0,2}\s*")
_TO_URL_SAFE = str.maketrans("+/", "-_")
_CDATA = "<![CDATA["
_LOOKED_AT = 400  # characters of base64 that show whether a document begins in it
_MOST_TRIED = 1000  # values that may be base64


class Found(NamedTuple):
    """The element that holds a document."""

    element: xml.Element
    """The argument; for a document that stands there as elements, what they stand in."""
    path: tuple[int, ...]
    """Child positions of the argument from the document's root; of the document itself where it stands there as elements."""
    inner: str = ""
    """The document; empty when it stands there as elements."""
    again: Again = ""
    """How it was written once more than it should be."""
    decoded: Decoded | None = None
    """How its bytes were read, where they came as base64."""


def find(element: xml.Element, path: tuple[int, ...]) -> Found | None:
    """The first element at or below `element`, which stands at `path`, that holds a document as text or as elements."""
    tried = 0
    for here in element.iter("*"):
        nested = next(
            (child for child in here.iterchildren("*") if carries.of_name(xml.local_name(child)) == "root"), None
        )
        if nested is not None:
            return Found(here, (*path, *_steps(element, nested)))
        value = "" if len(here) else xml.text_of(here)
        found = _in_text(here, value) if value else None
        if found is None and tried < _MOST_TRIED and _BASE64.fullmatch(value[:_LOOKED_AT]):
            tried += 1
            found = _in_base64(here, value)
        if found is not None:
            return found._replace(path=(*path, *_steps(element, here)))
    return None


def _steps(top: xml.Element, element: xml.Element) -> tuple[int, ...]:
    """The child positions that lead from `top` to `element`."""
    steps: list[int] = []
    for here in (element, *element.iterancestors()):
        if here is top:
            break
        steps.append(sum(1 for _ in here.itersiblings("*", preceding=True)))
    return tuple(reversed(steps))


def _in_text(element: xml.Element, value: str) -> Found | None:
    if carries.of_text(value) != "nothing":
        return Found(element, (), value)
    again = written_again(value)
    return Found(element, (), markup.value(value), again) if again else None


def _in_base64(element: xml.Element, value: str) -> Found | None:
    decoded = _from_base64(value)
    return Found(element, (), decoded.text, decoded=decoded) if decoded is not None else None


def written_again(value: str) -> Again:
    """How `value`, which should be a document, was written once more; empty when it is none even then."""
    again: Again = "escaped" if _ESCAPED.match(value) else "cdata" if value.lstrip().startswith("<![CDATA[") else ""
    return again if again and carries.of_text(markup.value(value)) != "nothing" else ""


def usual_style(found: Found, text: str) -> ArgumentStyle:
    """How the document `found` was written in the body `text`, where that can be told without looking for its place."""
    if not found.inner or found.decoded is not None:
        return ""
    section = text.find(_CDATA)
    if section < 0:
        return "" if "&#" in text else "escaped"
    first = found.inner.partition("]]>")[0]  # a document with CDATA of its own is split over several sections
    is_there = text.startswith(first, section + len(_CDATA)) and "<!--" not in text[:section]
    return "cdata" if first and is_there else ""


def style_of(found: Found, raw: str) -> ArgumentStyle:
    """How the document `found` was written in the content `raw` of its element."""
    if not found.inner:
        return "elements"
    if found.decoded is not None:
        return "base64"
    if _CDATA in raw:
        return "cdata"
    return "references" if raw.isascii() and not found.inner.isascii() and _REFERENCE.search(raw) else "escaped"


def written(raw: str, inner: str, style: ArgumentStyle, again: Again, decoded: Decoded | None) -> str:
    """The content `raw` of an argument with the document `inner` in it, in the style that it has.

    What the two have in common stays character for character.
    """
    if style == "base64":
        assert decoded is not None
        return _as_base64(raw, decoded.encode(inner))
    if again:
        inner = rewritten(as_read(raw), inner, _WRITERS[again])
    return rewritten(raw, inner, _WRITERS[style])


def without_declaration(document: str) -> str:
    """`document` as it may stand within another: without an XML declaration and what comes before its root."""
    return document[markup.prolog_end(document) :].rstrip()


def written_once_more(raw: str, inner: str, again: Again) -> str:
    """The text `raw`, a document that was written `again`, with the document `inner` in it."""
    return rewritten(raw, inner, _WRITERS[again])


def _from_base64(value: str) -> Decoded | None:
    """The document whose bytes `value` holds as base64; None when it holds none. What was cut is read up to there."""
    if carries.of_text(charset.decode(_decoded(value[:_LOOKED_AT])).text) == "nothing":
        return None
    return charset.decode(_decoded(value)) if _BASE64.fullmatch(value) else None


def _decoded(text: str) -> bytes:
    characters = "".join(text.split()).rstrip("=")
    whole = characters[:-1] if len(characters) % 4 == 1 else characters
    return base64.urlsafe_b64decode((whole + "=" * (-len(whole) % 4)).translate(_TO_URL_SAFE))


def _as_base64(raw: str, data: bytes) -> str:
    """`data` as base64 in the alphabet of `raw` between the blanks that it has around it, in lines where it has lines."""
    body = raw.strip()
    before, _, after = raw.partition(body) if body else ("", "", "")
    url_safe = "-" in body or "_" in body
    text = (base64.urlsafe_b64encode if url_safe else base64.b64encode)(data).decode("ascii")
    broken = re.match(r"(\S+)(\s+)\S", body)
    if broken:
        length = len(broken[1])
        text = broken[2].join(text[start : start + length] for start in range(0, len(text), length))
    return f"{before}{text}{after}"


def _as_references(text: str) -> str:
    return "".join(one if one.isascii() else f"&#x{ord(one):X};" for one in markup.escape(text))


def _as_cdata(text: str) -> str:
    return markup.cdata(text).replace("\r", "]]>&#13;<![CDATA[")  # a CR of its own can only be a reference


_WRITERS: dict[str, Callable[[str], str]] = {
    "escaped": markup.escape,
    "references": _as_references,
    "cdata": _as_cdata,
}
