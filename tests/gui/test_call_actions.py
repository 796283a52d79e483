import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from tests.gui import recorded

from hisight import paths
from hisight.capture import Exchange, Session
from hisight.gui import background, call_actions
from hisight.gui.dialogs.build_request import BuildRequestDialog
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.dialogs.export_dialog import ExportDialog
from hisight.gui.models.tree_model import Column
from hisight.mock import HisServer
from hisight.reading import Reader, Reading, summarise
from hisight.replay import ONLY_READING, as_recorded
from hisight.replay.wire_text import bytes_of, dumped

READ, WRITE = 1, 14  # NetTest, LockReg


@pytest.fixture
def his():
    with recorded.his() as server:
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

    def permitted(_parent, asked):
        if asked is None:
            return ONLY_READING
        questions.append(asked)
        return asked.allow()

    monkeypatch.setattr(call_actions, "permitted", permitted)
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
    (question,) = asked
    assert question.counts == [("2005 LockReg 号源锁定接口", 1)]
    assert question.targets == (his.origin.removeprefix("http://"),)


def test_the_patient_is_named_where_the_message_names_one(qtbot, window, asked):
    number = next(row.id for row in window.control.session.rows(range(1, 31)) if row.summary.function == "CreatePat")
    window.show_call(number)
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: not window.replaying.running, timeout=10_000)
    assert asked[0].patients


def test_a_no_sends_nothing(qtbot, window, monkeypatch):
    monkeypatch.setattr(call_actions, "permitted", lambda *_: None)
    window.show_call(WRITE)
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: not background.running())
    assert not window.replaying.running
    assert window.control.session.last_id() == 30


def test_the_key_pressed_twice_asks_once(qtbot, window, monkeypatch):
    questions = []
    monkeypatch.setattr(call_actions, "permitted", lambda _parent, asked: questions.append(asked))
    window.show_call(WRITE)
    for _ in range(3):
        window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: not background.running())
    assert len(questions) == 1
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: not background.running())
    assert len(questions) == 2


def test_several_calls_are_replayed_one_after_the_other(qtbot, window, asked):
    window.calls.select(READ)
    window.calls.table.selectAll()
    steps = []
    window.replaying.progress.connect(lambda *step: steps.append(step))
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: window.control.session.last_id() == 60, timeout=60_000)
    qtbot.waitUntil(lambda: not window.replaying.running)
    assert window.banner.isHidden(), window.banner.text.text()
    assert steps == [(done, 30) for done in range(1, 31)]
    assert len(asked) == 1
    assert window.control.session.last_id() == 60


def test_a_second_batch_waits_for_the_first(qtbot, window, asked):
    arrived = threading.Event()
    window.replaying.send(window.control.session, 1, lambda _own, _cancelled: iter([arrived.wait(10)][1:]))
    window.show_call(READ)
    window.actions_by_name["replay"].trigger()
    assert "still being sent" in window.banner.text.text()
    arrived.set()
    qtbot.waitUntil(lambda: not window.replaying.running, timeout=10_000)


def test_a_call_without_an_address_cannot_be_replayed_and_says_why(qtbot, window):
    window.control.session.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"<x/>")])
    window.model.look()
    window.show_call(31)
    window.actions_by_name["replay"].trigger()
    qtbot.waitUntil(lambda: "no address" in window.banner.text.text(), timeout=10_000)


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
    dialog = window.findChild(ExportDialog)
    assert dialog.isVisible()
    assert "Export one call" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.close()


def test_the_menu_offers_what_can_be_done(qtbot, window):
    window.show_call(READ)
    cell = window.calls.table.visualRect(window.model.index(0, 3))
    window.calls.menu_requested.emit(window.calls.table.viewport().mapToGlobal(cell.center()))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:5] == ["Replay", "Replay with options…", "Edit and send…", "Compare…", "Export selected calls…"]
    assert texts[5:9] == ["Only code = 0", "Hide code = 0", "Every call with this value", "Only this function"]
    assert texts[-3:] == ["Comment and mark…", "Mark", "Copy"]
    copies = menu.actions()[-1].menu()
    copies.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == window.control.session.get(READ).url
    copies.actions()[-1].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith(f"## #{READ} "), timeout=10_000)
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
    ((deed,),) = ([*question.deeds] for question in asked)
    assert deed.function.startswith("2007 OrderReg")
    assert deed.patient.startswith("测试患者")
    assert deed.target in his.url


def test_without_a_session_a_request_is_built_for_this_machine(qtbot, open_window):
    window = open_window()
    window.call_actions.build(window.control.reader.catalog.function("2007"))
    dialog = next(one for one in window.findChildren(BuildRequestDialog) if one.isVisible())
    assert dialog.target.text() == "http://127.0.0.1:8080/"


class Seen:
    """The HIS, with every request body that it was sent."""

    def __init__(self, his: HisServer) -> None:
        self.bodies: list[bytes] = []
        answer = his.his.reply

        def reply(body: bytes, *more, **named):
            self.bodies.append(body)
            return answer(body, *more, **named)

        his.his.reply = reply


