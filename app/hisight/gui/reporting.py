"""A report gathered off the GUI thread; the calls themselves are read by processes of their own."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from hisight.gui.long_work import LongWork
from hisight.reading import Reader
from hisight.report.gathering import Report, Stopped, gather

_TELL_EVERY = 0.05  # seconds; a signal for each step would keep the window busy


class Reporting(LongWork):
    """One report at a time."""

    made = Signal(object)
    """The `Report`."""

    def start(self, paths: Sequence[Path], reader: Reader, since: Path | None = None) -> None:
        """Gather a report on the sessions at `paths`, with what changed since another."""
        self.begin(lambda: self._gather(paths, reader, since))

    def _gather(self, paths: Sequence[Path], reader: Reader, since: Path | None) -> None:
        told = 0.0

        def progress(done: int, of: int) -> None:
            nonlocal told
            if time.monotonic() - told > _TELL_EVERY or done >= of:
                told = time.monotonic()
                self.progress.emit(done, of)

        try:
            report: Report = gather(paths, reader, since=since, progress=progress, stopped=self.is_cancelled)
        except Stopped:
            return
        self.made.emit(report)
