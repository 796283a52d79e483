"""HTTP/1 messages one behind the other in a run of bytes (RFC 9112, 6.3): a file, or one direction of a connection.

A run that somebody copied or edited has other line ends and lengths than it says; where the lengths do not fit, a message ends
where the next begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hisight.protocol import http

_START = rb"(?:HTTP/\d(?:\.\d)? \d{3}\b[^\r\n]*|[A-Z]{3,20} [^\s]+ HTTP/\d(?:\.\d)?)[ \t]*\r?\n"
_BEGINS = re.compile(rb"\s*(?=" + _START + rb")")
_NEXT = re.compile(rb"(?:^|(?<=\n))(?=" + _START + rb")")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_LONGEST_HEAD = 1 << 20
_LONGEST_LENGTH = 15  # digits
_BODILESS = (204, 304)


@dataclass(frozen=True, slots=True)
class Found:
    """One message of a run."""

    head: bytes
    """Start line and fields, with their line ends and the empty line."""
    body: bytes
    """The body as it was sent, chunks joined."""
    framing: bytes = b""
    """What stood around the chunks; empty without."""
    start: int = 0
    """Where it begins in the run."""
    end: int = 0
    """Where it ends."""
    cut: bool = False
    """True when the run ends before it does."""

    @property
    def is_answer(self) -> bool:
        """True for an answer, False for a request."""
        return self.head.startswith(b"HTTP/")

    @property
    def is_interim(self) -> bool:
        """True for an answer such as `100 Continue`, behind which the real one comes."""
        return 100 <= http.parse_head(self.head).status < 200


def begins(data: bytes) -> bool:
    """True when `data` begins with the start line of a message, blanks before it aside."""
    return _BEGINS.match(data[:_LONGEST_HEAD]) is not None


def messages(run: bytes) -> Iterator[Found]:
    """The messages of `run`, in order; what is none is passed over."""
    position = 0
    while (begin := _BEGINS.match(run, position) or _NEXT.search(run, position)) is not None:
        found = message_at(run, begin.end(), whole=True)
        assert found is not None  # what is whole is never waited for
        yield found
        position = found.end


def message_at(run: bytes, start: int, *, whole: bool, to_head: bool = False) -> Found | None:
    """The message that begins at `start` of `run`; None when more bytes must come first.

    `whole` says that no more will come: then whatever is there is a message. `to_head` says that it answers a HEAD request,
    and so has no body.
    """
    head_end = _HEAD_END.search(run, start, start + _LONGEST_HEAD)
    if head_end is None:
        return Found(run[start:], b"", start=start, end=len(run), cut=True) if whole else None
    raw = run[start : head_end.end()]
    head, body_start = http.parse_head(raw), head_end.end()
    status = head.status
    if to_head or status in _BODILESS or 100 <= status < 200:
        return Found(raw, b"", start=start, end=body_start)
    if "chunked" in head.get("Transfer-Encoding").lower():
        return _chunked(run, raw, start, whole=whole)
    length = head.get("Content-Length").strip()
    if length.isascii() and length.isdecimal() and len(length) <= _LONGEST_LENGTH:
        return _counted(run, raw, start, int(length), whole=whole)
    if not whole:
        return None if status else Found(raw, b"", start=start, end=body_start)
    end = _next_start(run, body_start)
    return Found(raw, run[body_start:end], start=start, end=end)


def _counted(run: bytes, raw: bytes, start: int, length: int, *, whole: bool) -> Found | None:
    body_start = start + len(raw)
    end = body_start + length
    if not whole:
        return Found(raw, run[body_start:end], start=start, end=end) if end <= len(run) else None
    if end > len(run) or not _may_follow(run[end : end + _LONGEST_HEAD]):
        # Copied with other line ends, or edited, or cut: its length says nothing about this run.
        end = _next_start(run, body_start)
    body = run[body_start:end]
    return Found(raw, body, start=start, end=end, cut=http.shortage(http.parse_head(raw), body) is not None)


def _may_follow(rest: bytes) -> bool:
    """True when `rest` may stand behind a message: nothing, or the next one."""
    return not rest.strip() or begins(rest)


def _next_start(run: bytes, position: int) -> int:
    following = _NEXT.search(run, position)
    return following.start() if following else len(run)


def _chunked(run: bytes, raw: bytes, start: int, *, whole: bool) -> Found | None:
    position = start + len(raw)
    body: list[bytes] = []
    framing: list[bytes] = []
    while size := _CHUNK.match(run, position):
        length, data = int(size[1], 16), size.end()
        if length == 0:
            end = _trailer_end(run, data)
            if end is None:
                break
            framing.append(run[position:end])
            return Found(raw, b"".join(body), b"".join(framing), start, end)
        line_end = _LINE_END.match(run, data + length)
        if line_end is None:
            break
        body.append(run[data : data + length])
        framing += (run[position:data], line_end[0])
        position = line_end.end()
    if not whole:
        return None
    # Cut within a chunk or behind one, or saved with its chunks already joined.
    end = _next_start(run, position)
    cut = bool(body) or position == end
    if (size := _CHUNK.match(run, position)) and size.end() + int(size[1], 16) > end:
        framing.append(run[position : size.end()])
        position, cut = size.end(), True
    body.append(run[position:end])
    return Found(raw, b"".join(body), b"".join(framing), start, end, cut)


def _trailer_end(run: bytes, position: int) -> int | None:
    """Where the trailer that begins at `position` ends; None when it does not."""
    line_end = _LINE_END.match(run, position)
    if line_end is not None:
        return line_end.end()
    end = _HEAD_END.search(run, position, position + _LONGEST_HEAD)
    return end.end() if end else None
