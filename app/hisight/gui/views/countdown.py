"""How long a held call stays held, as a label that counts."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from hisight.gui import theme
from hisight.gui.intercepting import HeldCall, Intercepting
from hisight.gui.tr import tr
from hisight.gui.views.held_strip import seconds_left

_TICK_MS = 250
_URGENT = 5  # seconds


class Countdown(QLabel):
    """Says so, too, when the call has gone on."""

    def __init__(self, intercepting: Intercepting, call: HeldCall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intercepting, self._call = intercepting, call
        self.setFont(theme.bold_font())
        tick = QTimer(self, interval=_TICK_MS)
        tick.timeout.connect(self.look)
        tick.start()
        self.look()

    def look(self) -> None:
        """Show what is left."""
        left = seconds_left(self._call)
        gone = self._call.paused.id not in self._intercepting.held
        self.setText(
            tr("已经放行，修改不会生效", "it has gone on, and edits come too late")
            if gone
            else tr(f"{left} 秒后", f"in {left} s")
        )
        role = "error" if gone or left <= _URGENT else "text"
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().polish(self)
