"""The rules by which peers make SIGN, as data (wire.md, 3): what is signed, how it is joined, with which key, how digested.

Three rules are met everywhere (`RULES`). A profile may describe another as the entries in which it differs from one of them;
the signature explainer walks over the same entries to find out what a peer really did.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from hisight.protocol import markup
from hisight.protocol.digests import digest, is_keyed
from hisight.protocol.envelope import PAYLOAD_NAME, SIGNED_NAMES, Envelope
from hisight.protocol.notes import Direction

Layout = Literal["query", "elements", "values"]
Order = Literal["sorted", "document"]
Empty = Literal["dropped", "kept"]
Blanks = Literal["kept", "trimmed"]
PayloadForm = Literal["sealed", "plain", "plain-without-declaration", "plain-compact", "plain-inner"]
Text = Literal["value", "raw"]
LineEnds = Literal["as-is", "lf", "crlf"]
Base64Lines = Literal["as-is", "joined", "lf-76", "crlf-76"]
SignedCharset = Literal["utf-8", "gb18030", "utf-16-le", "utf-8-sig"]
StringCase = Literal["as-is", "upper", "lower"]

KEY_MARK = "{key}"
"""Stands for the key in a rule's key part."""

_SMALL = 10_000
_MOST_KEPT = 20_000_000  # characters in the values that are larger


@dataclass(frozen=True, slots=True)
class Signable:
    """What there is to sign in one message."""

    direction: Direction
    """Which side it is."""
    envelope: Envelope
    """The ROOT document."""
    plaintext: str
    """The payload before it was encrypted; empty when unknown."""
    _values: dict[tuple[str, ...], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def value(
        self,
        name: str,
        payload: PayloadForm,
        text: Text,
        blanks: Blanks,
        base64_lines: Base64Lines,
        line_ends: LineEnds,
    ) -> str:
        """The value called `name` in the form in which it is signed. Kept, because an explainer asks for each a thousand times."""
        asked = (name, payload, text, blanks, base64_lines, line_ends)
        value = self._values.get(asked)
        if value is None:
            value = _LINE_ENDS[line_ends](self._value(name, payload, text, blanks, base64_lines))
            if len(value) <= _SMALL or sum(map(len, self._values.values())) <= _MOST_KEPT:
                self._values[asked] = value
        return value

    def _value(self, name: str, payload: PayloadForm, text: Text, blanks: Blanks, base64_lines: Base64Lines) -> str:
        entry = self.envelope.entry(name)
        is_payload = name == PAYLOAD_NAME[self.direction]
        if is_payload and payload != "sealed":
            value = _PLAIN_FORMS[payload](self.plaintext)
        elif entry is None:
            value = ""
        elif text == "raw":
            value = self.envelope.text[entry.span.inner : entry.span.inner_end]
        else:
            value = entry.value
        value = value.strip() if blanks == "trimmed" else value
        return _BASE64_LINES[base64_lines](value) if is_payload and payload == "sealed" else value


class SignatureRule(NamedTuple):
    """One way to turn an envelope into SIGN. Every entry but the name may stand in a profile.

    A tuple, because the explainer makes thousands of them.
    """

    name: str
    """As profiles and `--rule` write it."""
    layout: Layout = "query"
    """`A=1&B=2`, `<A>1</A><B>2</B>`, or the values alone."""
    order: Order = "sorted"
    """Fields sorted a to z by name, or as they stand in the document."""
    separator: str = "&"
    """What stands between two fields."""
    key_part: str = "&KEY={key}"
    """What ends the base string, `{key}` standing for the key; empty for a rule that uses none."""
    request_fields: tuple[str, ...] = SIGNED_NAMES["request"]
    """The values of a request that are signed."""
    response_fields: tuple[str, ...] = SIGNED_NAMES["response"]
    """The values of an answer that are signed."""
    empty: Empty = "dropped"
    """Whether a field without a value is left out."""
    blanks: Blanks = "kept"
    """Whether blanks around a value are trimmed off before it is signed."""
    payload: PayloadForm = "sealed"
    """The payload as the message carries it, or as it was before encryption, in one of several forms."""
    text: Text = "value"
    """What a receiver reads, or the characters as they stand between the tags: escaped, with CDATA marks."""
    line_ends: LineEnds = "as-is"
    """What line breaks inside values are turned into."""
    base64_lines: Base64Lines = "as-is"
    """Whether a sealed payload is joined to one line, or broken after 76 characters."""
    charset: SignedCharset = "utf-8"
    """The bytes that are digested; `utf-8-sig` puts a BOM before them."""
    string_case: StringCase = "as-is"
    """Whether the base string is turned to upper or lower case."""
    digest: str = "md5"
    """A name from `digests.DIGESTS`."""
    uppercase: bool = True
    """How the hex digits are printed."""

    @property
    def needs_key(self) -> bool:
        """True when there is no SIGN without the key."""
        return KEY_MARK in self.key_part or is_keyed(self.digest)

    def names_of(self, direction: Direction) -> tuple[str, ...]:
        """The values of a message in that direction that are signed."""
        return self.request_fields if direction == "request" else self.response_fields

    def base_string(self, signable: Signable, key: str) -> str:
        """The characters that are signed, with `key` in its place."""
        return self.base_of(self.body(signable), key)

    def base_of(self, body: str, key: str) -> str:
        """The base string that begins with `body`, with `key` in its place."""
        return body + self.ending(key, follows=bool(body))

    def body(self, signable: Signable) -> str:
        """The base string up to its key part."""
        return _CASES[self.string_case](self.separator.join(self._written(signable)))

    def ending(self, key: str, *, follows: bool) -> str:
        """The key part with `key`; without a separator where it does not follow anything."""
        part = self.key_part.replace(KEY_MARK, key)
        return _CASES[self.string_case](part if follows else part.removeprefix(self.separator))

    def parts(self, signable: Signable, key: str) -> list[str]:
        """The base string in the pieces it is joined from: fields, separators, and the key part at the end."""
        fields = self._written(signable)
        separated = [piece for field in fields for piece in (self.separator, field)][1:]
        return [*(_CASES[self.string_case](piece) for piece in separated), self.ending(key, follows=any(separated))]

    def signed_bytes(self, base_string: str) -> bytes:
        """The bytes of `base_string` that are digested. A character that the charset lacks becomes `?`."""
        return base_string.encode(self.charset, "replace")

    def sign(self, signed: bytes, key: bytes) -> str:
        """SIGN for the `signed` bytes."""
        digits = digest(self.digest, signed, key)
        return digits.upper() if self.uppercase else digits

    def _written(self, signable: Signable) -> list[str]:
        form = (self.payload, self.text, self.blanks, self.base64_lines, self.line_ends)
        if form == _AS_RECEIVED:
            pairs = [(name, signable.envelope.get(name)) for name in self._names(signable)]
        else:
            pairs = [(name, signable.value(name, *form)) for name in self._names(signable)]
        write = _LAYOUTS[self.layout]
        return [write(name, value) for name, value in pairs if value or self.empty == "kept"]

    def _names(self, signable: Signable) -> Sequence[str]:
        names = self.names_of(signable.direction)
        if self.order == "sorted":
            return _sorted(names)
        return [entry.name for entry in signable.envelope.fields if entry.name in names]


_AS_RECEIVED = ("sealed", "value", "kept", "as-is", "as-is")
"""The form of a value that is signed as it was read: payload, text, blanks, base64 lines, line ends."""


@lru_cache(64)  # the few that peers sign by
def _sorted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names))


