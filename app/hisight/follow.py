"""Reading a session while it grows: each new exchange is read once, its summary stored, and handed to who wants to show it."""

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from hisight.bell import Bell
from hisight.capture import Exchange, Session, SessionError, Summary
from hisight.capture.errors import TooLargeError
from hisight.cells import cells
from hisight.checks import all_rules
from hisight.reading import Reader, Reading, summarise

_BATCH = 50  # exchanges are held in memory, and a report with pictures has some MB; each time it is stored costs as much as a call
_POLL_SECONDS = 0.5
_COLLECT_AFTER = (10_000, 20, 20)  # a call leaves some thousand objects behind, and hardly a cycle among them
_NICE = 10  # of 19: behind everything that is not told to be
_SOON_SECONDS = 0.2  # a batch is not waited for longer

Watch = Callable[[Reading], None]
"""Is given each reading before it is let go."""


def follow(
    session: Session,
    reader: Reader,
    bell: Bell,
    since: int | None = None,
    watch: Watch | None = None,
    trouble: Callable[[SessionError], None] | None = None,
) -> Iterator[list[tuple[Exchange, Summary]]]:
    """Read every exchange after number `since`, in order, until `bell` says the end; with None those without a summary by `reader`.

    Another process, such as a window on the same session, may have read one already: whoever wants to see them all gives a
    number. Yields exchanges with their summaries in small batches, already stored. The bell is a hint that saves waiting: the
    file is looked at twice a second anyway. `watch` is given each reading before it is let go. `trouble` is told, once, when
    the file cannot be read, and it is tried again until the end; without it SessionError is raised.
    """
    last, in_trouble = since or 0, False
    while True:
        ended = bell.ended  # asked before the file is, so that nothing that came before the end is missed
        unread = since is None
        try:
            exchanges = (
                session.unread(reader.fingerprint, _BATCH, after=last) if unread else session.since(last, _BATCH)
            )
        except SessionError as error:
            if trouble is None:
                raise
            if not in_trouble:
                trouble(error)
            in_trouble = True
            if ended:
                return
            bell.wait(_POLL_SECONDS)
            continue
        in_trouble = False
        if exchanges:
            read = _read(session, reader, exchanges, watch)
            last = read[-1][0].id
            yield read
            continue
        with suppress(SessionError):  # it is found without the index too
            session.index()
        if ended:
            return
        bell.wait(_POLL_SECONDS)


def settle() -> None:
    """Begin to read for long: tell the garbage collector to leave alone what is loaded by now.

    Catalog, rules and widgets never become garbage, and to look through them again and again takes a fifth of all reading.
    For a process that reads call after call; call it once everything is loaded.
    """
    all_rules()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Let the garbage collector look through everything far less often while many values are held, none of them garbage."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def give_way() -> None:
    """Let whatever else wants the processor have it first: the traffic must not wait for who reads it, and that catches up."""
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICE)


def read_up(session: Session, reader: Reader, *, before: int, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Read the calls of `session` before number `before` that `reader` has not read yet, and store their summaries.

    What earlier calls show of a call is known only from summaries by the same reader. Stops, and says nothing, once
    `cancelled` says so. Raises SessionError.
    """
    last = 0
    while exchanges := [one for one in session.unread(reader.fingerprint, _BATCH, after=last) if one.id < before]:
        for exchange in exchanges:
            if cancelled():
                return
            session.store_summaries([summarise(reader.read_in(session, exchange))], reader.fingerprint)
        last = exchanges[-1].id


def read_first(
    session: Session, reader: Reader, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    """Read the calls of `session` that nobody has read yet, and store their summaries; what somebody has read stays as it was read.

    Raises SessionError when the file cannot be read; where it cannot be written, they stay unread.
    """
    last, done, of = 0, 0, session.unread_count()
    while exchanges := session.unread(None, _BATCH, after=last):
        read = _read(session, reader, exchanges, None)
        last, done = read[-1][0].id, done + len(read)
        progress(done, max(of, done))
    if done:
        with suppress(SessionError):  # it is found without the index too
            session.index()


class Following:
    """`follow` in a thread, for a program that has other things to do; each call is reported as a line."""

    def __init__(self, path: Path, since: int, reader: Reader, report: Callable[[str], None]) -> None:
        """Raises SessionError when the file cannot be used."""
        self.bell = Bell()
        """Ring it when something was recorded."""
        self._session = Session.open(path)
        self._since, self._reader, self._report = since, reader, report
        self._thread = threading.Thread(target=self._run, name="hisight-follow", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Read what is left, then end."""
        self.bell.end()
        self._thread.join()
        self._session.close()

    def _run(self) -> None:
        for read in follow(
            self._session, self._reader, self.bell, self._since, trouble=lambda error: self._report(str(error))
        ):
            for exchange, summary in read:
                self._report("  ".join(cells(exchange, summary)))


def _read(
    session: Session, reader: Reader, exchanges: Sequence[Exchange], watch: Watch | None
) -> list[tuple[Exchange, Summary]]:
    """Read `exchanges`, or as many of the first as can be read soon, and store their summaries together."""
    summaries: list[Summary] = []
    end = time.monotonic() + _SOON_SECONDS
    for exchange in exchanges:
        summaries.append(_summary(session, reader, exchange, summaries, watch))
        if time.monotonic() > end:
            break
    try:
        session.store_summaries(summaries, reader.fingerprint)
    except TooLargeError:
        for summary in summaries:
            with suppress(SessionError):  # that one is read again by whoever opens the session next
                session.store_summaries([summary], reader.fingerprint)
    except SessionError:
        pass  # the disk is full: whoever opens the session next reads them again
    return list(zip(exchanges, summaries, strict=False))


def _summary(
    session: Session, reader: Reader, exchange: Exchange, recent: Sequence[Summary], watch: Watch | None
) -> Summary:
    try:
        reading = reader.read_in(session, exchange, recent=recent)
        if watch:
            watch(reading)
        return summarise(reading)
    except Exception as error:  # noqa: BLE001 - a mistake of ours in one call must not stop the others
        reason = f"{type(error).__name__}: {error}"
        return Summary(
            exchange.id,
            severity="error",
            failed=True,
            verdict_zh=f"HISight 没能读懂这次调用（{reason}）。原始数据已保存。",
            verdict_en=f"HISight failed to read this call ({reason}). Its raw data are kept.",
        )
