"""Two sessions compared off the GUI thread, pair by pair; what is found is told as it comes."""

from itertools import takewhile
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hisight.capture import Session
from hisight.compare import How, sessions
from hisight.gui import background
from hisight.reading import Reader

_AT_ONCE = 50  # pairs; a signal for each would keep the window busy


class Comparing(QObject):
    """One comparison of two session files."""

    found = Signal(list)
    """The next `Compared`, some at once."""
    progress = Signal(int, int)
    """So many pairs of so many are done."""
    ended = Signal()
    """It is over, or was cancelled."""
    failed = Signal(object)
    """It stopped for an error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: background.Job | None = None
        self._cancelled = False

    @property
    def running(self) -> bool:
        """True while it is under way."""
        return self._job is not None

    def start(self, left: Path, right: Path, reader: Reader, how: How) -> None:
        """Compare the sessions at `left` and `right`."""
        assert not self.running
        self._cancelled = False
        self._job = background.run(
            lambda: self._work(left, right, reader, how), lambda _nothing: self._end(), self._fail
        )

    def cancel(self) -> None:
        """Compare no further pair."""
        self._cancelled = True

    def _work(self, left: Path, right: Path, reader: Reader, how: How) -> None:
        with Session.open(left) as ours, Session.open(right) as theirs:
            left_facts, right_facts = (
                list(takewhile(lambda _one: not self._cancelled, sessions.facts_in(session, reader)))
                for session in (ours, theirs)
            )
            pairs = sessions.paired(left_facts, right_facts)
            for start in range(0, len(pairs), _AT_ONCE):
                if self._cancelled:
                    return
                some = pairs[start : start + _AT_ONCE]
                self.found.emit(list(sessions.compared(ours, theirs, reader, some, how)))
                self.progress.emit(start + len(some), len(pairs))

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
