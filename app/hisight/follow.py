"""Reading a session while it grows: each new exchange is read once, its summary stored, and handed to who wants to show it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from hisight.capture import Exchange, Row, Session, SessionError, Summary
from hisight.columns import padded
from hisight.reading import Reader, Reading, summarise
from hisight.wording import Words

_BATCH = 20  # exchanges are held in memory, and a report with pictures has some MB
_POLL_SECONDS = 0.5

_SIGNATURES = {
    "valid": Words("签名正确", "valid"),
    "valid-with-deviation": Words("有出入", "deviates"),
    "invalid": Words("签名不符", "INVALID"),
    "unsigned": Words("未签名", "unsigned"),
    "unknown-key": Words("无密钥", "no key"),
}


class Bell:
    """Tells `follow` that there may be something new, and that nothing more will come."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self.ended = False
        """True once nothing more will come."""

    def ring(self) -> None:
        """There may be something new."""
        self._rung.set()

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Wait for a ring, at most `seconds`."""
        self._rung.wait(seconds)
        self._rung.clear()


def follow(session: Session, reader: Reader, bell: Bell, since: int = 0) -> Iterator[list[tuple[Exchange, Summary]]]:
    """Read every exchange after number `since` that has no summary by `reader`, in order, until `bell` says the end.

    Yields exchanges with their summaries in small batches, already stored. The bell is a hint that saves waiting: the file is
    looked at twice a second anyway. Raises SessionError when the file cannot be read.
    """
    last = since
    while True:
        ended = bell.ended  # asked before the file is, so that nothing that came before the end is missed
        exchanges = session.unread(reader.fingerprint, _BATCH, after=last)
        if exchanges:
            read = [(exchange, _read(session, reader, exchange)) for exchange in exchanges]
            last = exchanges[-1].id
            yield read
            continue
        with suppress(SessionError):  # it is found without the index too
            session.index()
        if ended:
            return
        bell.wait(_POLL_SECONDS)


def read_over(session: Session, reader: Reader) -> Iterator[Reading]:
    """Read every call of `session` from the first to the last, with what its earlier calls show, and store its summary.

    Raises SessionError when the file cannot be read or written.
    """
    last = 0
    while exchanges := session.since(last, _BATCH):
        for exchange in exchanges:
            reading = reader.read_in(session, exchange)
            session.store_summaries([summarise(reading)], reader.fingerprint)
            yield reading
        last = exchanges[-1].id
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
        try:
            for read in follow(self._session, self._reader, self.bell, self._since):
                for exchange, summary in read:
                    self._report("  ".join(cells(exchange, summary)))
        except SessionError as error:
            self._report(str(error))


def cells(exchange: Exchange | Row, summary: Summary) -> list[str]:
    """One call as aligned cells: number, time, function, return code, signature, findings, milliseconds, verdict."""
    clock = time.strftime("%H:%M:%S", time.localtime(exchange.started))
    return [
        f"{exchange.id:>5}",
        clock,
        padded(f"{summary.fun_code or '-'} {summary.function}".strip(), 26),
        padded(summary.return_code or "-", 6),
        padded(str(_SIGNATURES.get(summary.signature, "-")), 8),
        f"{summary.findings or '-':>3}",
        f"{exchange.duration_ms:>6.0f} ms",
        str(Words(summary.verdict_zh, summary.verdict_en)),
    ]


def _read(session: Session, reader: Reader, exchange: Exchange) -> Summary:
    """Read and store at once: the next call may belong to this one."""
    summary = _summary(session, reader, exchange)
    with suppress(SessionError):  # the disk is full: whoever opens the session next reads it again
        session.store_summaries([summary], reader.fingerprint)
    return summary


def _summary(session: Session, reader: Reader, exchange: Exchange) -> Summary:
    try:
        return summarise(reader.read_in(session, exchange))
    except Exception as error:  # noqa: BLE001 - a mistake of ours in one call must not stop the others
        reason = f"{type(error).__name__}: {error}"
        return Summary(
            exchange.id,
            severity="error",
            failed=True,
            verdict_zh=f"HISight 没能读懂这次调用（{reason}）。原始数据已保存。",
            verdict_en=f"HISight failed to read this call ({reason}). Its raw data are kept.",
        )
