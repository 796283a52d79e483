"""What happens inside a window's process: `python inside.py WORK ...` prints what it measured as one JSON line.

The groups `window`, `scrolling` and `starting` run it; each work has a process of its own, so that none inherits caches.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

_PATIENCE_S = 120.0
_BEAT_MS = 5
_PAGES = 200


def empty_window() -> dict[str, Any]:
    """The smallest program with a window: begins and is painted."""
    application = QApplication([])
    watch = _FirstPaint(application)
    window = QMainWindow()
    window.show()
    application.exec()
    return {"painted": watch.painted}


def whole_window(*arguments: str) -> dict[str, Any]:
    """`hisight gui`, from its command line until it is painted."""
    from hisight.cli import main

    application = QApplication([])
    watch = _FirstPaint(application)
    sys.argv = ["hisight", "gui", *arguments]
    with suppress(SystemExit):
        main()
    return {"painted": watch.painted}


class _FirstPaint(QObject):
    """Ends the program at the first paint of a window."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.painted = False
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not self.painted and event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self.painted = True
            QTimer.singleShot(0, QApplication.quit)
        return False


def opened(session: str) -> dict[str, Any]:
    """From the order to open a session until its rows are painted, in a window that is there already."""
    window = _window()
    began = time.perf_counter()
    window.open_session(Path(session))
    _until(lambda: window.model.rowCount() > 0)
    window.grab()
    took = time.perf_counter() - began
    _end(window)
    return {"seconds": took}


def scrolled(session: str) -> dict[str, Any]:
    """A page down at a time through our list; and how much memory the session and that have taken."""
    window = _window()
    before = _resident_mb()
    window.open_session(Path(session))
    _until(lambda: window.model.rowCount() > 0 and window.settled)
    window.calls.stop_following()
    told = {"ms": _page_through(window.calls.table), "megabytes": _resident_mb() - before}
    _end(window)
    return told


def scrolled_empty(session: str) -> dict[str, Any]:
    """The same through as many empty cells of Qt's own item model, in a plain table that shows as many of them."""
    window = _window()
    window.open_session(Path(session))
    _until(lambda: window.model.rowCount() > 0 and window.settled)
    ours = window.calls.table
    shown = [column for column in range(window.model.columnCount()) if not ours.isColumnHidden(column)]
    table = QTableView()
    table.setModel(QStandardItemModel(window.model.rowCount(), len(shown)))
    for column, of_ours in enumerate(shown):
        table.setColumnWidth(column, ours.columnWidth(of_ours))
    table.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    table.resize(ours.size())
    _end(window)
    table.show()
    return {"ms": _page_through(table)}


def selected(session: str, *numbers: str) -> dict[str, Any]:
    """From the selection of each call until its answer stands there as indented, coloured XML."""
    window = _window()
    window.open_session(Path(session))
    _until(lambda: window.settled)
    window.detail.set_tab("response")
    window.detail.response.set_mode("xml")
    took: list[float] = []
    for number in map(int, numbers):
        _until(lambda: window.settled)
        began = time.perf_counter()
        window.show_call(number)
        _until(lambda number=number: window.current.number == number and window.settled)
        window.detail.grab()
        took.append((time.perf_counter() - began) * 1000)
    _end(window)
    return {"ms": took}


def live(upstream: str, port: str, session: str, seconds: str) -> dict[str, Any]:
    """A window that captures; it says on standard output when it listens, and then measures for so many seconds."""
    from hisight.gui.capture_control import Capturing
    from hisight.proxy import Listen, Route, parse_upstream

    window = _window()
    capturing = Capturing((Route(Listen("127.0.0.1", int(port)), parse_upstream(upstream)),), Path(session))
    window.control.start_capture(capturing, "")
    _until(lambda: window.control.capture.listening)
    beats: list[float] = []
    heart = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    print("listening", flush=True)
    processor, began = time.process_time(), time.perf_counter()
    loop = QEventLoop()
    QTimer.singleShot(int(float(seconds) * 1000), loop.quit)
    loop.exec()
    used, elapsed = time.process_time() - processor, time.perf_counter() - began
    heart.stop()
    gaps = sorted((later - earlier) * 1000 - _BEAT_MS for earlier, later in pairwise(beats))
    _until(lambda: _all_read(window))
    shown = window.model.rowCount()
    _end(window)
    return {"p99": gaps[int(len(gaps) * 0.99)], "worst": gaps[-1], "core": used / elapsed, "shown": shown}


def _all_read(window: Any) -> bool:
    session = window.control.session
    return not session.unread(window.control.reader.fingerprint, 1) and window.model.rowCount() == session.last_id()


def _window() -> Any:
    """A window with settings of its own, painted once."""
    from hisight.follow import settle
    from hisight.gui import app
    from hisight.gui.settings import Settings
    from hisight.reading import Reader

    app._application(hidden=False)
    window = app._window(Settings(Path(os.environ["XDG_DATA_HOME"]) / "window.ini"), Reader.default())
    window.resize(1280, 800)
    window.show()
    window.grab()
    settle()  # as the program does it once it is painted
    return window


def _end(window: Any) -> None:
    """Close the window with its children."""
    window.close()
    QApplication.processEvents()


def _page_through(table: QTableView) -> float:
    """Milliseconds to scroll by a page and paint it."""
    bar = table.verticalScrollBar()
    QApplication.processEvents()
    began = time.perf_counter()
    for _ in range(_PAGES):
        bar.setValue(bar.value() + bar.pageStep())
        table.viewport().repaint()
        QApplication.processEvents()
    return (time.perf_counter() - began) * 1000 / _PAGES


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.0005)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


_WORKS: dict[str, Callable[..., dict[str, Any]]] = {
    work.__name__: work for work in (empty_window, whole_window, opened, scrolled, scrolled_empty, selected, live)
}

if __name__ == "__main__":
    print(json.dumps(_WORKS[sys.argv[1]](*sys.argv[2:])), flush=True)
