"""Calls held by a real window: when it is killed they pass."""

import http.client
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from tests.gui import recorded

from hisight import profiles
from hisight.capture import Session
from hisight.intercept import touch
from hisight.mock import DEMO_KEY
from hisight.proxy import free_port

_COUNT = 10
_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from hisight import proxy
from hisight.capture.pausing import Breakpoint
from hisight.gui.capture_control import Capturing
from hisight.gui.main_window import MainWindow
from hisight.gui.settings import Settings
from hisight.reading import Reader

listen, upstream, session = sys.argv[1:]
app = QApplication([])
window = MainWindow(None, Reader.default(), Settings(Path(session).with_name("window.ini")))
window.show()
intercepting = window.control.capture.intercepting
intercepting.armed_changed.connect(lambda: print("armed", flush=True))
intercepting.held_changed.connect(lambda: print("held", len(intercepting.held), flush=True))
intercepting.add(Breakpoint("2007 OrderReg", direction="request"))
route = proxy.Route(proxy.parse_listen(listen), proxy.parse_upstream(upstream))
window.control.start_capture(Capturing((route,), Path(session)), "")
app.exec()
"""


def ask(port: int) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        fields = {"Content-Type": "text/xml; charset=utf-8"}
        connection.request("POST", "/HisService", recorded.exchange(fun_code="2007").request_body, fields)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_killing_the_window_with_ten_calls_held_lets_all_ten_pass(his, tmp_path):
    port, session = free_port(), tmp_path / "day.hisight"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(tmp_path),
        profiles.KEY_VARIABLE: DEMO_KEY.secret.decode(),
    }
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, f"127.0.0.1:{port}", his.origin, str(session)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    try:
        for _ in range(3):  # when it was asked for, when the proxy listens, and when the proxy has said so
            assert window.stdout.readline() == "armed\n"
        with ThreadPoolExecutor(_COUNT) as clients:
            answers = [clients.submit(ask, port) for _ in range(_COUNT)]
            while window.stdout.readline() != f"held {_COUNT}\n":
                assert window.poll() is None
            assert not any(answer.done() for answer in answers)

            os.kill(window.pid, signal.SIGKILL)

            assert [answer.result()[0] for answer in answers] == [200] * _COUNT
    finally:
        window.kill()
        window.wait()
        window.stdout.close()
    with Session.open(session) as opened:
        until = time.monotonic() + 20
        while opened.count() < _COUNT:  # nobody is left to be told
            assert time.monotonic() < until
            time.sleep(0.05)
        calls = list(opened.exchanges(range(1, _COUNT + 1)))
    for call in calls:
        assert call.request_body == recorded.exchange(fun_code="2007").request_body
        assert (call.request_head_sent, call.request_body_sent, call.response_head_sent, call.error) == (
            b"",
            b"",
            b"",
            "",
        )
        assert [one.deed for one in touch.read(call.touched)] == ["paused"]
