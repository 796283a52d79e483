import sys

from PySide6.QtCore import Qt

from hisight.gui.capture_control import Capturing
from hisight.gui.child import Ended
from hisight.proxy import Listen, Upstream


def test_a_proxy_that_dies_is_shown_with_its_last_words_and_a_restart(qtbot, window, session_path):
    capture = window.control.capture
    capturing = Capturing(Listen("127.0.0.1", 9000), Upstream("http", "his.example", 80), session_path)
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
