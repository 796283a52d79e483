import pytest
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight.gui import theme
from hisight.gui.views.verdict_header import VerdictHeader


@pytest.fixture
def header(qtbot) -> VerdictHeader:
    made = VerdictHeader()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("fault", "fun_code", "ground"),
    [
        ("", "1001", "ok_soft"),
        ("misnamed-field", "", "error_soft"),
        ("slot-full", "", "error_soft"),
        ("foreign-key", "", "error_soft"),
        ("unknown-field", "", "warning_soft"),
    ],
)
def test_the_verdict_comes_first_on_its_ground(header, fault, fun_code, ground):
    reading = recorded.reading(fault, fun_code)
    header.show_reading(reading)
    assert header.sentence.text() == str(reading.verdict)
    assert getattr(theme.current(), ground) in header.styleSheet()


def test_the_call_is_named_with_code_meaning_and_time(header):
    header.show_reading(recorded.reading("slot-full"))
    assert header.function.text() == "2005 LockReg  号源锁定接口 (writes)"
    for part in (f"#{recorded.number('slot-full')}", "200505 该排班挂号已满（无剩余号源）", "3 ms", "his.example:8080"):
        assert part in header.facts.text()


def test_an_http_error_and_an_unknown_function_are_named_too(header):
    header.show_reading(
        recorded.reading(fun_code="1001", response_head=b"HTTP/1.1 500 Oops\r\n\r\n", response_body=b"<html/>", id=0)
    )
    assert "HTTP 500" in header.facts.text()
    assert "not stored" in header.facts.text()
    header.show_reading(recorded.READER.read_alone("request", b"<REQ/>"))
    assert header.function.text() == "unknown function"
    assert header.facts.text() == ""


def test_the_buttons_say_what_is_wanted(header, qtbot):
    buttons = {button.accessibleName(): button for button in header.findChildren(QToolButton)}
    with qtbot.waitSignal(header.replay_requested):
        buttons["Replay"].click()
    with qtbot.waitSignal(header.edit_requested):
        buttons["Edit and send"].click()
    with qtbot.waitSignal(header.copy_requested) as wanted:
        buttons["Copy"].menu().actions()[0].trigger()
    assert wanted.args == ["url"]


def test_what_the_answer_can_become_is_offered(qtbot, header):
    header.show_reading(recorded.reading(fun_code="2007"))
    menu = header.next.menu()
    assert [action.text() for action in menu.actions()] == [
        "Cancel this order · 2009",
        "Pay and register · 2008",
        "Look the order up · 2012",
    ]
    with qtbot.waitSignal(header.next_requested) as asked:
        menu.actions()[0].trigger()
    assert asked.args[0].to == "2009"
    header.show_reading(recorded.reading(fun_code="2003"))
    assert header.next.isHidden()  # a row has to be chosen first


def test_what_was_done_to_a_call_on_its_way_is_said(header):
    header.show()
    header.show_reading(recorded.reading(fun_code="1001"))
    assert header.touched.isHidden()
    header.show_reading(recorded.reading(fun_code="1001", touched="request\tedited\t\t"))
    assert header.touched.isVisible()
    assert header.touched.text() == "The request was edited."
