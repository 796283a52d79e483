"""Content encodings undone (RFC 9110, 8.4.1), whatever their label says, and never to more than a cap.

gzip, deflate with its zlib frame or without, br, zstd, and several in a row. What came is fed in small pieces, so that a
bomb is noticed before it fills the memory, and of a stream that is cut or damaged everything before that place is kept.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import brotli
import zstandard

from hisight.protocol.notes import Problem
from hisight.wording import NOTHING, Words

LARGEST_BODY = 16 * 1024 * 1024
"""Bytes that a compressed body may unfold to. A report with pictures has a few MB; a bomb has no end."""

_MOST_IN_A_ROW = 4
_TEXT = re.compile(rb"[\s\xef\xbb\xbf]*(?:[<{]|[\x20-\x7e\s]{1,64}\Z|[\x20-\x7e\s]{64})")
_WIDEST_WINDOW = 8 * 1024 * 1024  # what a receiver of zstd must support (RFC 9659)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A body without its content encodings."""

    content: bytes
    """The bytes, as far as they could be had."""
    found: tuple[str, ...] = ()
    """What was undone, in the order in which the sender had applied it: `gzip`, `deflate`, `raw-deflate`, `br`, `zstd`."""
    problem: Problem | None = None
    """Why it could not be undone, or only in part."""
    remark: Words = NOTHING
    """Where label and bytes disagree, and no harm is done."""


class _Stream(NamedTuple):
    """A decoder under way."""

    feed: Callable[[bytes], bytes]
    finished: Callable[[], bool]
    unused: Callable[[], bytes]
    """What was fed and stands behind the end."""


class _Codec(NamedTuple):
    """A content encoding."""

    name: str
    start: Callable[[], _Stream]
    step: int
    """Bytes to feed at once: so few that even a bomb gives no more than some 30 MB for them."""
    error: type[Exception]
    magic: bytes = b""
    """How its data begin; several such may follow each other. Empty where nothing marks them."""


def _inflater(window: int) -> Callable[[], _Stream]:
    def start() -> _Stream:
        stream = zlib.decompressobj(window)
        return _Stream(stream.decompress, lambda: stream.eof, lambda: stream.unused_data)

    return start


def _unbrotli() -> _Stream:
    stream = brotli.Decompressor()
    return _Stream(stream.process, stream.is_finished, lambda: b"")


def _unzstd() -> _Stream:
    stream = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW).decompressobj()
    return _Stream(stream.decompress, lambda: stream.eof, lambda: stream.unused_data)


_GZIP = _Codec("gzip", _inflater(zlib.MAX_WBITS | 16), 4096, zlib.error, b"\x1f\x8b")
_DEFLATE = _Codec("deflate", _inflater(zlib.MAX_WBITS), 4096, zlib.error)
_RAW_DEFLATE = _Codec("raw-deflate", _inflater(-zlib.MAX_WBITS), 4096, zlib.error)
_BR = _Codec("br", _unbrotli, 32, brotli.error)
_ZSTD = _Codec("zstd", _unzstd, 256, zstandard.ZstdError, b"\x28\xb5\x2f\xfd")

_MARKED = (_GZIP, _ZSTD)
_CALLED = {
    "gzip": (_GZIP, _DEFLATE, _RAW_DEFLATE),
    "x-gzip": (_GZIP, _DEFLATE, _RAW_DEFLATE),
    "deflate": (_DEFLATE, _RAW_DEFLATE),
    "br": (_BR,),
    "zstd": (_ZSTD,),
}
"""What a label may mean, the likeliest first: deflate without its frame is common, and so is one under the name of the other."""

_Ending = Literal["whole", "cut", "damaged", "over"]


