import pytest
from PySide6.QtWidgets import QDialog

from hisight import paths, profiles
from hisight.gui.dialogs.new_profile import NewProfile
from hisight.reading import Reader

MISNAMED = 3


@pytest.fixture(autouse=True)
def _one_data_folder(monkeypatch, tmp_path):
    """The decoder, a process of its own, finds the profiles that the window writes."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hisight").symlink_to(paths.user_data())


@pytest.fixture
def shown(qtbot, window):
    """The reading of the call with misnamed fields, once it is on the screen."""

    def show():
        window.show_call(MISNAMED)
        qtbot.waitUntil(lambda: window.settled, timeout=20_000)
        return window.detail._reading

    return show


@pytest.fixture
def answers(monkeypatch):
    """What the user says to the question about a new profile."""

    def say(result: QDialog.DialogCode, name: str = "") -> list[str]:
        asked = []

        def answer(dialog) -> QDialog.DialogCode:
            asked.append(dialog.host.text())
            dialog.name.setText(name or dialog.name.text())
            return result

        monkeypatch.setattr(NewProfile, "exec", answer)
        return asked

    return say


def test_without_a_profile_one_is_made_for_the_host_and_every_call_read_again(qtbot, window, shown, answers):
    asked = answers(QDialog.DialogCode.Accepted, "city")
    reading = shown()
    window.detail.severity_requested.emit(reading, reading.findings[0], "off")
    assert asked == ["his.example:8080"]
    text = '[city]\nhost = "his.example:8080"\nseverity = {misnamed-field = "off"}\n'
    assert profiles.own_file().read_text("utf-8") == text
    assert window.control.reader.fingerprint == Reader.default().fingerprint
    qtbot.waitUntil(lambda: bool(window.detail._reading.switched_off), timeout=20_000)
    assert window.detail._reading.findings == ()
    assert "9 findings switched off by profile city" in window.detail.header.sentence.text()
    qtbot.waitUntil(lambda: window.settled, timeout=40_000)
    assert window.model.row(MISNAMED - 1).summary.findings == 0


def test_the_profile_that_reads_the_call_is_changed_and_restored(qtbot, window, shown):
    before = '# mine\n[city] # the test system\nhost = "his.example"\n'
    profiles.own_file().write_text(before, "utf-8")
    window.control.read_anew()
    finding = shown().findings[0]
    window.severity_actions.judge(window.detail._reading, finding, "note")
    qtbot.waitUntil(lambda: window.detail._reading.worst == "note", timeout=20_000)
    (lowered, *_) = window.detail._reading.findings
    assert lowered.original == "error"
    window.severity_actions.judge(window.detail._reading, lowered, "error")
    assert profiles.own_file().read_text("utf-8") == before


def test_a_user_who_wants_no_profile_changes_nothing(window, shown, answers):
    answers(QDialog.DialogCode.Rejected)
    reading = shown()
    window.severity_actions.judge(reading, reading.findings[0], "off")
    assert not profiles.own_file().exists()


def test_a_file_with_a_mistake_is_complained_of_and_left_alone(window, shown):
    reading = shown()
    profiles.own_file().write_text("[city", "utf-8")
    window.severity_actions.judge(reading, reading.findings[0], "off")
    assert "cannot be read" in window.banner.text.text()
    assert profiles.own_file().read_text("utf-8") == "[city"
