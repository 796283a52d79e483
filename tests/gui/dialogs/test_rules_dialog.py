import pytest
from PySide6.QtCore import Qt
from tests.gui import recorded

from hisight.gui.dialogs.rules_dialog import RulesDialog
from hisight.intercept.rules import Rule


@pytest.fixture
def open_dialog(qtbot):
    def open_(*rules: Rule) -> RulesDialog:
        dialog = RulesDialog(rules, recorded.READER.catalog)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_


def test_rules_are_shown_ticked_changed_added_and_deleted(open_dialog):
    dialog = open_dialog(Rule("a", delay_ms=5), Rule("b", on=False))
    assert [dialog.list.item(row).checkState() for row in range(2)] == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert dialog.form.delay.value() == 5
    dialog.form.name.setText("slow")
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(1)
    dialog.form.wrong_sign.setChecked(True)
    assert dialog.rules == (Rule("slow", delay_ms=5), Rule("b", wrong_sign=True))
    assert dialog.list.item(0).text() == "slow"
    dialog.add()
    assert (dialog.list.currentRow(), dialog.rules[2]) == (2, Rule("Rule 1"))
    for _ in range(3):
        dialog.remove.click()
    assert dialog.rules == ()
    assert not dialog.form.isEnabled()


def test_it_begins_with_a_rule_and_accepts_only_what_can_be_followed(qtbot, open_dialog):
    dialog = open_dialog()
    assert dialog.rules == (Rule("Rule 1"),)
    dialog.form.answer.choose("file")
    dialog.accept()
    assert dialog.isVisible()
    assert "needs file" in dialog.problem.text()
    dialog.form.file.setText("a.xml")
    assert not dialog.problem.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
