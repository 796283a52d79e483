"""Work of more than about 20 ms, off the GUI thread: one function to start it, its result comes back in the GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

BUSY_AFTER_MS = 500
"""From then on a user should see that something is going on, and be able to stop it."""

_running: set["Job"] = set()  # a job without another owner must live until its result is delivered


class Job(QObject):
    """One piece of work that is under way."""

    _ended = Signal(object, object)

    def __init__(
        self,
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None,
        busy: Callable[[bool], None] | None,
    ) -> None:
        super().__init__()
        self.cancelled = False
        self._done = done
        self._failed = failed
        self._busy = busy
        self._shown = False
        self._timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._timer.timeout.connect(self._show_busy)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Drop the result: neither `done` nor `failed` will be called. What already runs, runs to its end unseen."""
        self.cancelled = True
        self._rest()

    def start(self, fn: Callable[[], object]) -> None:
        """Run `fn` in the thread pool."""
        _running.add(self)
        if self._busy:
            self._timer.start()

        def work() -> None:
            if self.cancelled:
                self._ended.emit(None, None)
                return
            try:
                result, error = fn(), None
            except Exception as caught:  # noqa: BLE001 - handed to the GUI thread, which decides
                result, error = None, caught
            self._ended.emit(result, error)

        QThreadPool.globalInstance().start(work)

    def _show_busy(self) -> None:
        self._shown = True
        if self._busy and not _is_gone(self._done):
            self._busy(True)  # noqa: FBT003 - a switch, as Qt's setters are

    def _rest(self) -> None:
        self._timer.stop()
        if self._shown and self._busy:
            self._shown = False
            self._busy(False)  # noqa: FBT003 - a switch, as Qt's setters are

    def _deliver(self, result: object, error: Exception | None) -> None:
        _running.discard(self)
        if self.cancelled or _is_gone(self._done):
            self._timer.stop()
            return
        self._rest()
        if error is None:
            self._done(result)
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


def _is_gone(done: Callable[[object], None]) -> bool:
    """True when `done` is a method of a widget that was deleted meanwhile: nobody waits for the result any more."""
    owner = getattr(done, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def run(
    fn: Callable[[], object],
    done: Callable[[object], None],
    failed: Callable[[Exception], None] | None = None,
    busy: Callable[[bool], None] | None = None,
) -> Job:
    """Run `fn` in a thread, then `done(result)` or `failed(error)` in the GUI thread.

    `busy(True)` is called if it takes longer than `BUSY_AFTER_MS`, and `busy(False)` when it is over. Without `failed` an
    error is raised in the GUI thread. Whoever asks again before the answer is there cancels the returned job first. A widget
    that is deleted meanwhile, and whose method `done` is, is left in peace.
    """
    job = Job(done, failed, busy)
    job.start(fn)
    return job


def running() -> bool:
    """True while the result of anything is still to come."""
    return any(not job.cancelled for job in _running)


def finish(timeout_ms: int = 5000) -> None:
    """Wait for what runs, before the program ends."""
    for job in tuple(_running):
        job.cancel()
    QThreadPool.globalInstance().waitForDone(timeout_ms)
