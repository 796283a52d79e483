"""What the window says about the proxy and about the process that reads the calls: running, listening, ended by itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hisight.gui.child import Ended
from hisight.gui.session_control import words_of
from hisight.gui.tr import tr
from hisight.wording import Words

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class CaptureReport(QObject):
    """Keeps button, menu, status bar and banner of the window in step with its processes."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        capture = window.control.capture
        capture.state_changed.connect(self.show)
        capture.failed.connect(self._report_proxy)
        capture.trouble.connect(lambda text: window.banner.say("warning", text))
        window.control.decoder_failed.connect(self._report_decoder)

    def show(self) -> None:
        """The proxy started, listens, or ended."""
        window, capture = self._window, self._window.control.capture
        window.workspace.capture_button.show_state()
        words = Words("停止抓包", "Stop the capture") if capture.running else Words("开始抓包…", "Start capture…")
        window.actions_by_name["capture"].setText(str(words))
        if capture.listening:
            window.calls.begin_following()
            window.status.show_state(tr("正在抓包", "recording"), "error")
        elif capture.running:
            window.status.show_state(tr("代理启动中…", "the proxy is starting …"), "warning")
        else:
            window.status.show_state(tr("未抓包", "not recording"), "border")
        window.show_counts()

    def _report_proxy(self, ended: Ended) -> None:
        """The proxy ended by itself."""
        reason, restart = words_of(ended), self._window.control.capture.restart
        text = tr(f"代理意外退出：{reason}", f"The proxy has ended by itself: {reason}")
        self._window.banner.say("error", text, tr("重新启动", "Restart"), restart)

    def _report_decoder(self, ended: Ended) -> None:
        reason = words_of(ended)
        text = tr(f"解读进程意外退出：{reason}", f"The process that reads the calls has ended: {reason}")
        self._window.banner.say("error", text)
