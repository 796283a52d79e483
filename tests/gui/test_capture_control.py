import http.client
import os
import signal
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.gui import recorded

from hisight import proxy
from hisight.capture import Session, SessionError
from hisight.gui.capture_control import CaptureControl, Capturing, Decoder
from hisight.gui.child import Child
from hisight.profiles import KEY_VARIABLE
from hisight.proxy import Listen, Route
from hisight.reading import Reader


@pytest.fixture
def his():
    with recorded.his() as server:
        yield server


@pytest.fixture
def capturing(his, tmp_path) -> Capturing:
    Session.open(tmp_path / "new.hisight", create=True).close()
    return Capturing(
        (Route(Listen("127.0.0.1", proxy.free_port()), proxy.parse_upstream(his.url)),), tmp_path / "new.hisight"
    )


@pytest.fixture
def control(qapp):
    made = CaptureControl(qapp)
    yield made
    made.stop_and_wait()
    made.deleteLater()


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_a_call_through_the_proxy_is_reported_when_it_is_in_the_file(qtbot, control, capturing):
    with qtbot.waitSignal(control.state_changed, check_params_cb=lambda: control.listening, timeout=30_000):
        control.start(capturing)
    assert control.running
    asked = recorded.exchanges()[0]
    with (
        closing(http.client.HTTPConnection("127.0.0.1", capturing.routes[0].listen.port)) as connection,
        qtbot.waitSignal(control.recorded, timeout=10_000) as got,
    ):
        connection.request("POST", "/HisService", asked.request_body, {"Content-Type": "text/xml; charset=utf-8"})
        assert connection.getresponse().status == 200
    assert got.args == [1]
    control.stop()
    qtbot.waitUntil(lambda: not control.running, timeout=20_000)
    with Session.open(capturing.session) as session:
        assert session.get(1).request_body == asked.request_body


def test_a_proxy_that_dies_tells_its_last_words_and_can_be_restarted(qtbot, control, capturing):
    with qtbot.waitSignal(control.failed, timeout=10_000) as failed:
        control.start(capturing, python("print('address already in use'); raise SystemExit(1)"))
    assert failed.args[0].last_words == "address already in use"
    assert control.log == ["address already in use"]
    assert not control.running
    with qtbot.waitSignal(control.failed, timeout=10_000):
        control.restart()
    assert control.log == ["address already in use"] * 2


def test_trouble_is_reported_in_the_language_of_the_user_and_logged(qtbot, control, capturing):
    line = '{"event": "error", "zh": "磁盘已满", "en": "disk full"}'
    with qtbot.waitSignal(control.trouble, timeout=10_000) as trouble:
        control.start(capturing, python(f"print({line!r}, flush=True); input()"))
    assert trouble.args == ["disk full"]
    assert control.log == ["disk full"]


def test_an_end_that_was_asked_for_is_no_failure(qtbot, control, capturing):
    failures = []
    control.failed.connect(failures.append)
    control.start(capturing, python("import sys; sys.stdin.read()"))
    control.stop()
    qtbot.waitUntil(lambda: not control.running, timeout=10_000)
    assert not failures


def test_the_decoder_makes_the_summaries_that_are_missing(qtbot, qapp, tmp_path):
    with Session.open(tmp_path / "unread.hisight", create=True) as session:
        session.append(recorded.exchanges()[:3])
        decoder = Decoder(qapp)
        with qtbot.waitSignal(decoder.summarised, timeout=20_000) as read:
            decoder.start(Path(session.path))
        assert read.args == [(1, 2, 3)]
        assert all(row.summary for row in session.rows([1, 2, 3]))
        session.append(recorded.exchanges()[3:4])
        with qtbot.waitSignal(decoder.summarised, timeout=20_000) as read:
            decoder.hint()
        assert read.args == [(4,)]
        decoder.stop_and_wait()
        decoder.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be made to stand still")
def test_a_decoder_whose_profiles_have_changed_overwrites_nothing_that_the_next_one_reads(qtbot, qapp, tmp_path):
    reader = Reader.default()
    with Session.open(tmp_path / "unread.hisight", create=True) as session:
        session.append(recorded.exchanges()[:3])
        decoder = Decoder(qapp)
        with qtbot.waitSignal(decoder.summarised, timeout=20_000):
            decoder.start(Path(session.path), environment={KEY_VARIABLE: "ANOTHER-KEY-16CH"})
        late = decoder.findChild(Child)
        process = late._process.processId()
        while session.last_id() == 3:
            os.kill(process, signal.SIGSTOP)
            try:
                session.append(recorded.exchanges()[3:4])
            except SessionError:  # it stands while it holds the file
                os.kill(process, signal.SIGCONT)
        with qtbot.waitSignal(late.ended, timeout=20_000):
            decoder.start(Path(session.path))
            qtbot.waitUntil(lambda: not session.unread(reader.fingerprint, 1), timeout=20_000)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)
        assert not session.unread(reader.fingerprint, 1)
        decoder.stop_and_wait()
        decoder.deleteLater()


def test_a_decoder_that_cannot_begin_says_so(qtbot, qapp, tmp_path):
    decoder = Decoder(qapp)
    with qtbot.waitSignal(decoder.failed, timeout=20_000) as failed:
        decoder.start(tmp_path / "none.hisight", profile="none")
    assert "none.hisight" in failed.args[0].last_words
    decoder.deleteLater()


def test_a_decoder_is_told_the_catalog_of_the_window(qtbot, qapp, tmp_path):
    Session.open(tmp_path / "unread.hisight", create=True).close()
    decoder = Decoder(qapp)
    with qtbot.waitSignal(decoder.failed, timeout=20_000) as failed:
        decoder.start(tmp_path / "unread.hisight", catalog=tmp_path / "east")
    assert "there is no folder" in failed.args[0].last_words
    decoder.deleteLater()