_LAYOUTS: Mapping[Layout, Callable[[str, str], str]] = {
    "query": lambda name, value: f"{name}={value}",
    "elements": lambda name, value: f"<{name}>{value}</{name}>",
    "values": lambda _name, value: value,
}


def _without_declaration(document: str) -> str:
    return document[markup.prolog_end(document) :]


def _compact(document: str) -> str:
    return re.sub(r">\s+<", "><", _without_declaration(document).strip())


def _inner(document: str) -> str:
    root = next(markup.children(document), None)
    return document[root.inner : root.inner_end] if root else document


_PLAIN_FORMS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "plain-without-declaration": _without_declaration,
    "plain-compact": _compact,
    "plain-inner": _inner,
}


def _joined(text: str) -> str:
    return "".join(text.split())


def _broken(text: str, line_end: str) -> str:
    joined = _joined(text)
    return line_end.join(joined[start : start + 76] for start in range(0, len(joined), 76))


_BASE64_LINES: Mapping[Base64Lines, Callable[[str], str]] = {
    "as-is": str,
    "joined": _joined,
    "lf-76": lambda text: _broken(text, "\n"),
    "crlf-76": lambda text: _broken(text, "\r\n"),
}

_LINE_ENDS: Mapping[LineEnds, Callable[[str], str]] = {
    "as-is": str,
    "lf": lambda text: text.replace("\r\n", "\n"),
    "crlf": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
}

_CASES: Mapping[StringCase, Callable[[str], str]] = {"as-is": str, "upper": str.upper, "lower": str.lower}

RULES: Mapping[str, SignatureRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            SignatureRule("sorted-query-key"),
            SignatureRule(
                "elements-keyless",
                layout="elements",
                order="document",
                separator="",
                key_part="",
                empty="kept",
                blanks="trimmed",
                payload="plain",
            ),
            SignatureRule("sorted-query-key-lower", uppercase=False),
        )
    }
)
"""Every rule by name; `auto` tries them in this order, and the first is what the text's own words mean."""
