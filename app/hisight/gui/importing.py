"""Calls put into a session from files, off the GUI thread."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui.long_work import LongWork
from hisight.imports.arriving import Arrived, CancelledError, bring_in


class Importing(LongWork):
    """At most one batch of files at a time."""

    counted = Signal(Path, int)
    """So many calls of a file have come."""
    arrived = Signal(object)
    """What came of a file: an `Arrived`."""
    refused = Signal(Path, object)
    """A file could not be read (on), and the HisightError that says why."""

    def start(self, files: Sequence[Path], session: Path) -> None:
        """Put the calls of `files` into the session at the path `session`."""

        def bring(file: Path, own: Session) -> Arrived:
            return bring_in(file, own, lambda calls: self.counted.emit(file, calls), self.is_cancelled)

        def run() -> None:
            # A connection of its own: one that the list is reading from cannot write once the decoder has written.
            with Session.open(session) as own:
                for file in files:
                    try:
                        self.arrived.emit(bring(file, own))
                    except CancelledError:
                        return
                    except HisightError as error:
                        self.refused.emit(file, error)

        self.begin(run)
