import pytest
from PySide6.QtCore import Qt

from hisight.gui.views.key_references import KeyReferences


@pytest.fixture
def keys(qtbot):
    made = KeyReferences()
    qtbot.addWidget(made)
    made.show_references(["env:A", "keyring:b"])
    made.show()
    return made


def test_keys_are_listed_in_order_and_another_becomes_the_first(keys, qtbot):
    assert keys.references() == ["env:A", "keyring:b"]
    assert not keys.first.isEnabled()
    keys.list.setCurrentRow(1)
    with qtbot.waitSignal(keys.edited):
        keys.first.click()
    assert keys.references() == ["keyring:b", "env:A"]


def test_a_key_is_taken_once_and_removed_by_key_or_button(keys, qtbot):
    with qtbot.waitSignal(keys.edited):
        keys.take("file:c")
    with qtbot.assertNotEmitted(keys.edited):
        keys.take("file:c")
    assert keys.references() == ["env:A", "keyring:b", "file:c"]
    keys.list.setFocus()
    with qtbot.waitSignal(keys.edited):
        qtbot.keyClick(keys.list, Qt.Key.Key_Delete)
    keys.remove.click()
    keys.remove.click()
    assert keys.references() == []
    assert not keys.remove.isEnabled()


def test_another_key_is_asked_for(keys, qtbot):
    with qtbot.waitSignal(keys.add_requested):
        keys.add.click()
