from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton
from tests.gui import recorded

from hisight.checks import Severity
from hisight.gui.views.line_strip import LineStrip
from hisight.reading.lines import Line, lines
from hisight.replay.next_call import offered_by


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


def test_the_published_row_is_told_with_its_place_and_its_table(strip):
    reading = recorded.reading("missing-field")
    subject = reading.subject("response")
    found = {line.path: line for top in lines(subject, reading.findings) for line in top.walk()}
    strip.show_line(found["RES/DOCTOR_LIST[1]/SEX"], subject)
    said = texts(strip)
    assert "2002 GetDoctorInfo  response  DOCTOR_LIST/SEX" in said
    assert "1 男  ·  2 女" in said
    title = found["RES/DOCTOR_LIST[1]/JOB_TITLE"]
    strip.show_line(title, subject)
    assert "233 主治医师" in texts(strip)
    strip.show_line(title._replace(codes={str(code): f"title {code}" for code in range(50)}), subject)
    assert "… and 20 more" in texts(strip)
    assert any(label.toolTip().count("\n") > 30 for label in strip.findChildren(QLabel))


def test_a_field_of_an_overlay_names_it(strip):
    line = line_at("RES/DEPT_LIST[1]/DEPARTNAME", "misnamed-field")
    strip.show_line(line._replace(field=replace(line.field, overlay="city")))
    assert "added or changed by the overlay city" in texts(strip)


def test_a_finding_in_the_strip_is_explained_and_has_a_menu(strip, qtbot):
    line = line_at("RES/DEPT_LIST[1]/DEPARTNAME", "misnamed-field")
    lowered = replace(line.findings[0], severity=Severity.NOTE, original=Severity.ERROR)
    strip.show_line(line._replace(findings=(lowered,)))
    assert "error, lowered to note by the profile" in texts(strip)
    button = next(one for one in strip.findChildren(QToolButton) if "FLD003" in one.toolTip())
    with qtbot.waitSignal(strip.help_requested) as asked:
        button.click()
    assert asked.args == [lowered]
    label = next(one for one in strip.findChildren(QLabel) if one.text().startswith("the field DEPARTNAME"))
    with qtbot.waitSignal(strip.menu_requested) as wanted:
        label.customContextMenuRequested.emit(QPoint(1, 1))
    assert wanted.args[0] == lowered


def test_a_row_with_many_doubts_is_scrolled_not_cut(strip):
    line = line_at("REQ/REG_FEE", fun_code="2007", direction="request")
    strip.resize(300, 400)
    strip.show_line(line._replace(field=replace(line.field, doubts=line.field.doubts * 30)))
    QGuiApplication.processEvents()
    area = strip.findChild(QScrollArea)
    assert area.height() <= 210
    assert area.verticalScrollBar().maximum() > 0


def test_what_the_line_can_become_is_one_press_away(qtbot, strip):
    schedule = recorded.reading(fun_code="2003")
    subject = schedule.subject("response")
    line = next(one for top in lines(subject, ()) for one in top.walk() if one.name == "REG_TIME_LIST")
    strip.show_line(line, subject)
    strip.show_next(offered_by(schedule, line.path))
    button = next(one for one in strip.findChildren(QPushButton) if one.text() == "Lock this slot · 2005")
    with qtbot.waitSignal(strip.next_requested) as asked:
        button.click()
    assert (asked.args[0].to, asked.args[1]) == ("2005", line.path)
    strip.show_next([])
    assert not any(one.isVisibleTo(strip) for one in strip.findChildren(QPushButton))
