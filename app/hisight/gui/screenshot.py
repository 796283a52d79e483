"""A picture of the window, taken when everything is on it."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from hisight.errors import HisightError
from hisight.gui.main_window import MainWindow
from hisight.wording import Words

_LOOK_MS = 50
_PATIENCE_MS = 30_000
_QUIET = 4  # looks in a row at which all was settled: layouts and timers of the panes have run


class Screenshot(QObject):
    """Waits until `window` is settled, writes `file`, and closes the window."""

    def __init__(self, window: MainWindow, file: Path, shown: QWidget | None = None) -> None:
        """`shown` is what the picture is of, by default the window itself."""
        super().__init__(window)
        self.problem: HisightError | None = None
        """Why there is no picture; None when there is one."""
        self._window = window
        self._shown = shown or window
        self._file = file
        self._quiet = 0
        self._waited_ms = 0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._waited_ms += _LOOK_MS
        self._quiet = self._quiet + 1 if self._window.settled else 0
        if self._quiet < _QUIET and self._waited_ms < _PATIENCE_MS:
            return
        self._timer.stop()
        if self._quiet < _QUIET:
            self.problem = HisightError(
                Words(
                    "会话没有在 30 秒内读完，没有截图。",
                    "the session was not read within 30 seconds; no picture was taken.",
                )
            )
        elif not self._shown.grab().save(str(self._file)):
            self.problem = HisightError(
                Words(f"无法写入截图 {self._file}。", f"the picture {self._file} cannot be written."),
                Words("文件名应以 .png 结尾，文件夹须存在。", "Its name should end in .png, and its folder exist."),
            )
        self._window.close()
