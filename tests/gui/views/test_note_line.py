import pytest
from PySide6.QtCore import QSize

from hisight.gui import marks
from hisight.gui.views.note_line import NoteLine


@pytest.fixture
def note(qtbot):
    made = NoteLine()
    qtbot.addWidget(made)
    made.resize(200, 28)
    return made


def test_it_is_hidden_while_there_is_nothing_to_say(note):
    note.show()
    note.show_note(0, "")
    assert note.isHidden()


def test_a_comment_is_cut_to_the_room_and_whole_in_the_tool_tip(note):
    comment = "ask Li & Wang\n" * 10
    note.show_note(0, comment)
    assert note.text().startswith("ask Li && Wang ask")
    assert note.text().endswith("…")
    assert comment in note.toolTip()
    note.resize(3000, 28)
    note.show()
    assert not note.text().endswith("…")


def test_a_mark_alone_says_its_name(note):
    note.resize(400, 28)
    note.show_note(3, "")
    assert note.text() == str(marks.MARKS[2].words)
    assert note.accessibleName() == "Comment: Teal"
    assert note.icon().pixmap(QSize(marks.SIDE, marks.SIDE)).toImage().pixelColor(2, 7).name() == marks.MARKS[2].hue