def unfold(body: bytes, encoding: str, limit: int = LARGEST_BODY) -> Unfolded:
    """Undo the Content-Encoding `encoding` of `body`, to `limit` bytes at most. Never fails.

    A body that says gzip and is empty is empty, one that is not folded at all is taken as it is, and one that is folded
    and does not say so is unfolded: all are seen in the wild.
    """
    if not encoding and body.startswith(b"<"):
        return Unfolded(body)  # as nearly all are
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if not body:
        return Unfolded(body, remark=_said(names, "正文为空", "the body is empty") if names else NOTHING)
    if not names:
        return _unmarked(body, limit)
    if len(names) > _MOST_IN_A_ROW:
        return Unfolded(body, problem=_problem(f"{len(names)} 层压缩，未解开。", f"{len(names)} encodings in a row."))
    found: tuple[str, ...] = ()
    for name in reversed(names):
        if name not in _CALLED:
            problem = _problem(f"不认识的 Content-Encoding：{name}。", f"unknown Content-Encoding: {name}.")
            return Unfolded(body, found, problem)
        once = _undone(body, name, limit)
        body, found = once.content, (*once.found, *found)
        if once.problem is not None:
            return Unfolded(body, found, once.problem)
    plain = tuple("gzip" if name == "x-gzip" else name for name in names)
    same = plain == tuple(name.removeprefix("raw-") for name in found)
    remark = NOTHING if same else _said(names, f"实际是 {', '.join(found)}", f"it is {', '.join(found)}")
    return Unfolded(body, found, remark=remark)


def _unmarked(body: bytes, limit: int) -> Unfolded:
    """A body whose head says nothing: unfolded where its first bytes leave no doubt."""
    codec = next((codec for codec in _MARKED if body.startswith(codec.magic)), None)
    if codec is None:
        return Unfolded(body)
    content, ending = _fed(codec, body, limit)
    if not content:
        return Unfolded(body)
    remark = Words(f"没有声明，实际是 {codec.name}", f"nothing is declared, it is {codec.name}")
    return Unfolded(content, (codec.name,), _of_ending(ending, content, limit), remark)


def _undone(body: bytes, name: str, limit: int) -> Unfolded:
    """One encoding undone: the one that is declared, or another where the bytes are marked as that."""
    marked = tuple(codec for codec in _MARKED if body.startswith(codec.magic))
    for codec in dict.fromkeys((*marked, *_CALLED[name])):
        content, ending = _fed(codec, body, limit)
        if ending in ("whole", "over") or (codec in marked) or (content and not _is_text(body)):
            return Unfolded(content, (codec.name,), _of_ending(ending, content, limit))
    problem = _problem(f"声明为 {name}，但正文并未压缩。", f"declared as {name}, but the body is not compressed.")
    return Unfolded(body, problem=problem)


def _is_text(body: bytes) -> bool:
    """True for words, which may pass for the beginning of a stream that has no mark: only its end would prove it."""
    return _TEXT.match(body) is not None


def _fed(codec: _Codec, body: bytes, limit: int) -> tuple[bytes, _Ending]:
    """What `codec` makes of `body`, and how that ends."""
    made = bytearray()
    stream, step, at = codec.start(), codec.step, 0
    while at < len(body):
        try:
            made += stream.feed(body[at : at + step])
        except codec.error:
            if step == 1:
                return bytes(made), "damaged"
            # Within the piece there may be some that is sound: the same again, and this piece byte for byte.
            stream = _at(codec, body, at)
            step = 1
            continue
        at = min(at + step, len(body))
        if len(made) > limit:
            return bytes(made[:limit]), "over"
        if stream.finished():
            at -= len(stream.unused())
            if not (codec.magic and body.startswith(codec.magic, at)):
                return bytes(made), "whole"
            stream = codec.start()
    return bytes(made), "cut"


def _at(codec: _Codec, body: bytes, end: int) -> _Stream:
    """A stream that has read `body[:end]`, which gave no error before."""
    stream, at = codec.start(), 0
    while at < end:
        piece = body[at : min(at + codec.step, end)]
        stream.feed(piece)
        at += len(piece)
        if stream.finished():
            at -= len(stream.unused())
            stream = codec.start()
    return stream


def _of_ending(ending: _Ending, content: bytes, limit: int) -> Problem | None:
    if ending == "over":
        return _problem(f"解压后超过 {limit} 字节，只读取到此。", f"unfolds to over {limit} bytes; read up to there.")
    if ending == "cut":
        return _problem("压缩的正文不完整：没有传完。", "the compressed body is cut short.", "truncated")
    if ending == "damaged":
        return _problem(
            f"压缩数据已损坏，只解出前 {len(content)} 字节。",
            f"the compressed data are damaged; the first {len(content)} bytes could be had.",
        )
    return None


def _said(names: list[str], zh: str, en: str) -> Words:
    declared = ", ".join(names)
    return Words(f"声明为 {declared}，{zh}", f"declared as {declared}, {en}")


def _problem(zh: str, en: str, kind: str = "bad-content-encoding") -> Problem:
    return Problem(kind, "content-encoding", Words(zh, en))
