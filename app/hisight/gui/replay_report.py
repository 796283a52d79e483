"""What the main window says of calls that are sent: how far a batch is, what came back, and what could not be sent."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hisight.errors import HisightError
from hisight.gui.tr import tr
from hisight.replay.batch import Outcome

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class ReplayReport(QObject):
    """Listens to what the window sends."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        replaying = window.replaying
        replaying.stored.connect(self._show_answer)
        replaying.outcome.connect(self._show_outcome)
        replaying.progress.connect(self._show_progress)
        replaying.ended.connect(lambda: window.status.show_work(""))
        replaying.failed.connect(window.complain)

    def wire_views(self) -> None:
        """The window was built anew."""
        self._window.status.cancelled.connect(self._window.replaying.cancel)

    def _show_answer(self, number: int) -> None:
        """An answer came back: select it."""
        self._window.model.look()
        self._window.show_call(number)

    def _show_outcome(self, outcome: Outcome) -> None:
        """A call that could not be sent says why."""
        if not outcome.number:
            self._window.complain(HisightError(outcome.problem))

    def _show_progress(self, done: int, of: int) -> None:
        text = tr(f"重放 {done}/{of}", f"Replaying {done}/{of}") if done < of else ""
        self._window.status.show_work(text, done, of)
