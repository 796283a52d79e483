import keyring
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from hisight import profiles
from hisight.gui import background
from hisight.gui.dialogs import dropping, profile_editor
from hisight.gui.dialogs.add_key import AddKey
from hisight.gui.dialogs.passphrase import PassphraseDialog
from hisight.gui.dialogs.profile_editor import ProfileEditor
from hisight.gui.profile_words import OWN
from hisight.mock import DEMO_KEY
from hisight.profiles import Profile, ProfileError, key_file

FILE = '# mine\n[demo]\nkeys = ["env:DEMO"]  # for tests\n\n[other]\nhost = "elsewhere"\n'


@pytest.fixture(autouse=True)
def _file(monkeypatch):
    monkeypatch.setenv("DEMO", DEMO_KEY.secret.decode())
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    profiles.own_file().write_text(FILE, "utf-8")
    yield
    key_file.lock()


@pytest.fixture
def edit(qtbot, session):
    def open_(number: int = 2, name: str = "") -> ProfileEditor:
        editor = ProfileEditor(session, number, name=name)
        qtbot.addWidget(editor)
        editor.show()
        qtbot.waitUntil(lambda: not background.running())
        return editor

    return open_


def says(qtbot, editor) -> list[str]:
    qtbot.waitUntil(lambda: not editor._pause.isActive() and not background.running())
    return editor.trial.texts()


def test_while_one_edits_it_says_whether_the_payload_opens_and_the_signature_fits(qtbot, edit):
    editor = edit()
    assert any("The signature is right (sorted-query-key, key env:DEMO)" in text for text in says(qtbot, editor))
    editor.form.rule.choose(OWN)
    editor.form.own_rule.fields["key_part"].setText("&key={key}")
    assert not any("is right" in text for text in says(qtbot, editor))
    editor.trial.take_over.click()
    assert editor.form.rule.value == "sorted-query-key"
    assert any("The signature is right" in text for text in says(qtbot, editor))


def test_what_is_saved_keeps_comments_and_is_told(qtbot, edit):
    editor = edit(name="demo")
    editor.form.cipher.choose("aes-128-ecb")
    with qtbot.waitSignal(editor.saved):
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    added = 'keys = ["env:DEMO"]  # for tests\ncipher = "aes-128-ecb"\n'
    assert profiles.own_file().read_text("utf-8") == FILE.replace('keys = ["env:DEMO"]  # for tests\n', added)


def test_the_profile_of_the_call_is_shown_first_and_a_new_one_is_for_its_host(qtbot, edit, session):
    editor = edit(name="other")
    assert editor.form.name.text() == "other"
    editor.list.new.click()
    assert editor.form.name.hasFocus()
    assert editor.form.matches["host"].text() in session.get(2).url
    editor.form.name.setText("new one")
    assert editor.list.list.item(2).text() == "new one"


def test_a_mistake_is_said_marked_and_not_saved(qtbot, edit):
    editor = edit()
    editor.form.iv.setText("abc")
    assert editor.problem.text().startswith("[demo] iv: aes-128-cbc needs an IV of 16 characters")
    assert not editor.save.isEnabled()
    assert says(qtbot, editor) == ["It is tried as soon as it is right."]
    editor.list.list.setCurrentRow(1)
    assert editor.problem.text().startswith("[demo] iv")  # what cannot be saved is said wherever one is
    editor.list.list.setCurrentRow(0)
    assert editor.form.iv.text() == "abc"
    editor.form.iv.clear()
    assert (editor.problem.text(), editor.save.isEnabled()) == ("", True)


def test_edits_are_not_dropped_without_a_question(qtbot, edit, monkeypatch):
    monkeypatch.setattr(profile_editor, "may_drop", dropping.may_drop)
    editor = edit()
    editor.form.matches["path"].setText("/x")

    def answer(wanted: str) -> None:
        box = editor.findChild(QMessageBox)
        next(button for button in box.buttons() if button.text() == wanted).click()

    QTimer.singleShot(0, lambda: answer("Keep editing"))
    editor.reject()
    assert editor.isVisible()
    for box in editor.findChildren(QMessageBox):
        box.setParent(None)
    QTimer.singleShot(0, lambda: answer("Drop them"))
    editor.reject()
    assert not editor.isVisible()
    assert profiles.own_file().read_text("utf-8") == FILE


def test_without_edits_it_just_closes(edit):
    editor = edit()
    editor.reject()
    assert not editor.isVisible()


def test_a_key_is_added_into_the_keyring_and_tried_at_once(qtbot, edit, monkeypatch):
    kept = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, secret: kept.update({name: secret}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get(name))
    editor = edit(name="other")
    editor.form.keys.add.click()
    dialog = editor.findChild(AddKey)
    assert dialog.name.text() == "other"
    dialog.secret.setText(DEMO_KEY.secret.decode())
    with qtbot.waitSignal(editor.keys_changed):
        dialog.add.click()
    assert editor.form.keys.references() == ["keyring:other"]
    assert any("key keyring:other" in text for text in says(qtbot, editor))


def test_a_key_file_is_unlocked_from_the_test(qtbot, edit):
    key_file.unlock("sesame")
    key_file.keep("city", DEMO_KEY.secret.decode())
    key_file.lock()
    profiles.own_file().write_text('[demo]\nkeys = ["file:city"]\n', "utf-8")
    editor = edit()
    assert any("is locked" in text for text in says(qtbot, editor))
    editor.trial.unlock.click()
    dialog = editor.findChild(PassphraseDialog)
    dialog.phrase.setText("sesame")
    with qtbot.waitSignal(editor.keys_changed):
        dialog.unlock.click()
    assert any("key file:city" in text for text in says(qtbot, editor))


def test_without_a_session_or_profiles_it_can_be_edited_all_the_same(qtbot):
    profiles.own_file().unlink()
    editor = ProfileEditor(None, 0)
    qtbot.addWidget(editor)
    editor.show()
    assert not editor.form.isEnabled()
    assert editor.trial.texts()[0].startswith("With a session open")
    editor.list.new.click()
    editor.form.name.setText("first")
    editor.save.click()
    assert profiles.load() == (Profile("first"),)


def test_a_file_that_cannot_be_written_so_says_it_and_stays_open(qtbot, edit):
    profiles.own_file().write_text('demo = { host = "x" }\n', "utf-8")
    editor = edit()
    editor.form.matches["host"].setText("y")
    editor.save.click()
    assert "cannot be changed automatically" in editor.problem.text()
    assert editor.isVisible()


def test_a_file_with_a_mistake_is_not_edited_over(session):
    profiles.own_file().write_text("[a\n", "utf-8")
    with pytest.raises(ProfileError, match="cannot be read"):
        ProfileEditor(session, 1)
