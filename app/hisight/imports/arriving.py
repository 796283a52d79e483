"""Calls from elsewhere, put into a session."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hisight.capture import Exchange, Session
from hisight.errors import HisightError
from hisight.imports import read_file
from hisight.imports.errors import UnreadableFileError
from hisight.wording import Words

_AT_ONCE = 100


class CancelledError(HisightError):
    """Somebody wanted no more of it; what has come stays."""

    def __init__(self) -> None:
        super().__init__(
            Words("导入已停止，已读入的调用保留。", "the import was stopped; the calls that were read stay.")
        )


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of one file."""

    file: Path
    """The file."""
    format: Words
    """What it turned out to be."""
    first: int
    """The number of its first call in the session."""
    calls: int
    """How many calls it had."""
    unanswered: int
    """How many of them have no answer."""
    unasked: int
    """How many of them have no request."""
    lost: tuple[Words, ...]
    """What the format could not say, a sentence each."""

    @property
    def words(self) -> Words:
        """In one line."""
        zh, en = [f"{self.calls:,} 个调用"], [f"{self.calls:,} calls" if self.calls != 1 else "1 call"]
        if self.unanswered:
            zh.append(f"{self.unanswered:,} 个没有应答")
            en.append(f"{self.unanswered:,} without an answer")
        if self.unasked:
            zh.append(f"{self.unasked:,} 个没有请求")
            en.append(f"{self.unasked:,} without a request")
        return Words(
            f"{self.file.name}（{self.format.zh}）：{'，'.join(zh)}。",
            f"{self.file.name} ({self.format.en}): {', '.join(en)}.",
        )


def bring_in(
    file: Path,
    session: Session,
    progress: Callable[[int], None] = lambda _calls: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Arrived:
    """Append the calls of `file`, in whatever format, to `session`; a replay points to its original there too.

    `progress` hears how many have come, and `cancelled` is asked now and then. Raises UnreadableFileError, SessionError,
    CancelledError; the calls that came before stay.
    """
    if session.path.exists() and file.exists() and session.path.samefile(file):
        raise UnreadableFileError(
            Words(f"{file} 就是要导入到的会话。", f"{file} is the very session to import into."),
            Words("请选择另一个文件。", "Choose another file."),
        )
    found = read_file(file)
    numbers: dict[int, int] = {}
    first = calls = unanswered = unasked = 0
    for some in _batches(found.exchanges):
        if cancelled():
            raise CancelledError
        kept = session.append([_pointing(exchange, numbers) for exchange in some])
        numbers |= {exchange.id: number for exchange, number in zip(some, kept, strict=True) if exchange.id}
        first = first or kept[0]
        calls += len(some)
        unanswered += sum(not exchange.response_head for exchange in some)
        unasked += sum(not (exchange.request_head or exchange.request_body) for exchange in some)
        progress(calls)
    return Arrived(file, found.format, first, calls, unanswered, unasked, tuple(found.lost))


def _batches(exchanges: Iterator[Exchange]) -> Iterator[list[Exchange]]:
    """`exchanges`, many at once, but none together with the one that it repeats: that must have its number first."""
    batch: list[Exchange] = []
    for exchange in exchanges:
        if len(batch) == _AT_ONCE or (exchange.parent and any(one.id == exchange.parent for one in batch)):
            yield batch
            batch = []
        batch.append(exchange)
    if batch:
        yield batch


def _pointing(exchange: Exchange, numbers: dict[int, int]) -> Exchange:
    """`exchange` as it is to be stored: what it repeats by its number here, if that came too."""
    return replace(exchange, parent=numbers.get(exchange.parent or 0))
