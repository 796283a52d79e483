"""Any text: logs of vendors, chats, mails. Messages are found in it, however it writes them.

A request and the answer that belongs to it become a call. What the text does not say (heads, addresses, times) stays empty.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from hisight.capture import Exchange
from hisight.imports.format import BEGINNING, Losses
from hisight.imports.text.conversation import Conversation
from hisight.imports.text.entries import entries, to_exchange
from hisight.imports.text.scanning import Run, passages
from hisight.imports.text.times import Times
from hisight.wording import Words

NAME = Words("日志或聊天文字", "text: a log or a chat")

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_PIECE = 1 << 20  # characters
_MODERATE = 4 << 20  # bytes
_NO_TIME = Words("没有找到时间。", "no time was found.")
_UTF_16 = Words("文字是 UTF-16，报文按 UTF-8 保存。", "the text is UTF-16: its messages are kept as UTF-8.")


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - any text may hold a message
    """True for anything that may be a text."""
    return b"\0" not in beginning or _is_utf_16(beginning)


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the text, in the order of their requests."""
    conversation = Conversation()
    times = Times(datetime.fromtimestamp(path.stat().st_mtime))
    with _run(path, lost) as run:
        for entry in entries(run, times, lost):
            for pair in conversation.take(entry):
                yield to_exchange(pair, lost)
        for pair in conversation.rest():
            yield to_exchange(pair, lost)
    if not times.seen:
        lost.append(_NO_TIME)


def holds_one_message(path: Path) -> bool:
    """True for a file of moderate size with no more than one message: to be read, rather than imported. Raises OSError."""
    return path.stat().st_size <= _MODERATE and messages_in(path.read_bytes()) <= 1


def messages_in(run: bytes, most: int = 2) -> int:
    """How many messages there are in `run`, counted up to `most`."""
    return sum(1 for _ in islice(passages(run), most))


def first_in(run: bytes) -> bytes:
    """The first message in `run`, in which there must be one, without what the text made of it."""
    return next(entries(run, Times(datetime.now()), Losses())).data


@contextmanager
def _run(path: Path, lost: Losses) -> Iterator[Run]:
    """The bytes of the file, with markup as ASCII has it. Only the pages that are looked at are in memory."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
        if not beginning:
            yield b""
            return
        if not _is_utf_16(beginning):
            with mmap(file.fileno(), 0, access=ACCESS_READ) as run:
                yield run
            return
    lost.append(_UTF_16)
    with tempfile.TemporaryFile() as written:
        big = beginning.startswith((_BOMS[1], b"\0"))
        with path.open(encoding="utf-16-be" if big else "utf-16-le", errors="replace", newline="") as text:
            while piece := text.read(_PIECE):
                written.write(piece.encode("utf-8", "replace"))
        written.flush()
        with mmap(written.fileno(), 0, access=ACCESS_READ) as run:
            yield run


def _is_utf_16(beginning: bytes) -> bool:
    """True for a BOM, or where every other byte of the ASCII is NUL."""
    if beginning.startswith(_BOMS):
        return True
    odd, even = beginning[1::2].count(b"\0"), beginning[::2].count(b"\0")
    return odd != even and max(odd, even) > len(beginning) // 4 and min(odd, even) < max(odd, even) // 8
