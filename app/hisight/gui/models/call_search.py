"""Asking a session which calls to show, in a thread: all of them part by part, and single ones again when they change."""

import threading
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from hisight.capture import Filter, Session
from hisight.gui import background


class CallSearch(QObject):
    """One question at a time; what is asked about meanwhile waits."""

    began = Signal(int, int)
    """A search is on its way: the newest call there was, and how many (0 where all are let through anyway)."""
    found = Signal(object)
    """Numbers of calls that are let through, in order, after those that were found before."""
    judged = Signal(object, object)
    """The numbers that were asked about, and which of them are let through."""
    ended = Signal()
    """All that are let through were found."""
    busy = Signal(bool)
    """It takes longer than a user waits without a word; or no longer."""
    failed = Signal(object)
    """The session file could not be read, or the filter not be understood: the error."""

    _counted = Signal(object, object)
    _part = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: background.Job | None = None
        self._stop = threading.Event()  # of the search that runs; what still comes of an older one is dropped
        self._searching = False
        self._waiting: set[int] = set()
        self._session: Session | None = None
        self._chosen = Filter()
        self._counted.connect(self._on_counted, Qt.ConnectionType.QueuedConnection)
        self._part.connect(self._on_part, Qt.ConnectionType.QueuedConnection)

    @property
    def searching(self) -> bool:
        """True until all that are let through were found."""
        return self._searching

    @property
    def asking(self) -> bool:
        """True while any answer is still to come."""
        return self._job is not None

    def begin(self, session: Session, chosen: Filter) -> None:
        """Find all calls of `session` that `chosen` lets through; what ran before is stopped."""
        self.stop()
        self._session, self._chosen, self._searching = session, chosen, True
        stop = self._stop

        def work() -> None:
            # To count takes a while, and where all are let through they are counted as they are found.
            self._counted.emit(stop, (session.last_id(), session.count() if chosen != Filter() else 0))
            for part in session.search(chosen, stopped=stop.is_set):
                self._part.emit(stop, part)

        self._job = background.run(work, self._on_ended, self._on_failed, self.busy.emit)

    def judge(self, numbers: Iterable[int]) -> None:
        """Ask again about these calls, as soon as nothing else is asked."""
        self._waiting.update(numbers)
        if self._waiting and self._job is None and self._session is not None:
            session, chosen, asked = self._session, self._chosen, sorted(self._waiting)
            self._waiting.clear()
            self._job = background.run(lambda: (asked, session.among(chosen, asked)), self._on_judged, self._on_failed)

    def stop(self) -> None:
        """Ask nothing any more."""
        self._stop.set()
        self._stop = threading.Event()
        if self._job is not None:
            self._job.cancel()
        self._job, self._searching = None, False
        self._waiting.clear()

    def _on_counted(self, stop: threading.Event, counts: tuple[int, int]) -> None:
        if stop is self._stop:
            self.began.emit(*counts)

    def _on_part(self, stop: threading.Event, part: Sequence[int]) -> None:
        if stop is self._stop and len(part):
            self.found.emit(part)

    def _on_ended(self, _nothing: object) -> None:
        self._job, self._searching = None, False
        self.ended.emit()
        self.judge(())

    def _on_judged(self, answer: tuple[Sequence[int], set[int]]) -> None:
        self._job = None
        self.judged.emit(*answer)
        self.judge(())

    def _on_failed(self, error: Exception) -> None:
        self._job, self._searching = None, False
        self.failed.emit(error)
