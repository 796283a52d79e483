import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hisight.capture import Exchange, Filter, Session, SessionError, Summary
from hisight.capture.filtering import QueryError
from hisight.gui.models.call_columns import tip_of
from hisight.gui.models.calls_model import PAGE, CallsModel

POST = b"POST / HTTP/1.1\r\n\r\n"


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "many.hisight", create=True) as opened:
        opened.append([Exchange(POST, b"", url="http://his.example/a") for _ in range(300)])
        opened.store_summaries(
            [
                Summary(number, "2005", failed=number % 10 == 0, values=(("FUN_CODE", "2005"),))
                for number in range(1, 301)
            ],
            "r",
        )
        yield opened


@pytest.fixture
def model(qtbot, session):
    made = CallsModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_session(session)
    qtbot.waitUntil(lambda: not made.stale)
    yield made
    made.show_session(None)


def test_rows_are_fetched_by_page_when_they_are_looked_at(model, session, monkeypatch):
    asked = []
    rows = session.rows
    monkeypatch.setattr(session, "rows", lambda ids: asked.append(len(ids)) or rows(ids))
    assert model.rowCount() == 300
    assert model.index(5, 0).data() == "6"
    assert model.index(6, 0).data() == "7"
    assert asked == [PAGE]
    assert model.row(299).id == 300
    assert model.row(300) is None


def test_a_filter_keeps_the_numbers_of_the_calls(qtbot, model):
    model.set_filter(Filter(failed=True))
    qtbot.waitUntil(lambda: not model.stale)
    assert [model.id_at(row) for row in range(model.rowCount())] == list(range(10, 301, 10))
    assert model.row_of(20) == 1
    assert model.row_of(21) is None
    assert model.total == 300
    model.set_filter(Filter())
    qtbot.waitUntil(lambda: not model.stale)
    assert model.rowCount() == 300


def test_new_calls_are_added_at_the_end_without_a_reset(qtbot, model, session):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    session.append([Exchange(POST, b"")] * 2)
    with qtbot.waitSignal(model.rowsInserted):
        model.look()
    assert (model.rowCount(), model.total) == (302, 302)
    assert model.row(301).id == 302
    assert not resets


def test_under_a_filter_a_new_call_appears_once_it_was_read(qtbot, model, session):
    model.set_filter(Filter(failed=True))
    qtbot.waitUntil(lambda: not model.stale)
    session.append([Exchange(POST, b"")])
    model.look()
    qtbot.waitUntil(lambda: not model.stale)
    assert (model.rowCount(), model.total) == (30, 301)
    session.store_summaries([Summary(301, failed=True)], "r")
    model.summaries_changed([301])
    qtbot.waitUntil(lambda: model.rowCount() == 31)
    assert model.id_at(30) == 301


def test_a_new_summary_is_shown_at_once(qtbot, model, session):
    assert model.index(4, 2).data() == "2005"
    session.store_summaries([Summary(5, "2007", "OrderReg")], "r")
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.summaries_changed([5])
    assert changed.args[0].row() == 4
    assert model.index(4, 2).data() == "2007 OrderReg"


def test_a_call_whose_summary_comes_before_its_hint_is_shown(qtbot, model, session):
    session.append([Exchange(POST, b"")])
    session.store_summaries([Summary(301, "2005", values=(("FUN_CODE", "2005"),))], "r")
    model.summaries_changed([301])
    assert model.rowCount() == 301


def test_questions_that_come_too_fast_are_asked_once_more_at_the_end(qtbot, model, session):
    model.set_filter(Filter(text="2005"))
    session.append([Exchange(POST, b"")])
    session.store_summaries([Summary(301, "2005", values=(("FUN_CODE", "2005"),))], "r")
    model.look()
    model.summaries_changed([301])
    qtbot.waitUntil(lambda: not model.stale and model.rowCount() == 301)


def test_a_session_that_cannot_be_read_is_reported(qtbot, model, session, monkeypatch):
    with qtbot.waitSignal(model.failed) as failed:
        model.set_filter(Filter(text="fnu:1"))
    assert isinstance(failed.args[0], QueryError)
    monkeypatch.setattr(session, "path", session.path.with_name("gone"))
    with qtbot.waitSignal(model.failed) as failed:
        model.set_filter(Filter(text="x"))
    assert isinstance(failed.args[0], SessionError)
    assert not model.stale