def send_and_read(qtbot, window, dialog) -> Reading:
    """Send what `dialog` has, and wait for the answer."""
    before = window.control.session.last_id() if window.control.session else 0
    dialog.send.click()
    qtbot.waitUntil(lambda: not window.replaying.running and window.control.session.last_id() > before, timeout=10_000)
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)
    assert window.calls.current_id == window.control.session.last_id()
    return window.control.reader.read(window.control.session.get(window.calls.current_id))


def by_form(dialog: EditCallDialog) -> bytes:
    model = dialog.table.model()
    model.setData(model.index_of("REQ/IP").siblingAtColumn(Column.VALUE), "10.0.0.9")
    return b""


def by_xml(dialog: EditCallDialog) -> bytes:
    dialog.editor.replace_text(dialog.editor.text().replace("<IP>", "<IP> "))
    return b""


def by_bytes(dialog: EditCallDialog) -> bytes:
    dialog.layers.show_layer("bytes")
    editor = dialog.layers.editors["bytes"]
    body = bytes_of(editor.text()).replace(b"<soap:Body>", b"\n<soap:Body>", 1)
    editor.replace_text(dumped(body))
    return body


@pytest.mark.parametrize("edit", [by_form, by_xml, by_bytes])
def test_a_call_edited_anywhere_arrives_as_written_and_verifies(qtbot, window, asked, his, edit):
    seen = Seen(his)
    window.show_call(READ)
    before = window.control.session.get(READ).request_body
    window.actions_by_name["edit"].trigger()
    dialog = window.findChild(EditCallDialog)
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() > 0)
    dialog.layers.show_layer("bytes")
    written = edit(dialog)
    reading = send_and_read(qtbot, window, dialog)
    (body,) = seen.bodies
    assert body == reading.call.exchange.request_body
    assert body != before
    assert written in (b"", body)
    assert reading.call.request.signature.verdict == "valid"
    assert reading.call.return_code == "0"


def open_new_call(qtbot, window, fun_code: str) -> BuildRequestDialog:
    """The dialog that is open, once it shows that its request conforms."""
    dialog = next(one for one in window.findChildren(BuildRequestDialog) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.reading is not None and dialog.reading.call.fun_code == fun_code)
    qtbot.waitUntil(lambda: dialog.outcome.state.text() == "Well-formed, and it conforms")
    return dialog


def test_lock_order_and_cancel_by_nothing_but_new_calls(qtbot, window, asked):
    window.show_call(5)
    qtbot.waitUntil(lambda: window.settled)
    window.detail.set_tab("response")
    table, strip = window.detail.response.table, window.detail.response._strip
    row = next(line.path for line in window.detail._reading.subject("response").lines if line.name == "REG_TIME_LIST")
    table.go_to(row)
    offered = [button for button in strip.findChildren(QPushButton) if button.isVisibleTo(strip)]
    assert [button.text() for button in offered] == [
        "Lock this slot · 2005",
        "Its hours · 2004",
        "Order this slot at once · 2007",
    ]
    offered[0].click()
    for fun_code, title in (
        ("2005", "Order the locked slot · 2007"),
        ("2007", "Cancel this order · 2009"),
        ("2009", ""),
    ):
        reading = send_and_read(qtbot, window, open_new_call(qtbot, window, fun_code))
        assert (reading.call.fun_code, reading.call.return_code) == (fun_code, "0")
        steps = {action.text(): action for action in window.detail.header.next.menu().actions()}
        if title:
            steps[title].trigger()
    assert not steps
    assert [question.counts[0][0][:4] for question in asked] == ["2005", "2007", "2009"]


def test_a_new_call_from_nothing_begins_a_session(qtbot, open_window, asked, his, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "own")
    window = open_window()
    window.actions_by_name["new_call"].trigger()
    dialog = window.findChild(BuildRequestDialog)
    assert dialog.title.text().startswith("1001 NetTest")
    dialog.target.setText(his.url)
    reading = send_and_read(qtbot, window, dialog)
    assert reading.call.fun_code == "1001"
    assert window.control.session.path.parent == tmp_path / "own" / "sessions"


def test_a_row_in_the_menu_of_the_answer_becomes_a_call(qtbot, window):
    window.show_call(5)
    qtbot.waitUntil(lambda: window.settled)
    window.detail.set_tab("response")
    table = window.detail.response.table
    table.go_to(next(line.path for line in window.detail._reading.subject("response").lines if line.name == "REG_ID"))
    menu = table.menu(table.line())
    menu.actions()[0].trigger()
    dialog = window.findChild(BuildRequestDialog)
    assert dialog.title.text().startswith("2005 LockReg")
    dialog.close()
    request = window.detail.request.table
    assert request.more is None


def test_a_session_that_cannot_be_made_is_told_and_nothing_is_sent(open_window, asked, his, monkeypatch, tmp_path):
    (tmp_path / "own").write_text("in the way")
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "own")
    window = open_window()
    window.actions_by_name["new_call"].trigger()
    dialog = window.findChild(BuildRequestDialog)
    dialog.target.setText(his.url)
    dialog.send.click()
    assert "cannot be made" in window.banner.text.text()
    assert dialog.isVisible()
    assert not window.replaying.running
