import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from hisight.gui.views.code_view import LONGEST_LINE, LONGEST_TEXT, MOST_LINES, CodeView, folded, unfolded


@pytest.fixture
def view(qtbot) -> CodeView:
    made = CodeView("message", editable=True)
    qtbot.addWidget(made)
    return made


def test_a_line_of_400_kib_is_shown_at_once(view, qtbot):
    view.resize(500, 400)
    started = time.perf_counter()
    view.show_text("<A>" + "x" * 400 * 1024 + "</A>")
    with qtbot.waitExposed(view):
        view.show()
    assert time.perf_counter() - started < 2
    assert max(map(len, view.toPlainText().split("\n"))) <= LONGEST_LINE + 1
    assert len(view.text()) == 400 * 1024 + 7


@given(st.text(st.characters(exclude_characters="\u200b\u2028\u2029\u240d\0", exclude_categories=("Cs",)), max_size=50))
def test_folding_is_undone_exactly(text):
    long = text * (LONGEST_LINE // max(len(text), 1) + 2)
    assert unfolded(folded(long)) == long


@pytest.mark.parametrize("text", ["<A>1</A>", "a\r\nb\n", "no\u00a0break\u3000space", "𠮷内\r\n𠮷", ""])
def test_the_text_comes_back_as_it_was(view, text):
    view.show_text(text)
    assert view.text() == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<A>1</A>", "<A>2</A>"),
        ("<A>1</A>", "<A></A>"),
        ("𠮷<A>𠮷</A>𠮷", "𠮷<A>x</A>𠮷"),
        ("aaa", "aa"),
        ("", "<A/>"),
        ("same", "same"),
        ("a\r\nb", "a\r\nc\r\nb"),
    ],
)
def test_a_replacement_is_exact_and_can_be_undone(view, old, new):
    view.show_text(old)
    view.replace_text(new)
    assert view.text() == new
    if old != new:
        view.undo()
    assert view.text() == old


def test_a_replacement_leaves_the_cursor_where_the_user_has_it(view):
    view.show_text("<A>1</A><B>2</B>")
    cursor = view.textCursor()
    cursor.setPosition(4)
    view.setTextCursor(cursor)
    view.replace_text("<A>1</A><B>333</B>")
    assert view.textCursor().position() == 4


def test_copying_leaves_out_the_folds(view):
    text = "x" * (LONGEST_LINE * 2 + 5) + "\r\ny"
    view.show_text(text)
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == text


@pytest.mark.parametrize(
    ("text", "left"), [("x" * (LONGEST_TEXT + 500), "500"), ("line\n" * (MOST_LINES + 100), "501")]
)
def test_a_text_beyond_measure_says_what_is_not_shown(view, text, left):
    view.setReadOnly(True)
    view.show_text(text)
    assert view.toPlainText().endswith(f"… {left} more characters, not shown")


def test_what_is_edited_is_never_cut(view):
    text = "line\n" * (MOST_LINES + 100)
    view.show_text(text)
    assert view.text() == text


def test_find_goes_around_the_end(view):
    view.show_text("one two one")
    view.moveCursor(QTextCursor.MoveOperation.Start)
    places = []
    for _ in range(3):
        assert view.find_next("one")
        places.append(view.textCursor().selectionStart())
    assert places == [0, 8, 0]
    assert view.find_next("one", backwards=True)
    assert view.textCursor().selectionStart() == 8
    assert not view.find_next("three")
    assert view.textCursor().selectionStart() == 8


def test_control_characters_are_seen_and_kept(qtbot):
    view = CodeView("test")
    qtbot.addWidget(view)
    view.show_text("a\x00b\x1fc\td\r\ne")
    assert "a\u2400b\u241fc\td\u240d" in view.toPlainText()
    assert view.text() == "a\x00b\x1fc\td\r\ne"


def test_places_are_marked_whatever_is_folded_or_beyond_the_basic_plane(view):
    text = "𠮷" * 3 + "a" * LONGEST_LINE + "键\r\nz"
    view.show_text(text, "text")
    view.mark([(0, 1), (text.index("键"), text.index("键") + 1), (len(text) - 1, len(text))])
    assert [mark.cursor.selectedText().strip("\u200b\u2029") for mark in view.extraSelections()] == ["𠮷", "键", "z"]
    view.mark([])
    assert view.extraSelections() == []
