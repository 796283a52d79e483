import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from tests.gui import recorded

from hisight.gui.dialogs.paste_message import PasteMessage


@pytest.fixture
def paste(qtbot):
    def make(text: str = "") -> PasteMessage:
        dialog = PasteMessage(recorded.READER, text)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def verdict(dialog) -> str:
    return dialog.detail.header.sentence.text() if dialog.detail.header.isVisible() else ""


def test_a_message_is_read_at_once(qtbot, paste):
    dialog = paste(recorded.exchanges()[13].request_body.decode())
    qtbot.waitUntil(lambda: "conforms" in verdict(dialog))


def test_without_a_text_it_takes_the_clipboard(qtbot, paste):
    QGuiApplication.clipboard().setText(recorded.exchanges()[0].request_body.decode())
    dialog = paste()
    qtbot.waitUntil(lambda: bool(verdict(dialog)))


def test_a_whole_http_message_is_taken_apart(qtbot, paste):
    exchange = recorded.exchanges()[0]
    dialog = paste((exchange.request_head + b"\r\n" + exchange.request_body).decode())
    qtbot.waitUntil(lambda: "NetTest" in dialog.detail.header.function.text())


def test_a_fun_code_names_the_function_of_an_answer(qtbot, paste):
    dialog = paste("<RES><SYSDATE>2026-11-24 08:00:00</SYSDATE></RES>")
    qtbot.waitUntil(lambda: bool(verdict(dialog)))
    dialog.fun_code.setText("1001")
    qtbot.waitUntil(lambda: "1001 NetTest" in dialog.detail.header.function.text())


def test_no_text_shows_no_reading(qtbot, paste):
    dialog = paste("<REQ/>")
    qtbot.waitUntil(lambda: bool(verdict(dialog)))
    dialog.text.clear()
    qtbot.waitUntil(lambda: not verdict(dialog))


def test_a_pasted_message_offers_nothing_that_needs_a_call(qtbot, paste):
    dialog = paste("")
    assert not any("Select a call" in label.text() for label in dialog.findChildren(QLabel))
    dialog.text.setPlainText(recorded.exchanges()[0].request_body.decode())
    qtbot.waitUntil(lambda: bool(verdict(dialog)))
    offered = {
        button.accessibleName() for button in dialog.detail.header.findChildren(QToolButton) if button.isVisible()
    }
    assert offered == {"Copy"}
    assert not any(label.text() == "Time and addresses" and label.isVisible() for label in dialog.findChildren(QLabel))


def test_f3_finds_in_what_was_pasted(qtbot, paste):
    dialog = paste(recorded.exchanges()[0].request_body.decode())
    qtbot.waitUntil(lambda: bool(verdict(dialog)))
    dialog.detail.set_tab("request")
    dialog.detail.request.findChild(QLineEdit).setText("USER_ID")
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    qtbot.keyClick(dialog.detail.request.table, Qt.Key.Key_F3)
    assert dialog.detail.request.table.line().path == "ROOT/USER_ID"
