import os
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from hisight.capture import SessionError
from hisight.demo import Demo
from hisight.errors import HisightError
from hisight.gui import app
from hisight.gui.app import Start, run, run_demo
from hisight.gui.main_window import MainWindow


def window() -> MainWindow:
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    )


def test_a_picture_shows_the_call_and_the_page_that_were_asked_for(session_path, tmp_path):
    file = tmp_path / "a.png"
    assert run(Start(session_path, 19, "signature", "dark", "zh", (1280, 800), file)) == 0
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1280, 800)
    assert image.pixelColor(3, 300).lightness() < 80


def test_a_picture_may_be_of_the_interface(tmp_path):
    file = tmp_path / "a.png"
    assert run(Start(theme="dark", language="zh", size=(1000, 600), screenshot=file, interface="LockReg")) == 0
    assert (QImage(str(file)).width(), QImage(str(file)).height()) == (1000, 600)
    with pytest.raises(HisightError, match="no function 9999"):
        run(Start(screenshot=file, interface="9999"))


def test_a_picture_leaves_the_settings_of_the_user_alone(session_path, tmp_path):
    run(Start(session_path, screenshot=tmp_path / "a.png"))
    assert not (tmp_path / "user-data" / "window.ini").exists()


def test_a_picture_that_cannot_be_written_is_an_error(session_path, tmp_path):
    with pytest.raises(HisightError, match=r"a\.png"):
        run(Start(session_path, screenshot=tmp_path / "none" / "a.png"))


def test_a_session_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(SessionError, match=r"none\.hisight"):
        run(Start(tmp_path / "none.hisight"))


def test_the_window_runs_until_it_is_closed(qapp):
    QTimer.singleShot(300, lambda: window().close())
    assert run() == 0


def test_a_mistake_of_ours_is_shown_and_logged_and_the_window_goes_on(qapp):
    seen = []

    def look() -> None:
        seen.append(window().banner.text.text())
        seen.append(window().control.capture.log[-1])
        window().close()

    def mistake() -> None:
        QTimer.singleShot(100, look)
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("division by zero"), None)

    QTimer.singleShot(200, mistake)
    before = sys.excepthook
    run()
    assert seen[0] == "ZeroDivisionError: division by zero"
    assert "ZeroDivisionError" in seen[1]
    assert sys.excepthook is before


def test_the_demo_runs_in_the_window(qapp):
    seen = []

    def look() -> None:
        if window().model.rowCount() > 2 and window().settled:
            seen.append(window().calls.current_id)
            window().close()

    timer = QTimer(interval=200)
    timer.timeout.connect(look)
    timer.start()
    with Demo(pace_s=0.05) as demo:
        assert run_demo(demo) == 0
    timer.stop()
    assert seen[0] > 0


def test_without_a_display_only_a_picture_can_be_made(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(HisightError, match="no display"):
        app.choose_platform(hidden=False)
    app.choose_platform(hidden=True)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.delenv("QT_QPA_PLATFORM")
