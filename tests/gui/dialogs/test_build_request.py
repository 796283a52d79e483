import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight import paths
from hisight.gui.dialogs.build_request import BuildRequestDialog
from hisight.gui.dialogs.save_template import SaveTemplateDialog
from hisight.protocol import Scheme
from hisight.reading import Reader
from hisight.replay.beginnings import from_answer, from_earlier
from hisight.replay.new_call import NewCall
from hisight.replay.next_call import offered_by


@pytest.fixture
def live(tmp_path):
    with recorded.session(tmp_path / "live.hisight") as session:
        yield session


@pytest.fixture(autouse=True)
def data_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def open_dialog(qtbot, catalog):
    def open_(session=None, code: str = "2007", url: str = recorded.URL, begin=None) -> BuildRequestDialog:
        dialog = BuildRequestDialog(NewCall(catalog.function(code), recorded.READER, session), url, begin=begin)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        read(qtbot, dialog, dialog._call.function.code)
        return dialog

    return open_


def read(qtbot, dialog: BuildRequestDialog, code: str) -> None:
    """Wait until the request in the editor is on the screen."""
    qtbot.waitUntil(lambda: dialog.reading is not None and dialog.reading.call.fun_code == code, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.reading.call.request.payload.xml == dialog.editor.text(), timeout=10_000)


def test_it_opens_with_a_request_that_conforms(open_dialog, live):
    dialog = open_dialog(live)
    assert dialog.editor.text().startswith("<REQ>\n  <REG_ROLE>1</REG_ROLE>")
    assert dialog.outcome.state.text() == "Well-formed, and it conforms"
    assert dialog.reading.function.code == "2007"


def test_findings_follow_what_is_typed(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    dialog.editor.replace_text(dialog.editor.text().replace("<SEX>1</SEX>", "<SEX>9</SEX>"))
    qtbot.waitUntil(lambda: "SEX" in str(dialog.outcome.findings.model().index(0, 0).data()), timeout=10_000)


def test_it_is_sent_as_its_peer_expects(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    with qtbot.waitSignal(dialog.send_requested) as sent:
        qtbot.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (outgoing,) = sent.args
    assert (outgoing.url, outgoing.parent) == (recorded.URL, None)
    assert dialog.reading.call.request.signature.verdict == "valid"
    assert "like call" in dialog.like.text()


def test_another_host_is_asked_in_soap(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    dialog.target.setText("http://127.0.0.1:9/new")
    qtbot.waitUntil(lambda: "SOAP 1.1" in dialog.like.text(), timeout=10_000)
    assert dialog.operation.currentText() == "OrderReg"
    assert dialog.draft().exchange.url == "http://127.0.0.1:9/new"
    assert dialog.draft().xml == dialog.editor.text()


def test_another_operation_can_be_chosen_and_an_incomplete_target_is_explained(open_dialog, qtbot, live):
    dialog = open_dialog(live)
    dialog.operation.setEditText("PubService")
    qtbot.waitUntil(lambda: dialog.reading.call.operation == "PubService", timeout=10_000)
    assert dialog.outcome.state.text() == "Well-formed, and it conforms"
    for target in ("nowhere", "http://[", ""):
        dialog.target.setText(target or "http://")
        qtbot.waitUntil(lambda: "incomplete" in dialog.outcome.state.text(), timeout=10_000)
        assert not dialog.send.isEnabled()


def test_without_a_session_it_can_be_copied_and_sent(open_dialog, qtbot):
    dialog = open_dialog(code="3001")
    assert dialog.send.isEnabled()
    next(button for button in dialog.findChildren(QToolButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == dialog.editor.text()
    assert dialog.editor.text().startswith("<Request>")


def test_restored_it_is_as_it_was_built(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    built = dialog.editor.text()
    dialog.editor.replace_text("<REQ/>")
    dialog.restore.click()
    assert dialog.editor.text() == built
    dialog.tools.undo.click()
    assert dialog.editor.text() == "<REQ/>"


def test_another_function_is_found_by_its_chinese_title(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    dialog.picker.search.setText("号源锁定")
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    read(qtbot, dialog, "2005")
    assert dialog.title.text() == "2005 LockReg  号源锁定接口"
    assert dialog.operation.currentText() == "LockReg"
    assert dialog.outcome.state.text() == "Well-formed, and it conforms"
    assert not dialog.tools.undo.isEnabled()


def test_it_is_filled_from_the_latest_call_of_the_function_with_new_numbers(open_dialog, live, qtbot):
    dialog = open_dialog(live, "2005")
    latest = max(row.id for row in live.rows(range(1, 31)) if row.summary.fun_code == "2005")
    assert dialog.beginning.itemText(1).startswith(f"Call {latest} · ")
    recorded_xml = recorded.READER.read(live.get(latest)).call.request.payload.xml
    lock_id = re.search("<LOCK_ID>.*?</LOCK_ID>", recorded_xml)[0]
    dialog.beginning.setCurrentIndex(1)
    dialog.beginning.activated.emit(1)
    assert lock_id not in dialog.editor.text()
    dialog.fresh.setChecked(False)
    assert dialog.editor.text() == recorded_xml
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lock_id not in dialog.editor.text()


def test_a_call_that_cannot_be_read_is_no_beginning_and_says_why(open_dialog, live, qtbot):
    dialog = open_dialog(live, "2007")
    built = dialog.editor.text()
    keyless = Reader(recorded.READER.catalog, scheme=Scheme())
    dialog._beginnings = (*from_earlier(replace(dialog._call, reader=keyless)),)
    dialog.beginning.setCurrentIndex(len(dialog._beginnings) - 1)
    dialog.beginning.activated.emit(0)
    assert "cannot be read" in dialog.outcome.state.text()
    assert dialog.editor.text() == built


def test_a_template_is_kept_and_offered(open_dialog, live, qtbot, data_folder):
    dialog = open_dialog(live)
    dialog.editor.replace_text(dialog.editor.text().replace("<SEX>1</SEX>", "<SEX>2</SEX>"))
    read(qtbot, dialog, "2007")
    dialog.template.click()
    saving = dialog.findChild(SaveTemplateDialog)
    saving.name.setText("女患者预约")
    saving.save.click()
    again = open_dialog(live)
    texts = [again.beginning.itemText(place) for place in range(again.beginning.count())]
    assert texts[-1] == "Template: 女患者预约"
    again.beginning.setCurrentIndex(len(texts) - 1)
    again.beginning.activated.emit(len(texts) - 1)
    assert "<SEX>2</SEX>" in again.editor.text()


def test_what_an_answer_becomes_is_filled_in(open_dialog, live, qtbot):
    lock = recorded.reading(fun_code="2005")
    one = offered_by(lock)[0]
    call = NewCall(recorded.READER.catalog.function(one.to), recorded.READER, live)
    dialog = open_dialog(live, one.to, begin=from_answer(one, lock, call))
    assert dialog.beginning.currentText() == f"The answer of call {lock.call.exchange.id}: Order the locked slot"
    answered = {line.name: value for line, _, value in lock.subject("response").values()}
    assert f"<HOSP_LOCK_ID>{answered['HOSP_LOCK_ID']}</HOSP_LOCK_ID>" in dialog.editor.text()
    assert dialog.outcome.state.text() == "Well-formed, and it conforms"
    assert dialog.table.line().path == "REQ/REG_ROLE"
