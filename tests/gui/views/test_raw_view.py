import gzip

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from tests.gui import recorded

from hisight.gui.views.raw_view import RawView


@pytest.fixture
def view(qtbot) -> RawView:
    made = RawView()
    qtbot.addWidget(made)
    return made


def test_both_sides_are_there_with_head_and_body(view):
    view.show_reading(recorded.reading(fun_code="1001"))
    assert view.sides["request"].code.text().startswith("POST /HisService HTTP/1.1\nHost: his.example:8080\n")
    assert view.sides["response"].code.text().startswith("HTTP/1.1 200 OK\n")


def test_bytes_of_both_sides(view):
    view.show_reading(recorded.reading(fun_code="1001"))
    view.set_mode("hex")
    assert view.sides["request"].code.text().startswith("00000000  3c 3f 78 6d")
    next(button for button in view.findChildren(QToolButton) if button.objectName() == "text").click()
    assert view.sides["request"].code.text().startswith("POST")


def test_a_missing_answer_is_empty(view):
    view.show_reading(recorded.reading(fun_code="1001", response_head=b"", response_body=b""))
    assert view.sides["response"].code.text() == ""


def test_a_message_alone_has_no_bytes_but_its_text(view):
    view.show_reading(recorded.READER.read_alone("response", b"<RES/>"))
    assert view.sides["response"].code.text() == "<RES/>"


def test_a_side_is_copied_whole(view):
    view.show_reading(recorded.reading(fun_code="1001"))
    buttons = [one for one in view.findChildren(QToolButton) if one.accessibleName() == "Response: Copy all"]
    buttons[0].click()
    assert QGuiApplication.clipboard().text().startswith("HTTP/1.1 200 OK\nContent-Type")


def test_a_side_is_read_in_another_charset_by_choice_and_says_so(view, qtbot):
    exchange = recorded.exchange("wrong-charset")
    view.show_reading(recorded.READER.read(exchange, {"response": "latin-1"}))
    (facts,) = [one for one in view.sides["response"].findChildren(QLabel) if "by your choice" in one.text()]
    assert facts.text().endswith("bytes · read as iso8859-1 by your choice")
    assert facts.toolTip() == "Read as iso8859-1 by your choice; declared as utf-8, found to be gb18030."
    with qtbot.waitSignal(view.charset_chosen) as chosen:
        view.sides["response"].charset.chosen.emit("gb18030")
    assert chosen.args == ["response", "gb18030"]


def test_what_is_not_in_the_text_stands_beside_the_title(view):
    body = gzip.compress("a=1&xml=<RES>测\x00</RES>".encode())
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    view.show_reading(recorded.reading(fun_code="1001", response_head=head, response_body=body))
    side = view.sides["response"]
    assert side.findChildren(QLabel)[1].text() == f"{len(body)} bytes · gzip · form · utf-8"
    assert "a=1&xml=<RES>测\x00</RES>" in side.code.text()
    view.set_mode("hex")
    assert side.code.text().startswith("00000000  1f 8b 08")


def test_a_byte_order_mark_is_named(view):
    view.show_reading(recorded.reading(fun_code="1001", response_body="<RES/>".encode("utf-8-sig")))
    assert view.sides["response"].findChildren(QLabel)[1].text() == "9 bytes · utf-8 BOM"


def test_what_left_otherwise_than_it_came_is_shown_on_request(view):
    view.show()
    view.show_reading(recorded.reading(fun_code="1001", response_body_sent=b"<changed/>"))
    assert "RETURN_CODE" in view.sides["response"].code.text()
    view.as_sent.click()
    assert view.sides["response"].code.text().endswith("<changed/>")
    assert view.sides["request"].code.text().startswith("POST /HisService")
    view.show_reading(recorded.reading(fun_code="1001"))
    assert not view.as_sent.isVisible()
    assert "RETURN_CODE" in view.sides["response"].code.text()
