"""A message out of what a text makes of it: the beginnings of lines, escapes, references, percent signs and base64 taken away."""

import base64
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote_to_bytes

from hisight.imports.text.line_beginnings import without_beginnings
from hisight.imports.text.passage import Passage
from hisight.imports.text.scanning import ONE_ALPHABET
from hisight.protocol import charset

_MOST_LAYERS = 5
_STRING = re.compile(r"""=\\+["']|>\\+[nrt]|\\+u[0-9a-fA-F]{4}|<\\+/""")
_DOUBLED = re.compile(r"""=""[^"<>\s]{1,300}""\s*[^"]""")
_ESCAPE = re.compile(r"""\\(?:u([0-9a-fA-F]{4})|(.))""", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A message taken out of a text."""

    data: bytes
    """Its bytes."""
    anew: bool
    """True when they were written anew out of escapes, so that blanks, references or the charset may differ from what was sent."""


def unwrapped(passage: Passage, data: bytes, before: bytes) -> Unwrapped:
    """The message that stands as `data` at `passage`, behind `before` on the same line."""
    if passage.writing == "base64":
        return Unwrapped(_from_base64(data), anew=False)
    joined = without_beginnings(data, before)
    anew = joined != data
    if passage.writing == "plain" and b"\\" not in joined and b'""' not in joined:
        return Unwrapped(joined, anew)
    if joined.startswith(b"%"):
        joined, anew = _from_percent(joined), True
    decoded = charset.decode(joined)
    text = _plain(decoded.text)
    if text == decoded.text:
        return Unwrapped(joined, anew)
    return Unwrapped(text.encode("utf-8", "replace"), anew=True)


def _from_base64(data: bytes) -> bytes:
    plain = data.translate(ONE_ALPHABET, b"\r\n=")
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    return base64.b64decode(plain + b"=" * (-len(plain) % 4))


def _from_percent(data: bytes) -> bytes:
    for _ in range(_MOST_LAYERS):
        if not data.startswith(b"%"):
            break
        data = unquote_to_bytes(data.replace(b"+", b" ") if b" " not in data else data)
    return data


def _plain(text: str) -> str:
    """`text` without as many layers of escapes and references as stand around it."""
    for _ in range(_MOST_LAYERS):
        if text.startswith("&"):
            text = _REFERENCE.sub(lambda found: unescape(found[0]), text)
        elif text.startswith("\\") or _STRING.search(text):
            text = _SURROGATES.sub(_joined, _ESCAPE.sub(_escaped, text))
        elif _DOUBLED.search(text):
            text = text.replace('""', '"')
        else:
            break
    return text


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _ESCAPES.get(found[2], found[2])


def _joined(found: re.Match[str]) -> str:
    return found[0].encode("utf-16", "surrogatepass").decode("utf-16")
