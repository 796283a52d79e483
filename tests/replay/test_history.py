from hypothesis import given
from hypothesis import strategies as st

from hisight.replay.history import History


def test_what_was_done_is_undone_and_done_again():
    history = History("a")
    history.record("b", "xml", 0)
    history.record("c", "form", 0)
    assert (history.undo(), history.undo(), history.undo()) == ("b", "a", "a")
    assert not history.can_undo
    assert (history.redo(), history.redo(), history.redo()) == ("b", "c", "c")
    assert not history.can_redo


def test_a_word_that_is_typed_is_one_step():
    history = History("")
    for place, text in enumerate(["w", "wo", "wor", "word"]):
        history.record(text, "xml", place * 0.3)
    history.record("word!", "xml", 5)
    assert (history.undo(), history.undo()) == ("word", "")


def test_edits_without_a_subject_are_steps_of_their_own():
    history = History(0)
    history.record(1, "", 0)
    history.record(2, "", 0)
    assert history.undo() == 1


def test_what_follows_an_undo_is_a_new_step_and_forgets_the_old_future():
    history = History(0)
    history.record(1, "xml", 0)
    history.undo()
    history.record(2, "xml", 0.1)
    history.record(2, "xml", 0.1)
    assert not history.can_redo
    assert history.undo() == 0


def test_rewriting_is_no_step():
    history = History(1)
    history.record(2, "", 0)
    history.record(3, "", 0)
    history.undo()
    history.rewrite(lambda state: state * 10)
    assert (history.state, history.undo(), history.redo(), history.redo()) == (20, 10, 20, 30)


@given(st.lists(st.integers(0, 3), max_size=30))
def test_undoing_all_leads_back_to_the_beginning(states):
    history = History(-1)
    for state in states:
        history.record(state, "", 0)
    while history.can_undo:
        history.undo()
    assert history.state == -1
