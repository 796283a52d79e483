"""The ROOT document: five values around the payload (published interface, section 2.3)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from hisight.protocol import limits, markup, xml
from hisight.protocol.errors import SealError
from hisight.protocol.notes import Direction
from hisight.wording import Words

Style = Literal["plain", "cdata", "elements"]

SIGNED_NAMES: Mapping[Direction, tuple[str, ...]] = {
    "request": ("FUN_CODE", "USER_ID", "REQ_ENCRYPTED"),
    "response": ("RETURN_CODE", "RETURN_MSG", "RES_ENCRYPTED"),
}
"""The envelope's own values that a signature covers; SIGN and SIGN_TYPE never are (section 2.1)."""

_WRITERS: Mapping[Style, Callable[[str], str]] = {
    "plain": markup.escape,
    "cdata": markup.cdata,
    "elements": lambda text: text,
}

_TORN = re.compile(r"(?:<[^<>]*+|&[#\w]*+|\]++)++\Z")
"""Pieces of markup at the end of a text that was cut."""

_LONGEST_TORN = 80

_OPENING = re.compile(r"<([A-Za-z_][\w.-]*+)>", re.ASCII)
_VALUE = re.compile(
    r"(\s*+)(?:<([A-Za-z_][\w.-]*+)>(?:(<!\[CDATA\[)([^\]]*+)\]\]>|([^<]*+))</\2>|(.))", re.ASCII | re.DOTALL
)
"""A value with the blanks before it, or a character that begins none."""

_new = tuple.__new__

PAYLOAD_NAME: Mapping[Direction, str] = {"request": "REQ_ENCRYPTED", "response": "RES_ENCRYPTED"}


class EnvelopeField(NamedTuple):
    """One value of the ROOT document. A tuple, because each message has half a dozen of them."""

    name: str
    """The tag, as written but for blanks around it."""
    value: str
    """What a receiver reads: references resolved, CDATA joined. For nested elements their text as it stands."""
    style: Style
    """How it was written: as text, in CDATA, or as elements."""
    span: markup.Span
    """Where it stands in the ROOT text."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A ROOT document as it was written, and its values."""

    text: str
    """The whole document, character for character."""
    fields: tuple[EnvelopeField, ...]
    """Its values in document order."""
    is_plain: bool = field(default=False, compare=False)
    """True when it is elements with a text or a CDATA section each, and nothing else: no parser finds fault with such markup."""
    _index: Mapping[str, EnvelopeField] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {entry.name: entry for entry in reversed(self.fields)})

    def get(self, name: str) -> str:
        """The value called `name` (the first, if there are several); empty when there is none."""
        entry = self._index.get(name)
        return entry.value if entry else ""

    def plain(self, name: str) -> str:
        """The value called `name` without blanks around it; empty when elements stand in it.

        Then its tag was never closed, and what it seems to hold is the rest of the document.
        """
        entry = self._index.get(name)
        return entry.value.strip() if entry and entry.style != "elements" else ""

    def entry(self, name: str) -> EnvelopeField | None:
        """The first field called `name`, if there is one."""
        return self._index.get(name)

    @property
    def direction(self) -> Direction | None:
        """What its names make it: a request or an answer; None when they make it neither."""
        answer = sum(name in self._index for name in ("RETURN_CODE", "RETURN_MSG", "RES_ENCRYPTED"))
        request = sum(name in self._index for name in ("FUN_CODE", "USER_ID", "REQ_ENCRYPTED"))
        if answer == request:
            return None
        return "response" if answer > request else "request"

    def values(self) -> dict[str, str]:
        """All values by name, in document order."""
        return {entry.name: self.get(entry.name) for entry in self.fields}

    def replacing(self, name: str, value: str) -> "Envelope":
        """The same document with another `value` for `name`, written in the style it had.

        Raises SealError when there is no such field. A value that is the same already leaves the text untouched.
        """
        entry = self._index.get(name)
        if entry is None:
            raise SealError(Words(f"报文的 ROOT 中没有 {name}。", f"the message's ROOT has no {name}."))
        if entry.value == value:
            return self
        return read(markup.replace_content(self.text, entry.span, _WRITERS[entry.style](value)))


def read(text: str) -> Envelope:
    """Take the ROOT document `text` apart. It forgives what an XML parser refuses; a missing ROOT gives no fields."""
    usual = _usual(text)
    if usual is not None:
        return usual
    root = next(markup.children(text), None)
    if root is None:
        return Envelope(text, ())
    spans = islice(markup.children(text, root.inner, root.inner_end), limits.MOST_VALUES)
    return Envelope(text, tuple(field for span in spans if (field := _field(text, span)) is not None))


def _usual(text: str) -> Envelope | None:
    """A ROOT of which each value is plain text or one CDATA section, as nearly all are; None for any other."""
    opening = _OPENING.match(text, markup.prolog_end(text))
    if opening is None:
        return None
    fields: list[EnvelopeField] = []
    start, last = opening.end(), text.rfind("</")
    if last < start or text[last + 2 :].rstrip(" \t\r\n") != f"{opening[1]}>":
        return None
    for blanks, name, section, cdata, plain, other in _VALUE.findall(text, start, last):
        if other or "&" in plain or "]]>" in plain or len(fields) == limits.MOST_VALUES:
            return None
        start += len(blanks)
        inner = start + len(name) + 2
        value = cdata or plain
        inner_end = inner + len(value) + (len(section) + 3 if section else 0)
        end = inner_end + len(name) + 3
        span = _new(markup.Span, (name, start, inner, inner_end, end))
        fields.append(_new(EnvelopeField, (name, value, "cdata" if section else "plain", span)))
        start = end
    is_plain = opening.start() == xml.prolog_end(text) and len(text) <= xml.LARGEST_TEXT
    return Envelope(text, tuple(fields), is_plain)


def _field(text: str, span: markup.Span) -> EnvelopeField | None:
    raw = text[span.inner : span.inner_end]
    if span.inner_end == span.end == len(text) and not text.endswith("/>"):
        # The text was cut inside this value. Half a payload can still be read; half of any other value is none.
        if span.local_name not in PAYLOAD_NAME.values():
            return None
        raw = raw[:-_LONGEST_TORN] + _TORN.sub("", raw[-_LONGEST_TORN:])
    if next(markup.elements(raw), None) is not None:
        return EnvelopeField(span.local_name, raw, "elements", span)
    style: Style = "cdata" if raw.lstrip().startswith("<![CDATA[") else "plain"
    return EnvelopeField(span.local_name, markup.value(raw), style, span)
