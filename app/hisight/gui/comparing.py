"""Two sessions compared off the GUI thread, pair by pair; what is found is told as it comes."""

from itertools import takewhile
from pathlib import Path

from PySide6.QtCore import Signal

from hisight.capture import Session
from hisight.compare import How, sessions
from hisight.gui.long_work import LongWork
from hisight.reading import Reader

_AT_ONCE = 50  # pairs; a signal for each would keep the window busy


class Comparing(LongWork):
    """One comparison of two session files."""

    found = Signal(list)
    """The next `Compared`, some at once."""

    def start(self, left: Path, right: Path, reader: Reader, how: How) -> None:
        """Compare the sessions at `left` and `right`."""
        self.begin(lambda: self._compare(left, right, reader, how))

    def _compare(self, left: Path, right: Path, reader: Reader, how: How) -> None:
        with Session.open(left) as ours, Session.open(right) as theirs:
            left_facts, right_facts = (
                list(takewhile(lambda _one: not self.is_cancelled(), sessions.facts_in(session, reader)))
                for session in (ours, theirs)
            )
            pairs = sessions.paired(left_facts, right_facts)
            for start in range(0, len(pairs), _AT_ONCE):
                if self.is_cancelled():
                    return
                some = pairs[start : start + _AT_ONCE]
                self.found.emit(list(sessions.compared(ours, theirs, reader, some, how)))
                self.progress.emit(start + len(some), len(pairs))
