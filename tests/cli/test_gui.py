import struct

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.mock import DEMO_KEY


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "recorded.hisight"
    with Session.open(path, create=True) as opened:
        opened.append(recorded.exchanges()[:3])
    return path


def test_a_picture_of_the_window_is_taken_without_a_display(hisight, session, tmp_path):
    picture = tmp_path / "window.png"
    options = ("--select", "2", "--tab", "response", "--theme", "dark", "--lang", "zh", "--size", "1000x700")
    key = DEMO_KEY.secret.decode()
    done = hisight(
        "gui",
        str(session),
        *options,
        "--screenshot",
        str(picture),
        HISIGHT_KEY=key,
        DISPLAY="",
        QT_QPA_PLATFORM="offscreen",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1000, 700)


def test_what_is_no_session_is_imported_into_one_and_shown(hisight, session, tmp_path):
    har, picture = tmp_path / "calls.har", tmp_path / "window.png"
    hisight("export", str(session), "--format", "har", "-o", str(har))
    before = set(tmp_path.rglob("*.hisight"))
    done = hisight("gui", str(har), "--screenshot", str(picture), QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (0, "")
    assert picture.exists()
    (made,) = set(tmp_path.rglob("*.hisight")) - before
    with Session.open(made) as opened:
        assert opened.count() == 3


def test_of_what_is_imported_no_call_can_be_chosen_beforehand(complains, tmp_path):
    (tmp_path / "calls.har").write_text("{}", "utf-8")
    assert "Leave --select out" in complains("gui", str(tmp_path / "calls.har"), "--select", "1")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such.hisight"], "there is no session file no-such.hisight"),
        (["--select", "1"], "--select needs a session file"),
        (["--theme", "pink"], "--theme cannot be 'pink'. Choose from light, dark."),
        (["--lang", "fr"], "--lang cannot be 'fr'"),
        (["--tab", "x"], "--tab cannot be 'x'"),
        (["--size", "big"], "Write it like 1280x800."),
    ],
)
def test_a_wrong_argument_is_one_line(complains, arguments, words):
    assert words in complains("gui", *arguments)


def test_a_call_that_is_not_there_is_one_line(complains, session):
    assert "has no call 9" in complains("gui", str(session), "--select", "9")


def test_a_picture_that_cannot_be_written_is_one_line(complains, session, tmp_path):
    target = str(tmp_path / "none" / "x.png")
    assert "cannot be written" in complains("gui", str(session), "--screenshot", target, QT_QPA_PLATFORM="offscreen")
