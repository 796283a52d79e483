"""`hisight capture` records into the session that a window has open: both see every call."""

import pytest
from tests.end2end.capturing import KEY, Capture

from hisight import profiles
from hisight.gui import background
from hisight.gui.main_window import MainWindow
from hisight.gui.settings import Settings
from hisight.mock import Platform
from hisight.reading import Reader

TIMEOUT = 30_000


@pytest.fixture
def window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv(profiles.KEY_VARIABLE, KEY)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = MainWindow(None, Reader.default(), Settings(tmp_path / "window.ini", language="en", theme="light"))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    background.finish()


def test_the_window_sees_live_what_the_command_line_records_and_both_show_every_call(qtbot, window, his, tmp_path):
    capture = Capture(his, tmp_path / "calls.hisight", tmp_path / "home")
    window.open_session(capture.session)

    list(Platform(f"http://127.0.0.1:{capture.port}/HisService").calls(5))

    told = [line["id"] for line in (capture.read() for _ in range(5))]  # a line a call, whoever reads it first
    qtbot.waitUntil(lambda: window.model.rowCount() == 5 and window.settled, timeout=TIMEOUT)
    assert told == [1, 2, 3, 4, 5]
    assert all(row.summary and row.summary.signature == "valid" for row in window.control.session.rows(range(1, 6)))
    assert capture.close() == 0
