import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from hisight.capture import Exchange, Filter, Session, Summary
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.views.call_list import CallList

POST = b"POST / HTTP/1.1\r\n\r\n"


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "many.hisight", create=True) as opened:
        opened.append([Exchange(POST, b"", response_head=b"HTTP/1.1 200 OK\r\n\r\n") for _ in range(100)])
        failed = {40, 50}
        opened.store_summaries([Summary(number, failed=number in failed) for number in range(1, 101)], "r")
        yield opened


@pytest.fixture
def calls(qtbot, session, settings):
    model = CallsModel()
    made = CallList(model, settings)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    model.show_session(session)
    qtbot.waitUntil(lambda: not model.stale and model.rowCount() == 100)
    yield made
    model.show_session(None)


@pytest.fixture
def arrive(calls, session):
    def more(number: int = 1) -> None:
        session.append([Exchange(POST, b"")] * number)
        calls.model.look()

    return more


def is_at_end(calls) -> bool:
    bar = calls.table.verticalScrollBar()
    return bar.value() == bar.maximum()


def test_at_first_the_first_call_that_failed_is_shown(calls):
    assert calls.current_id == 40


def test_a_choice_of_the_user_stays(qtbot, calls, arrive):
    calls.select(7)
    calls.table.pressed.emit(calls.table.currentIndex())
    arrive()
    assert calls.current_id == 7


def test_the_selected_calls_are_copied_as_rows(qtbot, calls):
    calls.take_focus()
    calls.select(7)
    flags = QItemSelectionModel.SelectionFlag
    calls.table.selectionModel().select(calls.model.index(2, 0), flags.Select | flags.Rows)
    qtbot.keyClick(calls.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert [row[0] for row in rows] == ["3", "7"]
    hidden = sum(calls.table.isColumnHidden(place) for place in range(calls.model.columnCount()))
    assert {len(row) for row in rows} == {calls.model.columnCount() - hidden}


def test_the_next_and_previous_call_and_those_that_failed(calls):
    calls.step(1)
    assert calls.current_id == 41
    calls.step(1, failed=True)
    assert calls.current_id == 50
    calls.step(1, failed=True)
    assert calls.current_id == 50
    calls.step(-1, failed=True)
    assert calls.current_id == 40
    calls.select(1)
    calls.step(-1)
    assert calls.current_id == 1


def test_while_it_follows_new_calls_are_in_sight_and_the_choice_stays(calls, arrive):
    calls.begin_following()
    arrive(5)
    assert is_at_end(calls)
    assert calls.current_id == 40
    assert calls.new_button.isHidden()


def test_scrolling_up_stops_following_and_offers_what_is_new(qtbot, calls, arrive):
    calls.begin_following()
    with qtbot.waitSignal(calls.follow_changed) as changed:
        calls.table.verticalScrollBar().setValue(10)
    assert changed.args == [False]
    arrive(3)
    arrive(2)
    assert not is_at_end(calls)
    assert calls.new_button.text() == "↓ 5 new"
    assert not calls.new_button.isHidden()
    qtbot.mouseClick(calls.new_button, Qt.MouseButton.LeftButton)
    assert calls.follow
    assert is_at_end(calls)
    assert calls.new_button.isHidden()


def test_scrolling_back_to_the_end_follows_again(calls):
    calls.begin_following()
    bar = calls.table.verticalScrollBar()
    bar.setValue(10)
    assert not calls.follow
    bar.setValue(bar.maximum())
    assert calls.follow


def test_who_stopped_following_by_hand_is_not_made_to_follow(calls):
    calls.begin_following()
    calls.stop_following()
    bar = calls.table.verticalScrollBar()
    bar.setValue(10)
    bar.setValue(bar.maximum())
    assert not calls.follow


def test_the_current_call_outlives_a_filter_that_shows_it(qtbot, calls):
    calls.select(50)
    calls.model.set_filter(Filter(failed=True))
    qtbot.waitUntil(lambda: calls.model.rowCount() == 2)
    assert calls.current_id == 50


def test_a_call_that_is_hidden_is_selected_once_it_is_there(qtbot, calls):
    calls.model.set_filter(Filter(failed=True))
    qtbot.waitUntil(lambda: calls.model.rowCount() == 2)
    assert not calls.select(77)
    calls.model.set_filter(Filter())
    qtbot.waitUntil(lambda: calls.current_id == 77)


def test_a_call_that_has_not_arrived_is_selected_when_it_does(calls, arrive):
    assert not calls.select(101)
    arrive()
    assert calls.current_id == 101


def test_several_calls_can_be_selected(calls):
    calls.select(3)
    calls.table.selectAll()
    assert calls.selected_ids == list(range(1, 101))


@pytest.mark.parametrize("digit", range(7))
def test_a_digit_marks(qtbot, calls, digit):
    calls.take_focus()
    with qtbot.waitSignal(calls.mark_requested) as marked:
        qtbot.keyClick(calls.table, str(digit))
    assert marked.args == [digit]


def test_an_empty_list_shows_its_page_and_the_keyboard_waits_for_lines(qtbot, calls):
    calls.model.set_filter(Filter(text="nothing"))
    qtbot.waitUntil(lambda: calls.model.rowCount() == 0)
    assert calls.empty.isVisible()
    calls.take_focus()
    calls.model.set_filter(Filter())
    qtbot.waitUntil(lambda: calls.table.isVisible())
    assert calls.window().focusWidget() is calls.table


def test_the_keyboard_stays_with_the_list_while_a_filter_lets_nothing_through(qtbot, calls):
    calls.take_focus()
    calls.model.set_filter(Filter("id:9999"))
    qtbot.waitUntil(calls.empty.isVisible)
    calls.empty.explain(100, "id:9999", None)
    assert calls.empty.isAncestorOf(calls.window().focusWidget())
    calls.model.set_filter(Filter())
    qtbot.waitUntil(calls.table.isVisible)
    assert calls.table.hasFocus()


def test_the_right_button_asks_for_a_menu(qtbot, calls):
    with qtbot.waitSignal(calls.menu_requested):
        calls.table.customContextMenuRequested.emit(QPoint(5, 5))


def test_the_list_can_be_painted_with_the_button_in_place(calls, arrive):
    calls.select(1)
    arrive()
    calls.resize(500, 300)
    assert not calls.grab().isNull()
    table = calls.table
    assert table.rect().contains(calls.new_button.geometry())
