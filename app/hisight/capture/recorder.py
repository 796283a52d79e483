"""Writing exchanges from a thread of their own, so that recording costs the traffic nothing."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from hisight.capture.errors import SessionError, TooLargeError
from hisight.capture.exchange import Exchange
from hisight.capture.session import Session
from hisight.wording import Words

BACKLOG_BYTES = 256 * 1024 * 1024
"""How many bytes wait in memory while the session cannot be written; what comes after them is not recorded."""

_BATCH = 100
_RETRY_SECONDS = 1.0
_GATHER_SECONDS = 0.05  # each turn of the writing thread takes the interpreter from the traffic: make few of them
_HEAD = 65536


class Recorder:
    """Takes exchanges from any thread and appends them to a session, in order.

    `stored` is called with the new numbers after each commit; `trouble` once when the session cannot be written, and once
    when it was found that exchanges were lost meanwhile. Both run in the writing thread and must not raise. Nothing is ever
    raised into the thread that calls `put`.
    """

    def __init__(
        self,
        session: Session,
        stored: Callable[[Sequence[int]], None],
        trouble: Callable[[Words], None],
        *,
        backlog: int = BACKLOG_BYTES,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self.lost = 0
        """How many exchanges were not recorded."""
        self.errors = 0
        """How many attempts to write failed."""
        self._session, self._stored, self._trouble = session, stored, trouble
        self._backlog, self._retry_seconds = backlog, retry_seconds
        self._waiting: deque[Exchange] = deque()
        self._waiting_bytes = 0
        self._changed = threading.Condition()
        self._closing = False
        self._in_trouble = False
        self._lost_and_told = 0
        self._thread = threading.Thread(target=self._run, name="hisight-recorder", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many exchanges wait to be written."""
        return len(self._waiting)

    def put(self, exchange: Exchange) -> None:
        """Have `exchange` written soon. It counts as lost when the backlog is full."""
        with self._changed:
            if self._waiting and self._waiting_bytes + _size(exchange) > self._backlog:
                self.lost += 1
                return
            self._waiting.append(exchange)
            self._waiting_bytes += _size(exchange)
            if len(self._waiting) == 1:
                self._changed.notify()

    def close(self) -> None:
        """Write everything that waits, then end. What cannot be written now counts as lost."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._next_batch():
            written = self._write(batch)
            with self._changed:
                for exchange in batch[:written]:
                    self._waiting.popleft()
                    self._waiting_bytes -= _size(exchange)
                if not written and self._closing:
                    self.lost += len(self._waiting)
                    self._waiting.clear()
                elif not written:
                    self._changed.wait_for(lambda: self._closing, self._retry_seconds)
            if written:
                self._tell_of_losses()
        self._tell_of_losses()

    def _next_batch(self) -> list[Exchange]:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            self._changed.wait_for(lambda: self._closing, _GATHER_SECONDS)
            return list(islice(self._waiting, _BATCH))

    def _write(self, batch: list[Exchange]) -> int:
        """Append `batch` and return how many of it are stored; 0 when it must be tried again."""
        try:
            numbers = self._session.append(batch)
        except TooLargeError:
            return self._write(batch[:1] if len(batch) > 1 else [_without_bodies(batch[0])])
        except SessionError as error:
            self.errors += 1
            if not self._in_trouble:
                self._in_trouble = True
                self._trouble(Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip()))
            return 0
        self._in_trouble = False
        self._stored(numbers)
        return len(batch)

    def _tell_of_losses(self) -> None:
        missing = self.lost - self._lost_and_told
        if missing:
            self._lost_and_told += missing
            self._trouble(Words(f"有 {missing} 次调用没有记录下来。", f"{missing} calls were not recorded."))


def _size(exchange: Exchange) -> int:
    return len(exchange.request_body) + len(exchange.response_body) + 1024


def _without_bodies(exchange: Exchange) -> Exchange:
    size = len(exchange.request_body) + len(exchange.response_body)
    note = f"bodies of {size} bytes are more than a session file can hold"
    error = f"{exchange.error}; {note}" if exchange.error else note
    head, answer, url = exchange.request_head[:_HEAD], exchange.response_head[:_HEAD], exchange.url[:_HEAD]
    return replace(
        exchange, request_head=head, request_body=b"", response_head=answer, response_body=b"", url=url, error=error
    )
