"""Writing calls into a file, off the GUI thread."""

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal

from hisight.capture import Session
from hisight.export.formats import Format, Order
from hisight.gui.long_work import LongWork

_TELL_EVERY_S = 0.05


class Exporting(LongWork):
    """One export at a time; one that is cancelled fails with CancelledError, and has written nothing."""

    written = Signal(object)
    """The file is there: an `ExportResult`."""

    def dismiss(self) -> None:
        """Nobody listens any more: go, once what is under way has ended."""
        if self.running:
            self.ended.connect(self.deleteLater)
        else:
            self.deleteLater()

    def export(self, format_: Format, file: Path, order: Order) -> None:
        """Write into `file` what is ordered; how far it is, is told a few times a second."""
        told = 0.0

        def tell(done: int, steps: int) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= _TELL_EVERY_S or done == steps:
                told = now
                self.progress.emit(done, steps)

        def run() -> None:
            # A connection of its own: the list does not wait for it.
            with Session.open(order.session.path) as own:
                ordered = replace(order, session=own, progress=tell, cancelled=self.is_cancelled)
                self.written.emit(format_.write(file, ordered))

        self.begin(run)
