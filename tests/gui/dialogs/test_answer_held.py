from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.gui import recorded

from hisight.gui.dialogs.answer_held import AnswerHeld
from hisight.intercept.answering import as_exchange


@pytest.fixture
def open_dialog(qtbot, session):
    def open_(*, answered: bool, fun_code: str = "2007") -> AnswerHeld:
        exchange = replace(recorded.exchange(fun_code=fun_code), id=0)
        if not answered:
            exchange = replace(exchange, response_head=b"", response_body=b"")
        dialog = AnswerHeld(exchange, recorded.READER.read(exchange), recorded.READER, session, QLabel("in 9 s"))
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.held = exchange
        return dialog

    return open_


def sent(qtbot, dialog):
    """The call as the platform reads it."""
    with qtbot.waitSignal(dialog.answered) as answered:
        qtbot.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return answered.args[0], recorded.READER.read(as_exchange(dialog.held, answered.args[0]))


def test_an_untouched_answer_keeps_its_bytes(qtbot, open_dialog):
    dialog = open_dialog(answered=True)
    reply, _ = sent(qtbot, dialog)
    assert reply.body == dialog.held.response_body


def test_an_edited_answer_is_sealed_again_unless_one_wants_otherwise(qtbot, open_dialog):
    dialog = open_dialog(answered=True)
    dialog.message.setText("改过")
    _, read = sent(qtbot, dialog)
    assert (read.call.return_msg, read.call.response.signature.verdict) == ("改过", "valid")
    dialog.keep_sign.setChecked(True)
    _, read = sent(qtbot, dialog)
    assert read.call.response.signature.verdict == "invalid"


def test_a_call_is_answered_with_the_sample_of_the_interface_a_recorded_answer_or_a_refusal(qtbot, open_dialog):
    dialog = open_dialog(answered=False)
    assert dialog.source.currentText() == "the interface's sample"
    _, read = sent(qtbot, dialog)
    assert (read.call.return_code, read.call.response.signature.verdict) == ("0", "valid")
    assert read.call.response.payload.state == read.call.request.payload.state == "decrypted"
    assert not [one for one in read.findings if one.direction == "response" and one.severity.value == "error"]
    assert "HOSP_ORDER_ID" in dialog.editor.text()

    at = next(row for row in range(dialog.source.count()) if dialog.source.itemText(row).endswith("code 0)"))
    dialog.source.setCurrentIndex(at)
    dialog.source.activated.emit(at)
    _, read = sent(qtbot, dialog)
    assert read.call.response.payload.xml

    at = dialog.code.findData("200709")
    dialog.code.setCurrentIndex(at)
    dialog.code.activated.emit(at)
    _, read = sent(qtbot, dialog)
    assert (read.call.return_code, read.call.response.payload.xml) == ("200709", "")
    assert read.call.return_msg
    assert read.call.response.signature.verdict == "valid"
    dialog.code.setEditText("4711")
    _, read = sent(qtbot, dialog)
    assert read.call.return_code == "4711"
