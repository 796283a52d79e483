"""What the main window says of its two children."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hisight.gui.capture_control import Capturing
from hisight.gui.child import Ended
from hisight.proxy import Listen, Route, Upstream


def said(window) -> str:
    return " ".join(label.text() for label in window.status.findChildren(QLabel))


def test_a_proxy_that_dies_is_shown_with_its_last_words_and_a_restart(qtbot, window, session_path):
    capture = window.control.capture
    capturing = Capturing((Route(Listen("127.0.0.1", 9000), Upstream("http", "his.example", 80)),), session_path)
    program = "print('address already in use'); raise SystemExit(1)"
    with qtbot.waitSignal(capture.failed, timeout=10_000):
        capture.start(capturing, [sys.executable, "-c", program])
    assert window.banner.text.text() == "The proxy has ended by itself: address already in use"
    assert window.banner.button.text() == "Restart"
    with qtbot.waitSignal(capture.failed, timeout=10_000):
        qtbot.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert window.banner.isVisible()


def test_a_decoder_that_dies_is_shown(window):
    window.control.decoder_failed.emit(Ended(asked=False, exit_code=2, last_words="no key"))
    assert "no key" in window.banner.text.text()


def test_while_the_proxy_starts_menu_and_status_say_so(qtbot, window, session_path):
    capture = window.control.capture
    capturing = Capturing((Route(Listen("127.0.0.1", 9000), Upstream("http", "his.example", 80)),), session_path)
    with qtbot.waitSignal(capture.failed, timeout=10_000):
        capture.start(capturing, [sys.executable, "-c", "raise SystemExit(1)"])
        assert window.actions_by_name["capture"].text() == "Stop the capture"
        assert "starting" in said(window)
    assert window.actions_by_name["capture"].text() == "Start capture…"
    assert "not recording" in said(window)
