"""The parts of a MIME multipart body and where they stand in it (RFC 2046, 5.1)."""

import binascii
import re
from dataclasses import dataclass
from itertools import islice

from hisight.protocol import http
from hisight.protocol.http import Head

_FIRST_LINE = re.compile(rb"\s*--([^\r\n]{0,199}[^\s])[ \t]*+\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n[ \t]*\r?\n")
_MOST = 1000  # lines that are looked for
_LENGTH = re.compile(rb"(?im)^(content-length[ \t]*:[ \t]*)\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body."""

    head: Head
    """Its header fields."""
    head_start: int
    """Where its head begins in the body."""
    start: int
    """Where its content begins."""
    end: int
    """Where its content ends."""

    @property
    def content_id(self) -> str:
        """Its Content-ID without the angle brackets; empty when it has none."""
        return self.head.get("Content-ID").strip().removeprefix("<").removesuffix(">")

    def content(self, body: bytes) -> bytes:
        """Its content in `body`, without the Content-Transfer-Encoding. What is no base64 is taken as it is."""
        data = body[self.start : self.end]
        if self._coding == "quoted-printable":
            return binascii.a2b_qp(data)
        try:
            return binascii.a2b_base64(data) if self._coding == "base64" else data
        except binascii.Error:
            return data

    def replaced(self, body: bytes, content: bytes) -> bytes:
        """`body` with other `content` for this part, in its Content-Transfer-Encoding and with its Content-Length, if any."""
        if self._coding == "base64":
            lines = (binascii.b2a_base64(content[at : at + 57], newline=False) for at in range(0, len(content), 57))
            content = b"\r\n".join(lines)
        elif self._coding == "quoted-printable":
            content = binascii.b2a_qp(content, istext=False)
        head = _LENGTH.sub(rb"\g<1>%d" % len(content), body[self.head_start : self.start])
        return body[: self.head_start] + head + content + body[self.end :]

    @property
    def _coding(self) -> str:
        return self.head.get("Content-Transfer-Encoding").strip().lower()


@dataclass(frozen=True, slots=True)
class Parts:
    """A multipart body taken apart."""

    parts: tuple[Part, ...]
    """In order."""
    boundary: str
    """The line between them that was found, without its hyphens."""
    ended: bool
    """False when the line that ends the last part is missing."""


def split(body: bytes, boundary: str) -> Parts | None:
    """Take `body` apart at the declared `boundary`, or at its own first line where that is not in it; None when neither is."""
    declared = _split(body, boundary.encode("latin-1", "replace")) if boundary else None
    first = _FIRST_LINE.match(body)
    return declared or (_split(body, first[1]) if first else None)


def _split(body: bytes, boundary: bytes) -> Parts | None:
    line = re.compile(rb"(?:\A\s*|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found = list(islice(line.finditer(body), _MOST))
    last = next((index for index, one in enumerate(found) if one[1]), None)
    begins = found[:last]
    ends = [one.start() for one in found[1:]] + ([] if last is not None else [len(body)])
    parts = tuple(_part(body, one.end(), end) for one, end in zip(begins, ends, strict=False))
    return Parts(parts, boundary.decode("latin-1"), last is not None) if parts else None


def _part(body: bytes, start: int, end: int) -> Part:
    # The line break that ends the boundary's line is the first of the two that end an empty head.
    blank = _END_OF_HEAD.search(body, start, end)
    inner = blank.end() if blank else end
    return Part(http.parse_head(b"-\n" + body[start:inner].strip(b"\r\n")), start, inner, end)
