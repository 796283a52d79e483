import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from tests.gui import recorded

from hisight.gui.views import message_view
from hisight.gui.views.charset_button import CharsetButton
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.message_view import MessageView
from hisight.protocol import Scheme
from hisight.reading import Reader


@pytest.fixture
def view(qtbot) -> MessageView:
    made = MessageView("response")
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def code(view: MessageView) -> str:
    return next(one for one in view.findChildren(CodeView) if one.isVisible()).toPlainText()


def said(view: MessageView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_the_modes_show_the_same_message_in_four_ways(view):
    view.show_reading(recorded.reading("misnamed-field"))
    assert view.mode() == "tree"
    assert view.table.isVisible()
    view.set_mode("xml")
    assert code(view).startswith("<RES>\n  <COUNT>")
    view.set_mode("raw")
    assert code(view).startswith("HTTP/1.1 200 OK\nContent-Type: text/xml")
    view.set_mode("hex")
    assert code(view).startswith("00000000  3c 3f 78 6d 6c")
    assert view.mode() == "hex"


def test_the_mode_stays_for_the_next_call(view):
    view.show_reading(recorded.reading("misnamed-field"))
    view.set_mode("xml")
    view.show_reading(recorded.reading(fun_code="1001"))
    assert "<SYSDATE>" in code(view)


def test_a_finding_is_shown_in_the_tree(view):
    view.show_reading(recorded.reading("misnamed-field"))
    view.set_mode("hex")
    view.go_to("RES/DEPT_LIST[3]/DEPARTNAME")
    assert view.mode() == "tree"
    assert view.table.line().path == "RES/DEPT_LIST[3]/DEPARTNAME"


def test_find_works_in_tree_and_text(view, qtbot):
    view.show_reading(recorded.reading("misnamed-field"))
    field = view.findChild(QLineEdit)
    view.find_next()
    assert field.hasFocus()
    field.setText("外科")  # QTest cannot type Chinese
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.table.line().path == "RES/DEPT_LIST[4]/DEPARTNAME"
    view.set_mode("xml")
    view.find_next()
    assert next(one for one in view.findChildren(CodeView) if one.isVisible()).textCursor().selectedText() == "外科"
    field.setText("nowhere")
    view.find_next()
    assert "color" in field.styleSheet()
    field.clear()
    assert field.styleSheet() == ""


def test_the_decoded_xml_is_copied(view):
    view.show_reading(recorded.reading("misnamed-field"))
    button = next(one for one in view.findChildren(QToolButton) if one.accessibleName() == "Copy decoded XML")
    button.click()
    assert QGuiApplication.clipboard().text().startswith("<RES>\n")


@pytest.mark.parametrize(
    ("changes", "mode", "words"),
    [
        ({"response_head": b"", "response_body": b""}, "tree", "no answer"),
        ({"response_body": b"plain words"}, "tree", "neither SOAP nor XML"),
        ({"response_body": b"<soap/>"}, "tree", "no ROOT"),
        ({"response_body": b""}, "hex", "body is empty"),
    ],
)
def test_a_pane_is_never_empty(view, changes, mode, words):
    view.set_mode(mode)
    view.show_reading(recorded.reading(fun_code="1001", **changes))
    assert words in said(view)


def test_what_has_no_fields_is_shown_as_it_came(view):
    view.show_reading(recorded.reading(fun_code="1001", response_body=b"<html>Oops</html>"))
    assert code(view).endswith("<html>Oops</html>")
    view.show_reading(recorded.READER.read_alone("response", b"", fun_code="1001"))
    assert "this is the message" in said(view) or "empty" in said(view)


def test_a_payload_that_cannot_be_decrypted_says_why_above_the_fields(view, catalog):
    view.show_reading(Reader(catalog, scheme=Scheme()).read(recorded.exchange(fun_code="1001")))
    assert view.table.isVisible()
    assert "The payload is encrypted and no key is known." in said(view)
    view.show_reading(recorded.reading(fun_code="1001"))
    assert "no key" not in said(view)


def test_a_missing_request_is_said(qtbot):
    view = MessageView("request")
    qtbot.addWidget(view)
    view.show()
    view.show_reading(recorded.READER.read_alone("response", b"<RES/>"))
    assert "no request" in said(view)


def test_a_large_message_is_compared_in_a_thread_and_a_finding_waits_for_it(view, qtbot, monkeypatch):
    monkeypatch.setattr(message_view, "_AT_ONCE", 10)
    view.show_reading(recorded.reading(fun_code="1001"))
    view.show_reading(recorded.reading("misnamed-field"))
    view.go_to("RES/DEPT_LIST[3]/DEPARTNAME")
    assert "Laying out" in said(view)
    qtbot.waitUntil(lambda: view.table.isVisible())
    assert view.table.line().path == "RES/DEPT_LIST[3]/DEPARTNAME"


def test_what_the_user_chose_is_said_above_the_message_in_every_mode(view, qtbot):
    exchange = recorded.exchange("wrong-charset")
    view.show_reading(recorded.READER.read(exchange, {"response": "latin-1"}))
    for mode in ("tree", "xml", "raw", "hex"):
        view.set_mode(mode)
        assert "Read as iso8859-1 by your choice" in said(view)
    with qtbot.waitSignal(view.charset_chosen) as chosen:
        view.findChild(CharsetButton).chosen.emit("")
    assert chosen.args == ["response", ""]
    view.show_reading(recorded.READER.read(exchange))
    assert "by your choice" not in said(view)
