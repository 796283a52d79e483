import keyring
import keyring.errors
import pytest

from hisight.gui.dialogs.add_key import AddKey
from hisight.profiles import key_file


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    yield
    key_file.lock()


@pytest.fixture
def dialog(qtbot):
    made = AddKey("city")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_key_goes_to_the_keyring_and_is_not_shown_again(qtbot, dialog, monkeypatch):
    kept = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, secret: kept.update({(service, name): secret}))
    dialog.secret.setText("2098D32C4D1399EC")
    with qtbot.waitSignal(dialog.accepted):
        dialog.add.click()
    assert kept == {("hisight", "city"): "2098D32C4D1399EC"}
    assert (dialog.reference, dialog.secret.text()) == ("keyring:city", "")


def test_a_keyring_that_refuses_is_explained_and_the_file_takes_the_key(qtbot, dialog, monkeypatch):
    def refuse(*_):
        raise keyring.errors.NoKeyringError("no backend")

    monkeypatch.setattr(keyring, "set_password", refuse)
    dialog.secret.setText("x")
    dialog.add.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "this machine has none" in dialog.problem.text()
    key_file.unlock("sesame")
    dialog.place.choose("file")
    with qtbot.waitSignal(dialog.accepted):
        dialog.add.click()
    assert (dialog.reference, key_file.fetch("city")) == ("file:city", "x")


def test_of_a_variable_only_the_name_is_asked(qtbot, dialog):
    dialog.place.choose("env")
    assert not dialog.secret.isVisible()
    dialog.name.setText("CITY_KEY")
    dialog.add.click()
    assert dialog.reference == "env:CITY_KEY"


def test_name_and_key_are_needed(dialog):
    dialog.add.click()
    assert dialog.problem.text() == "Type the key."
    dialog.name.setText(" ")
    dialog.add.click()
    assert dialog.problem.text() == "Give it a name."
