"""Sending calls, one after the other, off the GUI thread; each answer becomes a call of the session."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal

from hisight.capture import Session
from hisight.gui.long_work import LongWork
from hisight.replay.batch import Outcome

Work = Callable[[Session, Callable[[], bool]], Iterator[Outcome]]
"""Sends, storing in a session, until it is told that it is cancelled."""


class Replaying(LongWork):
    """At most one batch at a time. What is on its way when it is cancelled still comes back, and is kept."""

    stored = Signal(int)
    """An answer is in the session, as the call with this number."""
    outcome = Signal(object)
    """What came of a call: an `Outcome`, whether it could be sent or not."""

    def send(self, session: Session, total: int, work: Work) -> None:
        """Let `work` send its `total` calls and store the answers in `session`, their summaries with them."""

        def run() -> None:
            # A connection of its own: one that the list is reading from cannot write once the decoder has written.
            with Session.open(session.path) as own:
                for done, outcome in enumerate(work(own, self.is_cancelled), 1):
                    if outcome.number:
                        self.stored.emit(outcome.number)
                    self.outcome.emit(outcome)
                    self.progress.emit(done, total)

        self.begin(run)
