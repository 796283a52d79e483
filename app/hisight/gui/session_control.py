"""The open session with its two processes: what records into it, and what reads it; and the demo, when that is running."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui.capture_control import CaptureControl, Capturing, Decoder
from hisight.gui.child import Ended
from hisight.gui.tr import tr
from hisight.profiles import KEY_VARIABLE, key_file
from hisight.proxy import Route
from hisight.reading import Reader

if TYPE_CHECKING:
    from hisight.demo import Demo

_POLL_MS = 1000  # the file is the truth; hints only make it faster
_GATHER_MS = 60  # hints that come close together are one look


class SessionControl(QObject):
    """Holds at most one session, and says when something in it is new."""

    changed = Signal()
    """Another session is open, or none."""
    grown = Signal()
    """There may be new calls."""
    summarised = Signal(tuple)
    """Calls with these numbers were read."""
    read_again = Signal()
    """Every call is read anew, by another reader."""
    decoder_failed = Signal(object)
    """Nobody reads the calls any more: an `Ended`."""

    def __init__(self, reader: Reader, profile: str, parent: QObject) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.profile = profile
        """The profile chosen for every call; empty when calls tell theirs."""
        self.demo: Demo | None = None
        self.capture = CaptureControl(self)
        self.reader = reader
        """Reads the calls of the open session."""
        self.own_reader = reader
        """Reads what brings nothing along: the user's own profiles."""
        self._demo_started = False
        self._decoder = Decoder(self)
        self._decoder.summarised.connect(self.summarised)
        self._decoder.failed.connect(self.decoder_failed)
        self._decoder.trouble.connect(self.capture.trouble)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self.grown)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self.grown)
        self.capture.recorded.connect(lambda _number: self.look())
        self.capture.state_changed.connect(self._on_capture_state)

    def open(self, path: Path, *, create: bool = False) -> None:
        """Open the session at `path` in place of the one that is open. Raises HisightError, and then nothing has changed."""
        session = Session.open(path, create=create)
        try:
            reader = self.own_reader.of(session)
        except HisightError:
            session.close()
            raise
        self._leave()
        self.reader = reader
        self._enter(session)

    def close(self) -> None:
        """Close the session; a capture into it ends first."""
        self._leave()
        self.changed.emit()

    def start_capture(self, capturing: Capturing, profile: str) -> None:
        """Open the session of `capturing` and record into it. Raises SessionError or ProfileError before anything changed."""
        reader = self.own_reader if profile == self.profile else Reader.default(profile, self.own_reader.catalog.folder)
        session = Session.open(capturing.session, create=True)
        self._leave()
        self.reader = self.own_reader = reader
        self.profile = profile
        self._enter(session)
        self.capture.start(capturing, environment=self._environment())

    def show_demo(self, demo: "Demo") -> None:
        """Open the session of `demo`, record into it, and let its platform speak once the proxy listens."""
        session = Session.open(demo.session, create=True)
        self._leave()
        self.demo, self.reader, self._demo_started = demo, demo.reader(self.own_reader.profiles), False
        self._enter(session)
        self.capture.start(
            Capturing((Route(demo.listen, demo.upstream),), demo.session), demo.arguments(), self._environment()
        )

    def look(self) -> None:
        """Calls may have come from elsewhere: read them, and show them."""
        self._decoder.hint()
        if not self._gather.isActive():
            self._gather.start()

    def read_anew(self) -> None:
        """The profiles have changed: read every call of the session again. Raises ProfileError, and then nothing has changed."""
        self.own_reader = Reader.default(self.profile, self.own_reader.catalog.folder)
        self.reader = self.demo.reader(self.own_reader.profiles) if self.demo else self.own_reader
        if self.session:
            self.reader = self.reader.of(self.session)
            self._start_decoder(self.session)
        self.read_again.emit()

    def _enter(self, session: Session) -> None:
        self.session = session
        self._start_decoder(session)
        self._poll.start()
        self.changed.emit()

    def _start_decoder(self, session: Session) -> None:
        profile = "" if self.demo else self.profile
        self._decoder.start(session.path, profile, self.reader.catalog.folder, self._environment())

    def _environment(self) -> dict[str, str]:
        """A child finds the demo's key and the passphrase where it finds a user's: in its environment, and nowhere on a disk."""
        environment = {KEY_VARIABLE: self.demo.key.secret.decode()} if self.demo else {}
        phrase = key_file.passphrase()
        return environment | ({key_file.PASSPHRASE_VARIABLE: phrase} if phrase else {})

    def _leave(self) -> None:
        """Stop whatever uses the session, then close it."""
        self._poll.stop()
        self.capture.stop_and_wait()
        self._decoder.stop_and_wait()
        if self.session:
            self.session.close()
            self.session = None
        if self.demo:
            self.demo.close()
            self.demo = None
        self.reader = self.own_reader

    def _on_capture_state(self) -> None:
        if self.demo and self.capture.listening and not self._demo_started:
            self._demo_started = True
            self.demo.start()


def words_of(ended: Ended) -> str:
    """The last line of a child that ended by itself, or how it ended."""
    lines = [line.strip() for line in ended.last_words.splitlines() if line.strip()]
    if lines:
        return lines[-1]
    if ended.exit_code < 0:
        return tr("被强行结束", "it was ended by force")
    return tr(f"退出码 {ended.exit_code}", f"exit code {ended.exit_code}")
