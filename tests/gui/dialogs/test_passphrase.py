import pytest
from PySide6.QtCore import QTimer

from hisight.gui.dialogs.passphrase import PassphraseDialog, is_unlocked
from hisight.profiles import key_file


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    yield
    key_file.lock()


@pytest.fixture
def ask(qtbot):
    def make() -> PassphraseDialog:
        dialog = PassphraseDialog()
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def test_a_new_file_wants_the_passphrase_twice(ask, qtbot):
    dialog = ask()
    dialog.unlock.click()
    assert dialog.problem.text() == "Type the passphrase."
    dialog.phrase.setText("sesame")
    dialog.unlock.click()
    assert dialog.problem.text() == "The two are not the same."
    dialog.again.setText("sesame")
    with qtbot.waitSignal(dialog.accepted):
        dialog.unlock.click()
    assert key_file.passphrase() == "sesame"


def test_a_wrong_passphrase_is_said_and_asked_for_again(ask, qtbot):
    key_file.unlock("sesame")
    key_file.keep("city", "x")
    key_file.lock()
    dialog = ask()
    dialog.phrase.setText("wrong")
    dialog.unlock.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("The passphrase does not open the key file")
    dialog.phrase.setText("sesame")
    with qtbot.waitSignal(dialog.accepted):
        dialog.unlock.click()
    assert key_file.fetch("city") == "x"


def test_it_is_asked_for_only_while_it_is_not_known(qtbot, ask):
    parent = ask()
    QTimer.singleShot(0, lambda: parent.findChild(PassphraseDialog).reject())
    assert not is_unlocked(parent)
    key_file.unlock("sesame")
    assert is_unlocked(parent)
