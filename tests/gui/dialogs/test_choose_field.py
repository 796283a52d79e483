import pytest
from PySide6.QtWidgets import QDialog

from hisight.catalog import published
from hisight.gui.dialogs.choose_field import ChooseField


@pytest.fixture
def dialog(qtbot):
    made = ChooseField(published())
    qtbot.addWidget(made)
    return made


def test_the_fields_of_the_interface_are_offered_by_any_part_of_their_name(dialog):
    completer = dialog.field.completer()
    completer.setCompletionPrefix("lock_i")
    offered = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert "LOCK_ID" in offered
    assert len(set(offered)) == len(offered)


def test_any_other_name_will_do_but_none_will_not(dialog):
    assert not dialog.add.isEnabled()
    dialog.field.setText("  ")
    assert not dialog.add.isEnabled()
    dialog.field.setText(" MY_FIELD ")
    dialog.add.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.name == "MY_FIELD"
