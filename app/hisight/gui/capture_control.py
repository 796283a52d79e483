"""The two children of the window: the proxy, which records, and the decoder, which reads what was recorded."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hisight import proxy
from hisight.capture import events, pausing
from hisight.gui.child import Child, Ended
from hisight.gui.intercepting import Intercepting
from hisight.proxy import Route, Serving


@dataclass(frozen=True, slots=True)
class Capturing:
    """What a capture is about."""

    routes: tuple[Route, ...]
    """Where the proxy takes connections, and the server behind each; at least one."""
    session: Path
    """The file it records into."""
    serving: Serving = Serving()  # noqa: RUF009 - frozen
    """How the routes are served."""

    def arguments(self) -> list[str]:
        """The command line of the proxy."""
        return proxy.command(self.routes, self.session, serving=self.serving)


class CaptureControl(QObject):
    """Starts, stops and restarts the proxy; at most one runs."""

    state_changed = Signal()
    """Started, listening, or ended."""
    recorded = Signal(int)
    """An exchange with this number is in the file."""
    trouble = Signal(str)
    """The proxy goes on, but something is wrong."""
    said = Signal(str)
    """A line for the log."""
    failed = Signal(object)
    """It ended by itself: an `Ended`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.said.connect(lambda line: self.log.append(line))
        self.capturing: Capturing | None = None
        """The capture that runs, or that ran last."""
        self.listening = False
        """True while calls can arrive."""
        self.log: list[str] = []
        """What the proxy said beside its events, since the program started."""
        self.intercepting = Intercepting(self.command, self)
        """What is held on its way, or changed."""
        self._arguments: Sequence[str] = ()
        self._environment: dict[str, str] | None = None
        self._child: Child | None = None

    @property
    def running(self) -> bool:
        """True from `start` until the proxy has ended."""
        return self._child is not None

    def start(
        self,
        capturing: Capturing,
        arguments: Sequence[str] | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Start the proxy for `capturing`; `arguments` replaces its command line, `environment` may hold what opens keys."""
        assert not self.running
        self.capturing = capturing
        self._arguments = arguments or capturing.arguments()
        self._child = Child(self)
        self._child.event.connect(self._hear)
        self._child.said.connect(self.said)
        self._child.ended.connect(self._end)
        self._environment = environment
        self._child.start(self._arguments, environment)
        self.state_changed.emit()

    def restart(self) -> None:
        """Start the capture that ran last once more."""
        if self.capturing and not self.running:
            self.start(self.capturing, self._arguments, self._environment)

    def command(self, command: pausing.Command) -> None:
        """Send the proxy a command; without one nothing happens."""
        if self._child:
            self._child.say(command)

    def stop(self) -> None:
        """Let the proxy write what it has and end."""
        if self._child:
            self._child.stop()

    def stop_and_wait(self) -> None:
        """The same, and wait for it."""
        if self._child:
            self._child.stop_and_wait()

    def _hear(self, event: events.Event) -> None:
        match event:
            case events.Listening():
                self.listening = True
                self.intercepting.begin()
                self.state_changed.emit()
            case events.Recorded(number):
                self.recorded.emit(number)
            case events.Noted(message):
                self.said.emit(str(message))
            case events.Trouble(message):
                self.said.emit(str(message))
                self.trouble.emit(str(message))
            case pausing.Armed() | pausing.Paused() | pausing.Released():
                self.intercepting.hear(event)

    def _end(self, ended: Ended) -> None:
        assert self._child is not None
        self._child.deleteLater()
        self._child = None
        self.listening = False
        self.intercepting.end()
        self.state_changed.emit()
        if not ended.asked:
            self.failed.emit(ended)


class Decoder(QObject):
    """`hisight follow` on the open session: it makes the summaries, on another core, and the window only reads them."""

    summarised = Signal(tuple)
    """Calls with these numbers have a new summary."""
    trouble = Signal(str)
    """The session cannot be read for now."""
    failed = Signal(object)
    """It ended by itself: an `Ended`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._child: Child | None = None

    def start(
        self,
        session: Path,
        profile: str = "",
        catalog: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Read `session` from now on, and no longer any other; `environment` may hold HISIGHT_KEY and HISIGHT_PASSPHRASE."""
        self.stop()
        child = Child(self)
        child.event.connect(self._hear)
        child.ended.connect(lambda ended: self._end(child, ended))
        arguments = [sys.executable, "-P", "-m", "hisight", "follow", str(session)]
        arguments += ["--profile", profile] if profile else []
        arguments += ["--catalog", str(catalog)] if catalog else []
        child.start(arguments, environment)
        self._child = child

    def hint(self) -> None:
        """Something was recorded."""
        if self._child:
            self._child.hint()

    def stop(self) -> None:
        """End it at once: nothing is lost, and were it to read on, it would overwrite the summaries that the next one makes."""
        if self._child:
            self._child.kill()
            self._child = None

    def stop_and_wait(self) -> None:
        """The same, and wait for it and for those before it."""
        for child in self.findChildren(Child):
            child.kill_and_wait()
        self._child = None

    def _hear(self, event: events.Event) -> None:
        match event:
            case events.Summarised(ids):
                self.summarised.emit(ids)
            case events.Trouble(message):
                self.trouble.emit(str(message))

    def _end(self, child: Child, ended: Ended) -> None:
        child.deleteLater()
        if self._child is child:
            self._child = None
        if not ended.asked:
            self.failed.emit(ended)
