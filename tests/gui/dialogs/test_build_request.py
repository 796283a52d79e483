import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight.gui.dialogs.build_request import BuildRequestDialog
from hisight.replay.new_call import NewCall


@pytest.fixture
def live(tmp_path):
    with recorded.session(tmp_path / "live.hisight") as session:
        yield session


@pytest.fixture
def open_dialog(qtbot, catalog):
    def open_(session=None, code: str = "2007", url: str = recorded.URL) -> BuildRequestDialog:
        dialog = BuildRequestDialog(NewCall(catalog.function(code), recorded.READER, session), url)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        read(qtbot, dialog, code)
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


def test_without_a_session_it_can_be_copied_and_not_sent(open_dialog, qtbot):
    dialog = open_dialog(code="3001")
    assert not dialog.send.isEnabled()
    assert "No session is open" in dialog.like.text()
    next(button for button in dialog.findChildren(QToolButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == dialog.editor.text()
    assert dialog.editor.text().startswith("<Request>")


def test_restored_it_is_as_it_was_built(open_dialog, live, qtbot):
    dialog = open_dialog(live)
    built = dialog.editor.text()
    dialog.editor.replace_text("<REQ/>")
    next(button for button in dialog.findChildren(QToolButton) if button.text() == "Restore").click()
    assert dialog.editor.text() == built
