import pytest

from hisight.capture import SessionError
from hisight.gui import note_actions
from hisight.gui.dialogs.note_dialog import NoteDialog
from hisight.wording import Words


@pytest.fixture
def comment(window):
    """Open the editor as the user does."""

    def open_() -> NoteDialog:
        window.actions_by_name["comment"].trigger()
        return next(dialog for dialog in window.findChildren(NoteDialog) if dialog.isVisible())

    return open_


def test_calls_are_marked_and_commented_and_the_detail_says_so(qtbot, window, comment):
    window.show_call(1)
    qtbot.waitUntil(lambda: window.settled)
    note = window.detail.header.note
    assert note.isHidden()
    window.calls.mark_requested.emit(3)
    dialog = comment()
    assert dialog.colour == 3
    dialog.text.setPlainText(" ask Li ")
    dialog.accept()
    assert (window.model.row(0).colour, window.model.row(0).comment) == (3, "ask Li")
    assert note.isVisible()
    assert "ask Li" in note.toolTip()
    window.show_call(2)
    qtbot.waitUntil(lambda: window.settled)
    assert note.isHidden()
    window.show_call(1)
    qtbot.waitUntil(lambda: note.isVisible())
    note.click()
    again = next(dialog for dialog in window.findChildren(NoteDialog) if dialog.isVisible())
    again.text.clear()
    again.colours.button(0).click()
    again.accept()
    assert (window.model.row(0).colour, window.model.row(0).comment) == (0, "")
    assert note.isHidden()


def test_several_calls_get_one_comment_and_keep_their_colours(window, comment):
    window.show_call(1)
    window.note_actions.mark(5)
    window.calls.table.selectAll()
    dialog = comment()
    dialog.text.setPlainText("visit of Monday")
    dialog.accept()
    rows = window.control.session.rows(range(1, 31))
    assert {row.comment for row in rows} == {"visit of Monday"}
    assert [row.colour for row in rows if row.colour] == [5]
    assert window.status._counts.text().endswith(", 1 marked")


def test_a_session_that_cannot_be_written_says_so(window, monkeypatch):
    class Locked:
        def open(self, _path):
            raise SessionError(Words("锁定", "it is locked"))

    window.show_call(1)
    monkeypatch.setattr(note_actions, "Session", Locked())
    window.note_actions.mark(1)
    assert "locked" in window.banner.text.text()


def test_marks_that_cannot_be_counted_say_so(window, monkeypatch):
    def refuse():
        raise SessionError(Words("坏了", "it is damaged"))

    monkeypatch.setattr(window.control.session, "marked", refuse)
    window.note_actions.count()
    assert "damaged" in window.banner.text.text()


def test_without_a_session_there_is_nothing_to_note(open_window):
    window = open_window()
    window.note_actions.comment()
    window.note_actions.mark(1)
    assert window.banner.isHidden()
