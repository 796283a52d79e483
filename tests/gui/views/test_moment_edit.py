from datetime import datetime

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hisight.checks.dates import fits
from hisight.gui.views.moment_edit import MomentEdit, MomentPicker


@pytest.fixture
def open_edit(qtbot):
    windows = []

    def open_(form: str, text: str = "") -> MomentEdit:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        edit = MomentEdit(form)
        QVBoxLayout(window).addWidget(edit)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        edit.setText(text)
        edit.setFocus()
        return edit

    return open_


def test_the_day_that_is_pressed_is_written_as_the_interface_wants_it(qtbot, open_edit):
    edit = open_edit("YYYY-MM-DD", "2026-11-26")
    picker = edit.open_picker()
    assert picker.isVisible()
    assert picker.moment() == datetime(2026, 11, 26)
    assert picker.time.isHidden()
    with qtbot.waitSignal(edit.picked):
        picker.calendar.clicked.emit(picker.calendar.selectedDate())
        edit.deselect()
    assert edit.text() == "2026-11-26"


def test_a_day_with_its_time_is_taken_together(qtbot, open_edit):
    edit = open_edit("YYYY-MM-DD HH24:MI:SS")
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    picker = edit.findChild(MomentPicker)
    picker.calendar.setSelectedDate(QDate(2026, 12, 1))
    picker.time.setTime(QTime(8, 30, 5))
    picker.take.click()
    assert edit.text() == "2026-12-01 08:30:05"
    assert edit.isModified()


def test_a_time_alone_needs_no_calendar(qtbot, open_edit):
    edit = open_edit("HH24:MI", "08:30")
    picker = edit.open_picker()
    assert picker.calendar.isHidden()
    picker.now.click()
    assert fits(edit.text(), "HH24:MI")


def test_any_text_can_be_typed(qtbot, open_edit):
    edit = open_edit("YYYYMMDD")
    qtbot.keyClicks(edit, "soon")
    assert edit.text() == "soon"
    picker = edit.open_picker()
    assert picker.moment().date() == datetime.now().date()
    picker.close()
