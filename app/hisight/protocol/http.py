"""HTTP around a message: heads as they were recorded, media types, chunks (RFC 9110, RFC 9112)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hisight.protocol.notes import Problem
from hisight.wording import Words

_PARAMETER = re.compile(r""";\s*([\w.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|([^\s;"]*))""")
_INTERIM = re.compile(rb"\s*HTTP/\d(?:\.\d)? 1\d\d\b.*?\r?\n\r?\n", re.DOTALL)
_START = re.compile(rb"\A\s*(?:HTTP/\d(?:\.\d)? \d{3}|[A-Z]{3,10} \S+ HTTP/\d(?:\.\d)?)\b")
_CHARSET = re.compile(r"""charset\s*=\s*+["']?\s*+([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_MOST_KEPT = 512  # heads: a peer sends nearly the same again and again
_LONGEST_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Head:
    """The start line and header fields of an HTTP message."""

    start_line: str
    """`POST /his HTTP/1.1` or `HTTP/1.1 200 OK`; empty when unknown."""
    fields: tuple[tuple[str, str], ...]
    """Header fields in order, names as written."""
    _values: Mapping[str, list[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        values: dict[str, list[str]] = {}
        for name, value in self.fields:
            values.setdefault(name.lower(), []).append(value)
        object.__setattr__(self, "_values", values)

    def get(self, name: str) -> str:
        """The value of the first field called `name`, without regard to case; empty when there is none."""
        values = self._values.get(name.lower())
        return values[0] if values else ""

    def joined(self, name: str) -> str:
        """The values of all fields called `name` as one list (RFC 9110, 5.3); empty when there is none."""
        return ", ".join(self._values.get(name.lower(), ()))

    @property
    def media_type(self) -> str:
        """Content-Type without its parameters, in lower case; empty when there is none."""
        return _media_type(self.get("Content-Type"))

    def parameter(self, name: str) -> str:
        """The parameter `name` of Content-Type, without its quotes; empty when there is none."""
        for key, quoted, plain in _PARAMETER.findall(self.get("Content-Type")):
            if key.lower() == name:
                return re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        return ""

    @property
    def query(self) -> str:
        """What stands behind the `?` of the address that a request names; empty for an answer, and where nothing does."""
        method, _, rest = self.start_line.partition(" ")
        return "" if method.startswith("HTTP/") else rest.rpartition(" ")[0].partition("?")[2]

    @property
    def status(self) -> int:
        """The status code of an answer; 0 for a request."""
        parts = self.start_line.split(" ", 2)
        return int(parts[1]) if parts[0].startswith("HTTP/") and len(parts) > 1 and parts[1].isdecimal() else 0

    @property
    def charset(self) -> str:
        """The charset parameter of Content-Type, as written but for its quotes; empty when there is none."""
        return _charset(self.get("Content-Type"))

    def to_bytes(self) -> bytes:
        """The head as it goes over the wire, with the empty line that ends it."""
        lines = [self.start_line, *(f"{name}: {value}" for name, value in self.fields)]
        return "".join(f"{line}\r\n" for line in lines).encode("latin-1", "replace") + b"\r\n"

    def replacing(self, **values: str | None) -> "Head":
        """A head with other values for the named fields (`Content_Length="3"`); None drops a field, a new one is added."""
        wanted = {name.replace("_", "-").lower(): (name.replace("_", "-"), value) for name, value in values.items()}
        kept: list[tuple[str, str]] = []
        for name, value in self.fields:
            if name.lower() not in wanted:
                kept.append((name, value))
            elif (new := wanted[name.lower()][1]) is not None:
                kept.append((name, new))
                wanted[name.lower()] = ("", None)
        kept += [(name, value) for name, value in wanted.values() if value is not None]
        return Head(self.start_line, tuple(kept))


EMPTY_HEAD = Head("", ())


def parse_head(data: bytes) -> Head:
    """Read a recorded head. Folded lines are joined, a line without a colon becomes a field without a value. Never fails."""
    return _kept_head(data) if len(data) <= _LONGEST_KEPT else _parsed_head(data)


def _parsed_head(data: bytes) -> Head:
    if b"\n " in data or b"\n\t" in data:
        data = re.sub(rb"\r?\n[ \t]+", b" ", data)
    lines = data.decode("latin-1").replace("\r\n", "\n").strip("\n").split("\n")
    return Head(lines[0].strip(), tuple([_field(line) for line in lines[1:]]))


_kept_head = lru_cache(_MOST_KEPT)(_parsed_head)


@lru_cache(_MOST_KEPT)  # where the whole head is new, most of its lines are not
def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip(" \t")  # a GBK character may end in what Unicode calls a blank


@lru_cache(_MOST_KEPT)
def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


@lru_cache(_MOST_KEPT)
def _charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def split(data: bytes) -> tuple[Head, bytes] | None:
    """Take a whole HTTP message apart into head and body; None when `data` is not one. A chunked body is joined.

    `100 Continue` before an answer is none of it.
    """
    if not _START.match(data[:4096]):
        return None
    start = 0
    while (interim := _INTERIM.match(data, start)) and _START.match(data[interim.end() : interim.end() + 4096]):
        start = interim.end()
    data = data[start:].lstrip()
    end = re.search(rb"\r?\n\r?\n", data)
    head = parse_head(data[: end.start()] if end else data)
    body = data[end.end() :] if end else b""
    if "chunked" in head.get("Transfer-Encoding").lower():
        body = _join_chunks(body)
    return head, body


def _join_chunks(body: bytes) -> bytes:
    parts, position = [], 0
    while size := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n").match(body, position):
        length = int(size[1], 16)
        if not length:
            break
        parts.append(body[size.end() : size.end() + length])
        position = size.end() + length
        position += 2 if body[position : position + 2] == b"\r\n" else 1
    return b"".join(parts) or body


def shortage(head: Head, body: bytes) -> Problem | None:
    """What is wrong when `body`, as it was sent under `head`, has fewer bytes than Content-Length says; None if nothing.

    A message that was copied with other line ends is not cut: what it lacks are its CRs.
    """
    declared = head.get("Content-Length").strip()
    if not (declared.isascii() and declared.isdecimal() and len(declared) < 16) or len(body) >= int(declared):
        return None
    if b"\r" not in body and len(body) + body.count(b"\n") >= int(declared):
        return None
    text = Words(
        f"正文只有 {len(body)} 字节，Content-Length 是 {declared}：没有传完。",
        f"the body has {len(body)} bytes of the {declared} that Content-Length promises.",
    )
    return Problem("truncated", "http", text)
