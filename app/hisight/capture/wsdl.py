"""Addresses in a WSDL or a schema: found and replaced in its bytes, which otherwise stay as they are.

Where: `location` of an address or an import (WSDL 1.1, 2.1 and 3.8), `schemaLocation` (XML Schema, 4.2), `address` of an endpoint
(WSDL 2.0, 4), the text of `Address` (WS-Addressing). However it is escaped, and in whatever charset.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

_ATTRIBUTE = r"""(?<=[\s"'])(?:[\w.-]+:)?(?:location|schemaLocation|address)\s*=\s*(?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)')"""
_TEXT = r"<(?:[\w.-]+:)?Address(?:\s[^<>]*)?>(?P<text>[^<]*)</"
_PLACE = re.compile(f"{_ATTRIBUTE}|{_TEXT}")
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9A-Fa-f:.%]+\]|[^\s/?#:@\[\]\"'<>]+)(?::(?P<port>\d{1,5}))?(?=[/?#\s]|\Z)",
    re.IGNORECASE,
)
_ASKS = {"wsdl", "wsdl2", "singlewsdl", "xsd", "xsd2", "schema"}
_ENDINGS = (".wsdl", ".xsd")
_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host and port of an address, as it is compared."""

    scheme: str
    """`http` or `https`."""
    host: str
    """In lower case, IPv6 without its brackets."""
    port: int
    """The scheme's own where none was written."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def is_asked_for(method: str, target: str) -> bool:
    """Whether a request is for a WSDL or one of its schemas: `GET /HisService.asmx?wsdl`, `?xsd=1`, `/his.wsdl`."""
    if method != "GET":  # nearly all that passes
        return False
    path, _, query = target.partition("?")
    names = {name.lower() for name, _ in parse_qsl(query, keep_blank_values=True)}
    return bool(names & _ASKS) or path.lower().endswith(_ENDINGS)


def origins(document: bytes) -> list[Origin]:
    """The different origins that `document` names in its addresses, in order."""
    found = (_origin(url) for place in _places(_text(document)) for url in _URL.finditer(place.value))
    return list(dict.fromkeys(found))


def origin_of(url: str) -> Origin | None:
    """The origin of an http or https address; None when it is none."""
    found = _URL.match(url)
    return _origin(found) if found else None


def replaced(document: bytes, by: Mapping[Origin, str]) -> bytes:
    """`document` with each origin that `by` has replaced by the `scheme://host:port` given for it."""
    text, made, done = _text(document), [], 0

    def new(url: re.Match[str]) -> str:
        return by.get(_origin(url), url[0])

    for place in _places(text):
        value = _URL.sub(new, place.value)
        if value != place.value:
            made += [
                text[done : place.start],
                escape(value, {place.quote: _QUOTES[place.quote]} if place.quote else {}),
            ]
            done = place.end
    return "".join([*made, text[done:]]).encode(_charset(document)) if made else document


class _Place(NamedTuple):
    start: int
    end: int
    quote: str
    value: str
    """Without its escapes."""


_QUOTES = {'"': "&quot;", "'": "&apos;"}


def _places(text: str) -> Iterator[_Place]:
    for found in _PLACE.finditer(text):
        group = found.lastgroup or ""
        quote = {"double": '"', "single": "'"}.get(group, "")
        yield _Place(found.start(group), found.end(group), quote, html.unescape(found[group]))


def _origin(url: re.Match[str]) -> Origin:
    scheme = url["scheme"].lower()
    return Origin(scheme, url["host"].strip("[]").lower(), int(url["port"] or _PORTS[scheme]))


def _charset(document: bytes) -> str:
    """A charset in which the bytes become characters one to one, and what is looked for is found.

    Every charset of XML in use but UTF-16 has ASCII as ASCII, and no other character made of `<`, `=`, quotes or blanks.
    """
    if document.startswith((b"\xff\xfe", b"<\x00")):
        return "utf-16-le"
    if document.startswith((b"\xfe\xff", b"\x00<")):
        return "utf-16-be"
    return "latin-1"


def _text(document: bytes) -> str:
    charset = _charset(document)
    try:
        return document.decode(charset)
    except UnicodeDecodeError:  # a broken UTF-16: nothing in it is replaced
        return ""
