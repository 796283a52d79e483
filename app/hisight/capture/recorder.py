"""Writing exchanges from a thread of their own, so that recording costs the traffic nothing."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from hisight.capture.errors import SessionError, TooLargeError
from hisight.capture.exchange import Arrival
from hisight.capture.naming import beside
from hisight.capture.session import Session
from hisight.wording import Words

BACKLOG_BYTES = 256 * 1024 * 1024
"""How many bytes wait in memory while the session cannot be written; what comes after them is not recorded."""

Making = Callable[[], Arrival]
"""Makes what is to be stored. It is called in the writing thread."""

_BATCH = 100
_RETRY_SECONDS = 1.0
_GATHER_SECONDS = 0.05  # each turn of the writing thread takes the interpreter from the traffic: make few of them
_BEAT_SECONDS = 1.0
_HEAD = 65536
_END = object()


class Recorder:
    """Takes exchanges from any thread and appends them to a session, in order.

    `stored` is called with the new numbers after each commit; `trouble` once when the session cannot be written, and once
    when it was found that exchanges were lost meanwhile. Both run in the writing thread and must not raise. Nothing is ever
    raised into the thread that calls `put`. `under_way` tells how many calls have begun that were not put yet.
    """

    def __init__(
        self,
        session: Session,
        stored: Callable[[Sequence[int]], None],
        trouble: Callable[[Words], None],
        under_way: Callable[[], int] = lambda: 0,
        *,
        backlog: int = BACKLOG_BYTES,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self.lost = 0
        """How many exchanges were not recorded."""
        self.errors = 0
        """How many attempts to write failed."""
        self._session, self._stored, self._trouble, self._under_way = session, stored, trouble, under_way
        self._backlog, self._retry_seconds = backlog, retry_seconds
        self._waiting: deque[tuple[Making, int]] = deque()
        self._bytes = 0  # of what waits and of the batch
        self._changed = threading.Condition()
        self._closing = False
        # The rest belongs to the writing thread.
        self._batch: list[tuple[Arrival, int]] = []
        self._moving: Iterator[None] | None = None
        self._to_move = True  # a recording that was cut off may have left something
        self._noted: int | None = None
        self._in_trouble = False
        self._lost_and_told = 0
        self._thread = threading.Thread(target=self._run, name="hisight-recorder", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many exchanges wait to be written."""
        return len(self._waiting) + len(self._batch)

    def put(self, making: Making, size: int) -> None:
        """Have what `making` makes written soon; it holds about `size` bytes. It counts as lost when the backlog is full."""
        with self._changed:
            if self._bytes and self._bytes + size > self._backlog:
                self.lost += 1
                return
            self._waiting.append((making, size))
            self._bytes += size
            if len(self._waiting) in (1, _BATCH):
                self._changed.notify()

    def close(self) -> None:
        """Write everything that waits, then end. What cannot be written now goes into a new session beside, else it is lost."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with suppress(SessionError, OSError):
            self._session.remove_abandoned_files()
        while True:
            self._turn()
            if self._in_trouble and self._closing:
                break
            if not self._in_trouble:
                self._tell_of_losses()
            if not self._wait():
                break
        if self._in_trouble:
            self._save_elsewhere()
        self.lost += len(self._batch) + len(self._waiting)
        with suppress(SessionError):
            self._session.end_recording()
        self._tell_of_losses()

    def _wait(self) -> bool:
        """Wait until there is something to do; False when nothing is left and the end is asked for."""
        with self._changed:
            if self._in_trouble:
                self._changed.wait_for(lambda: self._closing, self._retry_seconds)
                return True
            if not self._is_moving():
                self._changed.wait_for(lambda: self._waiting or self._closing, _BEAT_SECONDS)
                # A whole batch is not waited for: more may come than one can be written in that time.
                enough = _GATHER_SECONDS if self._waiting else 0
                self._changed.wait_for(lambda: self._closing or len(self._waiting) >= _BATCH, enough)
            return bool(self._waiting or self._batch or self._is_moving() or not self._closing)

    def _turn(self) -> None:
        """Write a batch, or note how many calls are under way; then move a piece of a large body, if there is one."""
        if not self._batch:
            self._take_batch()
        try:
            under_way = self._under_way()
            if self._batch or under_way != self._noted:
                self._write(under_way)
            if self._is_moving():
                self._move()
        except SessionError as error:
            self.errors += 1
            if not self._in_trouble:
                self._trouble(Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip()))
            self._in_trouble = True
        else:
            self._in_trouble = False

    def _take_batch(self) -> None:
        with self._changed:
            taken = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        for making, size in taken:
            try:
                self._batch.append((making(), size))
            except Exception as error:  # noqa: BLE001 - a mistake of ours in one call must not end the recording of others
                self._done_with([(None, size)])
                self.lost += 1
                reason = f"{type(error).__name__}: {error}"
                self._trouble(Words(f"有一次调用无法记录（{reason}）。", f"a call cannot be recorded ({reason})."))

    def _write(self, under_way: int) -> None:
        part = self._batch
        try:
            numbers = self._session.record([arrival for arrival, _ in part], under_way)
        except TooLargeError:
            part = part[:1]
            numbers = self._write_alone(part[0][0], under_way)
        self._noted = under_way
        self._to_move |= any(arrival.request_spool or arrival.response_spool for arrival, _ in part)
        self._done_with(part)
        del self._batch[: len(part)]
        if numbers:
            self._stored(numbers)

    def _write_alone(self, arrival: Arrival, under_way: int) -> list[int]:
        try:
            return self._session.record([arrival], under_way)
        except TooLargeError:
            return self._session.record([_without_bodies(arrival)], under_way)

    def _save_elsewhere(self) -> None:
        """Nobody waits any longer for the session to become writable."""
        path, saved = beside(self._session.path), 0
        try:
            with Session.open(path, create=True) as other:
                while self._batch or self._waiting:
                    if not self._batch:
                        self._take_batch()
                    saved += len(other.record([arrival for arrival, _ in self._batch], 0))
                    self._batch.clear()
                deque(other.move_spooled(), maxlen=0)
                other.end_recording()
        except SessionError:
            if not saved:
                path.unlink(missing_ok=True)
        if saved:
            self._trouble(
                Words(
                    f"尚未写入的 {saved} 次调用已存到 {path}。",
                    f"{saved} calls that were waiting to be written were saved in {path}.",
                )
            )

    def _done_with(self, part: Sequence[tuple[object, int]]) -> None:
        with self._changed:
            self._bytes -= sum(size for _, size in part)

    def _is_moving(self) -> bool:
        return self._to_move or self._moving is not None

    def _move(self) -> None:
        if self._moving is None:
            self._moving, self._to_move = self._session.move_spooled(), False
        try:
            if next(self._moving, _END) is _END:
                self._moving = None
        except SessionError:
            self._moving, self._to_move = None, True  # from the beginning, when there is room again
            raise

    def _tell_of_losses(self) -> None:
        missing = self.lost - self._lost_and_told
        if missing:
            self._lost_and_told += missing
            self._trouble(Words(f"有 {missing} 次调用没有记录下来。", f"{missing} calls were not recorded."))


def _without_bodies(arrival: Arrival) -> Arrival:
    exchange = arrival.exchange
    size = len(exchange.request_body) + len(exchange.response_body)
    note = f"bodies of {size} bytes are more than a session file can hold"
    error = f"{exchange.error}; {note}" if exchange.error else note
    head, answer, url = exchange.request_head[:_HEAD], exchange.response_head[:_HEAD], exchange.url[:_HEAD]
    return Arrival(
        replace(
            exchange, request_head=head, request_body=b"", response_head=answer, response_body=b"", url=url, error=error
        )
    )
