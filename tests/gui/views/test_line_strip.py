import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from tests.gui import recorded

from hisight.gui.views.line_strip import LineStrip
from hisight.reading.lines import Line, lines


@pytest.fixture
def strip(qtbot) -> LineStrip:
    made = LineStrip()
    qtbot.addWidget(made)
    made.show()
    return made


def line_at(path: str, fault: str = "", fun_code: str = "", direction: str = "response") -> Line:
    reading = recorded.reading(fault, fun_code)
    found = lines(reading.subject(direction), reading.findings)
    return next(line for top in found for line in top.walk() if line.path == path)


def texts(strip: LineStrip) -> str:
    QGuiApplication.processEvents()  # new labels appear with the next turn of the loop
    return "\n".join(label.text() for label in strip.findChildren(QLabel) if not label.isHidden())


def test_everything_about_a_line_is_said_in_full(strip):
    strip.show_line(line_at("RES/DEPT_LIST[1]/DEPARTNAME", "misnamed-field"))
    said = texts(strip)
    assert "RES/DEPT_LIST[1]/DEPARTNAME" in said
    assert "2 characters" in said
    assert "the field DEPARTNAME should be DEPT_NAME" in said
    assert "科室名称" in said


def test_meaning_and_doubts_of_the_text_are_said(strip):
    strip.show_line(line_at("REQ/REG_FEE", fun_code="2007", direction="request"))
    assert " yuan" in texts(strip)
    assert "In doubt" in texts(strip)


def test_an_unknown_field_is_called_so(strip):
    strip.show_line(Line("REQ/X", "X", "unknown", "1"))
    assert "does not publish" in texts(strip)


def test_a_long_value_is_whole(strip, qtbot):
    strip.show_line(Line("REQ/X", "X", "value", "内" * 5000))
    copy = strip.findChild(QToolButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "内" * 5000
    assert "5,000 characters" in texts(strip)


def test_without_a_line_the_strip_goes_away(strip):
    strip.show_line(Line("REQ/X", "X", "value", "1"))
    assert not strip.isHidden()
    strip.show_line(None)
    assert strip.isHidden()
    QGuiApplication.clipboard().setText("before")
    strip.findChild(QToolButton).click()
    assert QGuiApplication.clipboard().text() == "before"
