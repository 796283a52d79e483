from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hisight.capture import Row
from hisight.gui.dialogs.note_dialog import NoteDialog

ROW = Row(14, 0.0, 1.0, "", 200, "", "proxy", None, 0, "", None)


@pytest.fixture
def edit(qtbot):
    def make(*rows: Row) -> NoteDialog:
        dialog = NoteDialog(rows)
        qtbot.addWidget(dialog)
        dialog.said = []
        dialog.saved.connect(lambda *note: dialog.said.append(note))
        dialog.show()
        return dialog

    return make


def test_enter_saves_colour_and_comment_and_with_shift_begins_a_line(qtbot, edit):
    dialog = edit(ROW)
    assert "call 14" in dialog.windowTitle()
    qtbot.keyClicks(dialog.text, "ask Li")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(dialog.text, "at nine")
    dialog.colours.button(3).click()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert dialog.said == [(3, "ask Li\nat nine")]
    assert not dialog.isVisible()


def test_what_was_not_touched_stays(qtbot, edit):
    dialog = edit(replace(ROW, colour=2, comment="old"))
    assert dialog.text.toPlainText() == "old"
    assert dialog.colour == 2
    dialog.accept()
    assert dialog.said == [(None, None)]
    cleared = edit(replace(ROW, colour=2, comment="old"))
    cleared.text.clear()
    cleared.colours.button(0).click()
    cleared.accept()
    assert cleared.said == [(0, "")]


def test_of_several_calls_only_what_they_share_is_shown_and_only_what_is_said_changes(edit):
    dialog = edit(replace(ROW, colour=2, comment="a"), replace(ROW, id=15, comment="b"))
    assert "2 calls" in dialog.windowTitle()
    assert (dialog.text.toPlainText(), dialog.colour) == ("", None)
    assert "differ" in dialog.text.placeholderText()
    dialog.accept()
    assert dialog.said == [(None, None)]
