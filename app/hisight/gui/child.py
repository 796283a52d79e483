"""A child process of the window: it speaks JSON lines, and stops when its standard input ends."""

import codecs
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from hisight.capture import events

_SECONDS_TO_STOP = 10
_LAST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended."""

    asked: bool
    """True when we had told it to stop."""
    exit_code: int
    """Its exit code; -1 when it could not be started or was killed."""
    last_words: str
    """The last lines that were no event; empty when there were none."""


class Child(QObject):
    """One run of one program. `event` carries what it reports, `said` any other line, `ended` how it ended."""

    event = Signal(object)
    said = Signal(str)
    ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: deque[str] = deque(maxlen=_LAST_WORDS)
        """Lines that were no event, the latest last."""
        self._asked = False
        self._unfinished = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)
        self._impatience = QTimer(self, singleShot=True, interval=_SECONDS_TO_STOP * 1000)
        self._impatience.timeout.connect(self._process.kill)

    @property
    def running(self) -> bool:
        """True from `start` until `ended`."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, arguments: Sequence[str], environment: dict[str, str] | None = None) -> None:
        """Start it; `environment` is added to ours."""
        surroundings = QProcessEnvironment.systemEnvironment()
        for name, value in (environment or {}).items():
            surroundings.insert(name, value)
        self._process.setProcessEnvironment(surroundings)
        self._process.start(arguments[0], list(arguments[1:]))

    def hint(self) -> None:
        """Send it an empty line: there may be something new."""
        if self.running:
            self._process.write(b"\n")

    def say(self, command: events.Command) -> None:
        """Send it a command."""
        if self.running:
            self._process.write(events.write(command).encode())

    def stop(self) -> None:
        """Let it finish what it does and end; after ten seconds end it by force."""
        self._asked = True
        self._process.closeWriteChannel()
        self._impatience.start()

    def stop_and_wait(self) -> None:
        """The same, and wait for it: the window is closing."""
        if self.running:
            self.stop()
            if not self._process.waitForFinished(_SECONDS_TO_STOP * 1000):
                self.kill_and_wait()

    def kill(self) -> None:
        """End it by force: from now on it does nothing more."""
        self._asked = True
        self._process.kill()

    def kill_and_wait(self) -> None:
        """The same, and wait for it."""
        if self.running:
            self.kill()
            self._process.waitForFinished(1000)

    def _read(self) -> None:
        text = self._unfinished + self._decoder.decode(self._process.readAllStandardOutput().data())
        *lines, self._unfinished = text.split("\n")
        for line in lines:
            self._hear(line.rstrip("\r"))

    def _hear(self, line: str) -> None:
        event = events.read(line)
        if event is not None:
            self.event.emit(event)
        elif line.strip():
            self.words.append(line)
            self.said.emit(line)

    def _finish(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._impatience.stop()
        self._read()
        if self._unfinished:
            self._hear(self._unfinished)
            self._unfinished = ""
        crashed = status == QProcess.ExitStatus.CrashExit
        self.ended.emit(Ended(self._asked, -1 if crashed else exit_code, "\n".join(self.words)))

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # the other errors are followed by `finished`
            self.words.append(self._process.errorString())
            self.ended.emit(Ended(self._asked, -1, "\n".join(self.words)))
