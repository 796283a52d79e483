import pytest
from PySide6.QtWidgets import QLabel
from tests.gui import recorded

from hisight.gui.views import related_view
from hisight.gui.views.related_view import RelatedView


@pytest.fixture
def view(qtbot, tmp_path):
    made = RelatedView()
    qtbot.addWidget(made)
    made.resize(700, 300)
    with recorded.session(tmp_path / "related.hisight") as session:
        made.set_session(session)
        yield made


def said(view: RelatedView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def cells(view: RelatedView, row: int) -> list[str]:
    return [view.list.topLevelItem(row).text(column) for column in range(view.list.columnCount())]


def test_calls_of_one_order_stand_on_a_time_line(view, qtbot):
    view.show_reading(recorded.reading("foreign-key"))
    view.show()
    qtbot.waitUntil(lambda: view.list.topLevelItemCount() > 2)
    number = recorded.number("foreign-key")
    rows = [cells(view, row) for row in range(view.list.topLevelItemCount())]
    here = next(row for row in rows if row[0] == str(number))
    after = next(row for row in rows if row[0] == str(number + 2))
    assert here[2] == "this call"
    assert after[2] == "+2.0 s"
    assert "2009 CancelReg" in after[3]
    assert "ORDER_ID" in after[5]


def test_a_key_is_named_above(view, qtbot):
    view.show()
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: view.list.topLevelItemCount() > 2)
    assert "hospital order HOSP_ORDER_ID" in said(view)
    key = related_view.business_keys(recorded.reading("foreign-key"))[0]
    with qtbot.waitSignal(view.filter_requested) as wanted:
        view.keys.linkActivated.emit("0")
    assert wanted.args == ["every", key.name, key.value]


def test_a_narrow_pane_shortens_the_function_and_not_what_is_shared(view, qtbot):
    view.resize(560, 300)
    view.show()
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: view.list.topLevelItemCount() > 2)
    assert view.list.horizontalScrollBar().maximum() == 0
    assert view.list.columnWidth(5) >= view.list.sizeHintForColumn(5)


def test_what_shares_many_keys_counts_those_it_has_no_room_for(view, qtbot):
    view.show()
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: view.list.topLevelItemCount() > 2)
    number = str(recorded.number("sent-twice"))
    item = next(
        view.list.topLevelItem(row) for row in range(view.list.topLevelItemCount()) if cells(view, row)[0] == number
    )
    assert item.text(5).endswith("  +1")
    assert len(item.toolTip(5).splitlines()) == 3


def test_going_to_a_related_call(view, qtbot):
    view.show()
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: view.list.topLevelItemCount() > 2)
    with qtbot.waitSignal(view.select_requested) as wanted:
        view.list.itemActivated.emit(view.list.topLevelItem(0), 0)
    assert wanted.args == [int(cells(view, 0)[0])]


def test_a_call_alone_says_so(view, qtbot):
    view.show()
    view.show_reading(recorded.reading(fun_code="1001"))
    qtbot.waitUntil(lambda: "No other call" in said(view))


def test_nothing_is_looked_up_before_somebody_looks(view, monkeypatch):
    looked = []
    monkeypatch.setattr(related_view, "related", lambda *_: looked.append(1) or [])
    view.show_reading(recorded.reading(fun_code="1001"))
    assert looked == []


def test_without_a_session_it_says_so(view, qtbot):
    view.set_session(None)
    view.show()
    view.show_reading(recorded.reading(fun_code="1001"))
    assert "no session" in said(view)


def test_a_session_that_cannot_be_read_says_why(view, qtbot, tmp_path):
    closed = recorded.session(tmp_path / "closed.hisight")
    closed.close()
    view.set_session(closed)
    view.show()
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: "cannot be used" in said(view))
