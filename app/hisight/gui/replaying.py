"""Sending calls again, one after the other, off the GUI thread; each answer becomes a call of the session."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from hisight.capture import Session
from hisight.gui import background
from hisight.reading import Reader, summarise
from hisight.replay import ONLY_READING, Outgoing, Permit, send

Make = Callable[[], Outgoing]
"""Makes a request when its turn comes, so that a batch need not be in memory. Raises HisightError when it cannot."""


class Replaying(QObject):
    """At most one batch at a time."""

    stored = Signal(int)
    """An answer is in the session, as the call with this number."""
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

    def send(self, session: Session, reader: Reader, requests: Sequence[Make], permit: Permit = ONLY_READING) -> None:
        """Send `requests`, as far as `permit` covers them, and store the answers in `session`, their summaries with them."""
        assert not self.running
        self._cancelled = False

        def work() -> None:
            # A connection of its own: one that the list is reading from cannot write once the decoder has written.
            with Session.open(session.path) as own:
                for done, make in enumerate(requests, 1):
                    if self._cancelled:
                        return
                    (number,) = own.append([send(make(), reader, permit)])
                    own.store_summaries([summarise(reader.read_in(own, own.get(number)))], reader.fingerprint)
                    self.stored.emit(number)
                    self.progress.emit(done, len(requests))

        self._job = background.run(work, lambda _nothing: self._end(), self._fail)

    def cancel(self) -> None:
        """Send no more; what is on its way still comes back, and is kept."""
        self._cancelled = True

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
