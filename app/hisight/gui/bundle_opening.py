"""Opening a bundle: it becomes a session, every call of it is judged again, and the banner says how that compares."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from hisight.errors import HisightError
from hisight.gui.long_work import LongWork
from hisight.gui.tr import tr
from hisight.imports import bundle
from hisight.imports.bundle_session import CancelledError, Verified, verify
from hisight.imports.format import BEGINNING
from hisight.reading import Reader

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class Verifying(LongWork):
    """Judges the calls of at most one bundle at a time, off the GUI thread."""

    verified = Signal(object)
    """What came of it: a `Verified`."""

    def start(self, path: Path, reader: Reader) -> None:
        """Make the bundle at `path` a session, and judge its calls again with `reader`."""

        def run() -> None:
            self.verified.emit(verify(path, reader, progress=self.progress.emit, cancelled=self.is_cancelled))

        self.begin(run)


class BundleOpening(QObject):
    """Takes the bundles among the files that the window is to open."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._path, self._select = Path(), 0
        self.verifying = Verifying(self)
        """The work."""
        self.verified: Verified | None = None
        """What came of the last one."""
        self.verifying.progress.connect(self._show_progress)
        self.verifying.verified.connect(self._open)
        self.verifying.failed.connect(self._complain)
        self.verifying.ended.connect(lambda: self._window.status.show_work(""))

    def wire_views(self) -> None:
        """The window was built anew."""
        self._window.status.cancelled.connect(self.verifying.cancel)

    def take(self, path: Path, select: int = 0) -> bool:
        """Open the bundle at `path` and show call `select` of it; False when it is none, or one is being opened."""
        try:
            with path.open("rb") as file:
                ours = bundle.recognises(file.read(BEGINNING), path)
        except OSError:  # whoever opens it as a session says why
            return False
        if ours and not self.verifying.running:
            self._path, self._select = path, select
            self.verifying.start(path, self._window.control.own_reader)
        return ours

    def show_differences(self) -> None:
        """List what is judged otherwise now, and which files were changed."""
        from hisight.gui.dialogs.bundle_differences import BundleDifferences

        assert self.verified is not None
        dialog = BundleDifferences(self.verified, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.call_chosen.connect(self._window.show_call)
        dialog.show()

    def _open(self, verified: Verified) -> None:
        self.verified = verified
        try:
            self._window.open_session(verified.session, select=self._select)
        except HisightError as error:
            self._window.complain(error)
            return
        if verified.alike:
            self._window.banner.say("ok", str(verified.words))
            return
        button = tr("显示差异…", "Show differences…") if any(True for _ in verified.lines()) else ""
        action = self.show_differences if button else None
        self._window.banner.say("warning", str(verified.words), button, action)

    def _complain(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self._window.complain(error)

    def _show_progress(self, done: int, of: int) -> None:
        text = tr(f"打开 {self._path.name}", f"Opening {self._path.name}") if done < of else ""
        self._window.status.setVisible(bool(text) or self._window.control.session is not None)
        self._window.status.show_work(text, done, of)
