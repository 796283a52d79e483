"""Sending calls, one after the other, off the GUI thread; each answer becomes a call of the session."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from hisight.capture import Session
from hisight.gui import background
from hisight.replay.batch import Outcome

Work = Callable[[Session, Callable[[], bool]], Iterator[Outcome]]
"""Sends, storing in a session, until it is told that it is cancelled."""


class Replaying(QObject):
    """At most one batch at a time."""

    stored = Signal(int)
    """An answer is in the session, as the call with this number."""
    outcome = Signal(object)
    """What came of a call: an `Outcome`, whether it could be sent or not."""
    progress = Signal(int, int)
    """So many of so many are done."""
    ended = Signal()
    """The batch is over, or was cancelled."""
    failed = Signal(object)
    """It stopped for an error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: background.Job | None = None
        self._cancelled = False

    @property
    def running(self) -> bool:
        """True while a batch is being sent."""
        return self._job is not None

    def send(self, session: Session, total: int, work: Work) -> None:
        """Let `work` send its `total` calls and store the answers in `session`, their summaries with them."""
        assert not self.running
        self._cancelled = False

        def run() -> None:
            # A connection of its own: one that the list is reading from cannot write once the decoder has written.
            with Session.open(session.path) as own:
                for done, outcome in enumerate(work(own, lambda: self._cancelled), 1):
                    if outcome.number:
                        self.stored.emit(outcome.number)
                    self.outcome.emit(outcome)
                    self.progress.emit(done, total)

        self._job = background.run(run, lambda _nothing: self._end(), self._fail)

    def cancel(self) -> None:
        """Send no more; what is on its way still comes back, and is kept."""
        self._cancelled = True

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
