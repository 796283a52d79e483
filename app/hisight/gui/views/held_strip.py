"""A line above the list while calls are held: which, and for how long yet. It never takes the focus."""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hisight.catalog import Catalog
from hisight.gui import icons, theme
from hisight.gui.intercepting import HeldCall, Intercepting
from hisight.gui.tr import tr

_TICK_MS = 250
_URGENT = 5  # seconds


class HeldStrip(QFrame):
    """Hidden while nothing is held."""

    queue_requested = Signal()
    """Show all that is held."""
    resume_requested = Signal()
    """Let all go on as they came."""

    def __init__(self, intercepting: Intercepting, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intercepting, self._catalog = intercepting, catalog
        icon = QLabel()
        icon.setPixmap(icons.pixmap("breakpoint", "warning", theme.BAR_ICON, self.devicePixelRatioF()))
        self.text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.countdown = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.countdown.setFont(theme.bold_font())
        queue = QPushButton(tr("处理…", "Look…"), toolTip=tr("查看并处理被暂停的调用 (F8)", "See what is held (F8)"))
        queue.clicked.connect(self.queue_requested)
        resume = QPushButton(
            tr("全部放行", "Resume all"),
            toolTip=tr("全部按原样放行 (Shift+F8)", "Let all go on as they came (Shift+F8)"),
        )
        resume.clicked.connect(self.resume_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 6, theme.SPACE, 6)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(icon)
        layout.addWidget(self.text, 1)
        for widget in (self.countdown, queue, resume):
            layout.addWidget(widget)
        for button in (queue, resume):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet(f"HeldStrip {{ background: {theme.current().warning_soft}; }}")
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._count_down)
        intercepting.held_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show what is held now."""
        held = list(self._intercepting.held.values())
        self.setVisible(bool(held))
        if not held:
            self._tick.stop()
            return
        first = describe(held[0], self._catalog)
        count = len(held)
        more = tr(f"（共 {count} 个）", f" ({count} held)") if count > 1 else ""
        self.text.setText(tr(f"已暂停：{first}{more}", f"Held: {first}{more}"))
        self._count_down()
        self._tick.start()

    def _count_down(self) -> None:
        left = min((seconds_left(call) for call in self._intercepting.held.values()), default=0)
        self.countdown.setText(tr(f"{left} 秒后自动放行", f"goes on in {left} s"))
        self.countdown.setProperty("role", "error" if left <= _URGENT else "text")
        self.countdown.style().polish(self.countdown)


def describe(call: HeldCall, catalog: Catalog) -> str:
    """Which side of which call, in a few words."""
    function = call.function(catalog)
    name = f"{function.label} {function.title}" if function else call.fun_code or call.paused.url
    side = tr("请求", "request") if call.paused.direction == "request" else tr("应答", "answer")
    user = tr(f"，用户 {call.user}", f", user {call.user}") if call.user else ""
    return f"{name} · {side}{user}"


def seconds_left(call: HeldCall) -> int:
    """Whole seconds until `call` goes on by itself."""
    return max(0, round(call.paused.deadline - time.time()))
