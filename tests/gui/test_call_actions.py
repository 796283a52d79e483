from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from hisight.capture import Exchange, Session
from hisight.gui.dialogs import confirm_send
from hisight.gui.dialogs.build_request import BuildRequestDialog
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.dialogs.export_dialog import ExportDialog
from hisight.mock import PEERS, HisServer, MockHis
from hisight.reading import Reader, summarise
from hisight.replay import as_recorded

READ, WRITE = 1, 14  # NetTest, LockReg


@pytest.fixture
def his():
    with HisServer(MockHis(PEERS)) as server:
        yield server


@pytest.fixture
def session_path(session_path, his, tmp_path):
    """The recorded calls, as if they had gone to a HIS that is still there."""
    path, reader = tmp_path / "live.hisight", Reader.default()
    with Session.open(session_path) as recorded, Session.open(path, create=True) as session:
        exchanges = [replace(one, url=his.url) for one in recorded.since(0)]
        session.append(exchanges)
        session.store_summaries([summarise(reader.read(one)) for one in session.since(0)], reader.fingerprint)
    return path


@pytest.fixture
def asked(monkeypatch) -> list:
    """What was asked before sending; the answer is yes."""
    questions = []
    monkeypatch.setattr(confirm_send, "confirm_send", lambda _parent, *facts: questions.append(facts) or True)
    return questions


def test_a_call_that_reads_is_replayed_at_once_and_shown(qtbot, window, asked):
    window.show_call(READ)
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: window.calls.current_id == 31, timeout=10_000)
    qtbot.waitUntil(lambda: window.settled)
    assert asked == []
    row = window.model.row(30)
    assert (row.parent, row.origin) == (READ, "replay")
    assert row.summary.function == "NetTest"
    window.actions_by_name["original"].trigger()
    assert window.calls.current_id == READ


def test_an_original_that_the_filter_hides_is_shown_all_the_same(qtbot, window):
    with Session.open(window.control.session.path) as own:
        (replay,) = own.append([replace(own.get(READ), parent=READ, origin="replay", error="no answer")])
    window.model.look()
    window.show_call(replay)
    window.filter_bar.chips["failed"].click()
    qtbot.waitUntil(lambda: window.model.row_of(READ) is None and window.calls.current_id == replay)
    window.actions_by_name["original"].trigger()
    qtbot.waitUntil(lambda: window.calls.current_id == READ)


def test_a_call_that_writes_asks_first_and_names_function_target_and_patient(qtbot, window, asked, his):
    window.show_call(WRITE)
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: window.model.rowCount() == 31, timeout=10_000)
    ((function, target, _patient),) = asked
    assert function.name == "LockReg"
    assert target == his.origin.removeprefix("http://")


def test_the_patient_is_named_where_the_message_names_one(window, asked):
    number = next(row.id for row in window.control.session.rows(range(1, 31)) if row.summary.function == "CreatePat")
    window.show_call(number)
    window.actions_by_name["replay"].trigger()
    assert asked[0][2]


def test_a_no_sends_nothing(qtbot, window, monkeypatch):
    monkeypatch.setattr(confirm_send, "confirm_send", lambda *_: False)
    window.show_call(WRITE)
    window.actions_by_name["replay"].trigger()
    assert not window.replaying.running
    assert window.control.session.last_id() == 30


def test_several_calls_are_replayed_one_after_the_other(qtbot, window, asked):
    window.calls.select(READ)
    window.calls.table.selectAll()
    steps = []
    window.replaying.progress.connect(lambda *step: steps.append(step))
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: not window.replaying.running, timeout=60_000)
    assert window.banner.isHidden(), window.banner.text.text()
    assert steps == [(done, 30) for done in range(1, 31)]
    assert window.control.session.last_id() == 60


def test_a_second_batch_waits_for_the_first(qtbot, window, asked):
    window.show_call(READ)
    window.actions_by_name["replay"].trigger()
    window.actions_by_name["replay"].trigger()
    assert "still being sent" in window.banner.text.text()
    qtbot.waitUntil(lambda: not window.replaying.running, timeout=10_000)


def test_a_call_without_an_address_cannot_be_replayed_and_says_why(qtbot, window):
    window.control.session.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"<x/>")])
    window.model.look()
    window.show_call(31)
    window.actions_by_name["replay"].trigger()
    assert "no address" in window.banner.text.text()


def test_an_edited_call_is_sent_and_shown(qtbot, window, asked):
    window.show_call(READ)
    window.actions_by_name["edit"].trigger()
    dialog = window.findChild(EditCallDialog)
    outgoing = as_recorded(window.control.session.get(READ))
    dialog.send_requested.emit(outgoing)
    qtbot.waitUntil(lambda: window.calls.current_id == 31, timeout=10_000)


def test_selected_calls_are_exported(window):
    window.show_call(READ)
    window.actions_by_name["export"].trigger()
    window.findChild(ExportDialog).close()


def test_the_menu_offers_what_can_be_done(qtbot, window):
    window.show_call(READ)
    cell = window.calls.table.visualRect(window.model.index(0, 3))
    window.calls.menu_requested.emit(window.calls.table.viewport().mapToGlobal(cell.center()))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:3] == ["Replay", "Edit and send…", "Export selected calls…"]
    assert texts[3:7] == ["Only code = 0", "Hide code = 0", "Every call with this value", "Only this function"]
    assert texts[-3:] == ["Comment and mark…", "Mark", "Copy"]
    copies = menu.actions()[-1].menu()
    copies.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == window.control.session.get(READ).url
    marks = menu.actions()[-3].menu()
    marks.actions()[1].trigger()
    assert window.model.row(0).colour == 2
    menu.close()


def test_without_a_session_nothing_can_be_done(open_window):
    window = open_window()
    for act in window.call_actions.handlers().values():
        act()
    window.calls.menu_requested.emit(QPoint(0, 0))
    assert window.banner.isHidden()


def build(qtbot, window, code: str) -> BuildRequestDialog:
    window.call_actions.build(window.control.reader.catalog.function(code))
    dialog = next(one for one in window.findChildren(BuildRequestDialog) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.send.isEnabled() and bool(dialog.reading), timeout=10_000)
    return dialog


def test_a_built_request_is_sent_where_the_current_call_went_and_is_a_new_row(qtbot, window, asked, his):
    window.show_call(READ)
    dialog = build(qtbot, window, "1001")
    assert dialog.target.text() == his.url
    dialog.send.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 31, timeout=10_000)
    qtbot.waitUntil(lambda: window.settled)
    assert asked == []
    row = window.model.row(30)
    assert (row.parent, row.origin, row.summary.function, row.summary.return_code) == (None, "replay", "NetTest", "0")


def test_a_built_request_that_changes_data_asks_first(qtbot, window, asked, his):
    window.show_call(READ)
    dialog = build(qtbot, window, "2007")
    dialog.send.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 31, timeout=10_000)
    ((function, target, patient),) = asked
    assert (function.code, patient) == ("2007", "测试患者")
    assert target in his.url


def test_without_a_session_a_request_is_built_for_this_machine(qtbot, open_window):
    window = open_window()
    window.call_actions.build(window.control.reader.catalog.function("2007"))
    dialog = next(one for one in window.findChildren(BuildRequestDialog) if one.isVisible())
    assert dialog.target.text() == "http://127.0.0.1:8080/"
