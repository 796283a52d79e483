import pytest

from hisight import paths, profiles
from hisight.gui.dialogs.passphrase import PassphraseDialog
from hisight.gui.dialogs.profile_editor import ProfileEditor
from hisight.mock import DEMO_KEY
from hisight.profiles import key_file


@pytest.fixture(autouse=True)
def _one_data_folder(tmp_path):
    """The decoder, a process of its own, finds the profiles and keys that the window writes."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hisight").symlink_to(paths.user_data())


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    monkeypatch.delenv(profiles.KEY_VARIABLE)
    yield
    key_file.lock()


def wait(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)


def signatures(window) -> set[str]:
    session = window.control.session
    return {row.summary.signature for row in session.rows(session.ids()) if row.summary and row.summary.fun_code}


def test_a_key_that_is_added_later_reads_the_session_again(qtbot, window, monkeypatch):
    window.control.read_anew()
    wait(qtbot, window)
    assert "valid" not in signatures(window)
    window.actions_by_name["profiles"].trigger()
    editor = window.findChild(ProfileEditor)
    monkeypatch.setenv("CITY", DEMO_KEY.secret.decode())
    editor.list.new.click()
    editor.form.matches["host"].clear()
    editor.form.keys.take("env:CITY")
    editor.save.click()
    wait(qtbot, window)
    assert "valid" in signatures(window)
    session = window.control.session
    labels = {row.summary.key_label for row in session.rows(session.ids())}
    assert "env:CITY" in labels
    assert any("env:CITY" in message.signature.key.label for message in window.detail._reading.call.messages)


def test_keys_that_wait_for_a_passphrase_are_told_and_unlocked_in_place(qtbot, open_window, session_path):
    key_file.unlock("sesame")
    key_file.keep("city", DEMO_KEY.secret.decode())
    key_file.lock()
    profiles.own_file().write_text('[city]\nkeys = ["file:city"]\n', "utf-8")
    window = open_window(session_path)
    assert window.banner.isVisible()
    assert "passphrase" in window.banner.text.text()
    assert "valid" not in signatures(window)
    window.banner.button.click()
    dialog = window.findChild(PassphraseDialog)
    dialog.phrase.setText("sesame")
    with qtbot.waitSignal(window.control.read_again):
        dialog.unlock.click()
    wait(qtbot, window)
    assert "valid" in signatures(window)


def test_a_file_with_a_mistake_is_said_and_not_edited_over(window):
    profiles.own_file().write_text("[a\n", "utf-8")
    window.actions_by_name["profiles"].trigger()
    assert "cannot be read" in window.banner.text.text()
    assert window.findChild(ProfileEditor) is None


def test_without_locked_keys_nothing_is_offered(window):
    window.profile_actions.offer_to_unlock()
    assert not window.banner.isVisible()
