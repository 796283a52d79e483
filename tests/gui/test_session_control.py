import pytest

from hisight import profiles
from hisight.capture import SessionError
from hisight.demo import Demo
from hisight.gui.capture_control import Capturing
from hisight.gui.child import Ended
from hisight.gui.session_control import SessionControl, words_of
from hisight.profiles import ProfileError, Traits
from hisight.proxy import Listen, Route, Upstream
from hisight.reading import Reader


@pytest.fixture
def control(qapp):
    made = SessionControl(Reader.default(), "", qapp)
    yield made
    made.close()
    made.deleteLater()


def test_opening_another_session_closes_the_first(qtbot, control, session_path, tmp_path):
    control.open(session_path)
    first = control.session
    with qtbot.waitSignal(control.changed):
        control.open(tmp_path / "second.hisight", create=True)
    assert control.session is not first
    with pytest.raises(SessionError):
        first.count()


def test_a_file_that_cannot_be_opened_changes_nothing(control, session_path, tmp_path):
    control.open(session_path)
    with pytest.raises(SessionError, match=r"none\.hisight"):
        control.open(tmp_path / "none.hisight")
    assert control.session.path == session_path
    assert control.session.count()


def test_a_profile_that_does_not_exist_starts_no_capture(control, session_path, tmp_path):
    control.open(session_path)
    capturing = Capturing(
        (Route(Listen("127.0.0.1", 9000), Upstream("http", "his.example", 80)),), tmp_path / "new.hisight"
    )
    with pytest.raises(ProfileError):
        control.start_capture(capturing, "none")
    assert control.session.path == session_path
    assert not control.capture.running


def test_the_demo_speaks_once_the_proxy_listens_and_is_read_with_its_own_key(qtbot, control, monkeypatch):
    monkeypatch.delenv("HISIGHT_KEY")
    demo = Demo(pace_s=0)
    with qtbot.waitSignal(control.summarised, timeout=40_000) as read:
        control.show_demo(demo)
    row = control.session.rows([read.args[0][0]])[0]
    assert row.summary.signature == "valid"
    control.close()
    assert control.session is None
    assert control.demo is None
    assert not demo.session.exists()


def test_calls_that_another_process_records_are_found_without_a_hint(qtbot, control, session_path):
    control.open(session_path)
    with qtbot.waitSignal(control.grown, timeout=5000):
        pass


def test_the_last_line_of_a_child_says_why_it_ended():
    assert words_of(Ended(asked=False, exit_code=1, last_words="Traceback\nOSError: no\n\n")) == "OSError: no"
    assert words_of(Ended(asked=False, exit_code=3, last_words="")) == "exit code 3"
    assert words_of(Ended(asked=False, exit_code=-1, last_words="")) == "it was ended by force"


def test_reading_anew_takes_the_profiles_of_now_or_leaves_all_as_it_was(qtbot, control, session_path):
    control.open(session_path)
    before = control.reader
    profiles.own_file().write_text('[city]\nseverity = { FLD003 = "off" }\n', "utf-8")
    with qtbot.waitSignal(control.read_again):
        control.read_anew()
    assert control.reader.fingerprint != before.fingerprint
    profiles.own_file().write_text('[city]\nseverity = { FLD999 = "off" }\n', "utf-8")
    now = control.reader
    with pytest.raises(ProfileError, match="there is no rule FLD999"):
        control.read_anew()
    assert control.reader is now


def test_the_demo_keeps_its_key_and_takes_only_what_a_profile_lets_pass(control):
    with Demo() as demo:
        profiles.own_file().write_text('[city]\nkeys = ["env:NONE"]\nseverity = { FLD003 = "off" }\n', "utf-8")
        control.demo = demo
        control.read_anew()
        assert control.reader.choose_scheme(Traits()) == demo.reader().choose_scheme(Traits())
        assert [profile.name for profile in control.reader.profiles] == ["city"]
        control.demo = None
