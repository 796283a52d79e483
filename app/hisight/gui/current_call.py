"""The call that is current in the list: it is read in the background, and again when that may show more."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hisight.calls import AS_FOUND, Charsets
from hisight.gui import background
from hisight.gui.session_control import SessionControl
from hisight.protocol import Direction
from hisight.reading import Reading


class CurrentCall(QObject):
    """One call at a time; a reading that comes too late for its call is dropped."""

    pending = Signal()
    """A call is being read."""
    read = Signal(object)
    """The Reading to show; None when no call is current."""
    failed = Signal(Exception)
    """The call could not be read from its session."""

    def __init__(self, control: SessionControl, parent: QObject) -> None:
        super().__init__(parent)
        self.number = 0
        """The number of the call whose reading is known, or why there is none; 0 for none."""
        self._control = control
        self._job: background.Job | None = None
        self._reading: Reading | None = None
        self._charsets = AS_FOUND
        self._wanted = 0

    def read_as(self, direction: Direction, charset: str) -> None:
        """Read a side of the call in the charset that the user chose, until another call is shown."""
        self.show(self._wanted, {**self._charsets, direction: charset})

    def show(self, number: int, charsets: Charsets = AS_FOUND) -> None:
        """Read call `number` with `charsets`; 0 shows none."""
        self.drop()
        self._wanted, self._charsets = number, charsets
        if self._control.session is None or not number:
            self.read.emit(None)
            return

        def show(reading: Reading) -> None:
            self.number, self._reading = number, reading
            self.read.emit(reading)

        self.pending.emit()
        self._start(number, show)

    def look_again(self, numbers: tuple[int, ...]) -> None:
        """Calls were read in their session: now that the earlier ones are known, they may show more in this one."""
        before = self._reading
        if before is None or self.number not in numbers:
            return

        def show(reading: Reading) -> None:
            if reading.findings != before.findings:
                self._reading = reading
                self.read.emit(reading)

        self._start(self.number, show)

    def drop(self) -> None:
        """What was asked for is not wanted any more."""
        if self._job:
            self._job.cancel()
        self._job, self._reading, self.number = None, None, 0

    def _start(self, number: int, show: Callable[[Reading], None]) -> None:
        session, reader, charsets = self._control.session, self._control.reader, self._charsets
        assert session is not None

        def fail(error: Exception) -> None:
            self.number, self._reading = number, None
            self.failed.emit(error)

        self._job = background.run(lambda: reader.read_in(session, session.get(number), charsets), show, fail)
