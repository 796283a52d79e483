"""Which answer in a text belongs to which request."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"[\[(]\s*([\w.:/#-]{3,80})\s*[\])]|\b(?:trace|span|request|req|session|thread|tx)[-_ ]?id\s*[=:]\s*([\w.-]{3,80})",
    re.IGNORECASE,
)
_LEVELS = frozenset({b"info", b"debug", b"warn", b"error", b"trace", b"warning"})
_MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a text, and what the text says beside it."""

    data: bytes
    """The message."""
    head: bytes
    """Its HTTP head; empty where the text has none."""
    is_answer: bool
    """True for an answer, False for a request."""
    is_fault: bool
    """True for an answer that is a SOAP fault."""
    time: float
    """Seconds since 1970; 0 when unknown."""
    url: str
    """An address that stands before it; empty without."""
    cut: bool
    """True when the text ends before it does."""
    marks: frozenset[bytes]
    """What its line says of thread or trace."""


@dataclass(slots=True)
class Pair:
    """A call that comes into being."""

    request: Entry | None = None
    """What was asked."""
    answer: Entry | None = None
    """What was answered."""


class Conversation:
    """Takes messages in the order of the text, and gives calls in the order of their requests."""

    def __init__(self) -> None:
        self._calls: deque[Pair] = deque()

    def take(self, entry: Entry) -> Iterator[Pair]:
        """Note `entry`; the calls to which nothing can come any more.

        An answer belongs to the request without one that shares most with it (thread, trace), the last of several.
        """
        if not entry.is_answer:
            self._calls.append(Pair(request=entry))
        else:
            waiting = [pair for pair in self._calls if pair.answer is None]
            if waiting:
                best = max(reversed(waiting), key=lambda pair: len(_marks(pair) & entry.marks))
                best.answer = entry
            else:
                self._calls.append(Pair(answer=entry))
        while self._calls and (self._calls[0].answer is not None or len(self._calls) > _MOST_WAITING):
            yield self._calls.popleft()

    def rest(self) -> Iterator[Pair]:
        """The calls that are left at the end of the text."""
        while self._calls:
            yield self._calls.popleft()


def marks_in(line: bytes) -> frozenset[bytes]:
    """What a line says of thread or trace."""
    found = (first or second for first, second in _TOKEN.findall(line))
    return frozenset(token for token in found if token.lower() not in _LEVELS)


def _marks(pair: Pair) -> frozenset[bytes]:
    return pair.request.marks if pair.request else frozenset()