def test_no_session_has_no_calls(qtbot, model):
    model.show_session(None)
    assert (model.rowCount(), model.total, model.id_at(0)) == (0, 0, 0)
    assert model.index(0, 0).data() is None


def test_headers_say_what_they_mean(model):
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Function"
    assert model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "RETURN_CODE; 0 is success"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_under_the_pointer_stand_the_verdict_the_original_and_the_comment(model):
    row = model.row(0)
    assert tip_of(replace(row, summary=None)) == "Being read…"
    assert (
        tip_of(replace(row, summary=Summary(1, verdict_en="Success.", key_label="env:OLD"))) == "Success.\nKey env:OLD"
    )
    told = replace(row, summary=Summary(1, verdict_en="Refused."), parent=42, comment="ask Li")
    assert tip_of(told) == "Refused.\nA replay of 42\nask Li"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == ""
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None


def test_a_long_list_keeps_few_pages_in_memory(model, session, qtbot):
    session.append([Exchange(POST, b"")] * (40 * PAGE))
    model.look()
    for row in range(0, model.rowCount(), PAGE):
        assert model.row(row).id == row + 1
    assert len(model._pages) <= 32


def test_a_search_that_was_given_up_half_way_is_made_again_from_the_beginning(qtbot, model, session, monkeypatch):
    def half(_chosen, *, stopped):
        yield [1, 2]
        while not stopped():
            time.sleep(0.001)

    monkeypatch.setattr(session, "search", half)
    model.set_filter(Filter("id>0"))
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    model.cancel()
    assert (model.complete, model.filter, model.rowCount()) == (False, Filter("id>0"), 2)
    monkeypatch.undo()
    model.set_filter(Filter("id>0"))
    qtbot.waitUntil(lambda: not model.stale)
    assert model.complete
    assert model.rowCount() == session.count()


def test_a_call_that_changes_enters_or_leaves_in_its_place(qtbot, model, session):
    model.set_filter(Filter("mark:1"))
    qtbot.waitUntil(lambda: not model.stale)
    assert model.rowCount() == 0
    for changed in ([200], [10, 300], [15]):
        for number in changed:
            session.mark(number, 1, "")
        model.summaries_changed(changed)
        qtbot.waitUntil(lambda: not model.stale)
    session.mark(200, 2, "")
    model.summaries_changed([200])
    qtbot.waitUntil(lambda: not model.stale)
    assert [model.row(row).id for row in range(model.rowCount())] == [10, 15, 300]


def test_a_live_filter_asks_about_new_calls_only(qtbot, model, session, monkeypatch):
    model.set_filter(Filter(failed=True))
    qtbot.waitUntil(lambda: not model.stale)
    asked = []
    among = session.among
    monkeypatch.setattr(session, "among", lambda chosen, ids: asked.append(list(ids)) or among(chosen, ids))
    monkeypatch.setattr(session, "search", None)
    session.append([Exchange(POST, b"")])
    session.store_summaries([Summary(301, failed=True)], "r")
    model.summaries_changed([301])
    qtbot.waitUntil(lambda: model.rowCount() == 31)
    assert asked == [[301]]


def test_old_calls_that_are_removed_leave_the_list_and_others_keep_their_rows(qtbot, model, session):
    assert model.row(5).id == 6
    session._connection.execute("DELETE FROM exchange WHERE id <= 100 OR id = 150")
    model.look()
    assert (model.rowCount(), model.total, model.id_at(0), model.row(0).id) == (200, 199, 101, 101)
    assert model.row(49) is None  # its place stays until the session is asked again
    assert model.row(50).id == 151
    session.append([Exchange(POST, b"")])
    model.look()
    assert (model.rowCount(), model.total, model.row(200).id) == (201, 200, 301)
    model.set_filter(Filter("id>0"))
    qtbot.waitUntil(lambda: not model.stale)
    assert (model.rowCount(), model.row_of(150), model.row_of(151)) == (200, None, 49)
    session._connection.execute("DELETE FROM exchange")
    model.look()
    assert (model.rowCount(), model.total) == (0, 0)


def test_a_search_that_is_given_up_leaves_what_was_shown(qtbot, model):
    model.set_filter(Filter("2005"))
    model.cancel()
    assert (model.filter, model.rowCount(), model.complete, model.stale) == (Filter(), 300, True, False)
    model.cancel()
    assert model.filter == Filter()
    model.set_filter(Filter("2005"))
    qtbot.waitUntil(lambda: not model.stale)
    assert (model.rowCount(), model.complete, model.filling) == (300, True, False)
