"""The head of a message out of what a HAR says of it."""

import re
from collections.abc import Iterable

from hisight.imports.har_body import Body
from hisight.protocol import unfolding

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BREAK = re.compile(r"[\r\n\0]+")


def head_bytes(line: str, fields: Iterable[tuple[str, str]]) -> bytes:
    """The head with this start line and these fields, as HTTP/1.1 writes it.

    What HTTP/2 has in place of a start line (`:method`) is none of its fields.
    """
    lines = [
        _BREAK.sub(" ", line),
        *(f"{name}: {_BREAK.sub(' ', value)}" for name, value in fields if _TOKEN.fullmatch(name)),
    ]
    return b"".join(_encoded(one) + b"\r\n" for one in lines) + b"\r\n"


def fitted(fields: list[tuple[str, str]], body: Body) -> list[tuple[str, str]]:
    """`fields` as they fit `body`, which may be unpacked or written anew where they speak of what went over the wire."""
    encoding = ", ".join(value for name, value in fields if name.lower() == "content-encoding")
    unpacked = bool(encoding) and not unfolding.unfold(body.data, encoding).found
    if not (unpacked or body.anew):
        return fields
    if unpacked:
        fields = [(name, value) for name, value in fields if name.lower() != "content-encoding"]
    length = str(len(body.data))
    return [(name, length if name.lower() == "content-length" else value) for name, value in fields]


def _encoded(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
