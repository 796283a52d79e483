"""Work of many steps off the GUI thread: it tells how far it is, and can be cancelled between two steps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hisight.gui import background


class LongWork(QObject):
    """At most one piece of work at a time; what a step brings forth is told by signals of the subclass."""

    progress = Signal(int, int)
    """So many of so many steps are done."""
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

    def cancel(self) -> None:
        """Take no further step; the one that is under way is finished, and kept."""
        self._cancelled = True

    def is_cancelled(self) -> bool:
        """Whether to take no further step, for somebody has cancelled it or the program ends; from any thread."""
        job = self._job
        return self._cancelled or (job is not None and job.cancelled)

    def begin(self, work: Callable[[], None]) -> None:
        """Run `work`, which asks `is_cancelled` before each step."""
        assert not self.running
        self._cancelled = False
        self._job = background.run(work, lambda _nothing: self._end(), self._fail)

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
