"""The report on the open session, and what its window wants of the list of calls."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from hisight.gui.dialogs.conformance import ConformanceDialog
    from hisight.gui.main_window import MainWindow


class ReportActions(QObject):
    """Acts on its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by their names."""
        return {"conformance": self.show}

    def show(self) -> "ConformanceDialog | None":
        """Open a report on the session that is open; None without one."""
        from hisight.gui.dialogs.conformance import ConformanceDialog

        window, session = self._window, self._window.control.session
        if session is None:
            return None
        dialog = ConformanceDialog(session.path, window.control.reader, window)
        dialog.filter_wanted.connect(lambda text: window.filter_bar.set_text(text))
        dialog.call_wanted.connect(window.show_call)
        dialog.show()
        return dialog
