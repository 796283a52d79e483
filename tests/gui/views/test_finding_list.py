from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip
from tests.gui import recorded

from hisight import wording
from hisight.checks import Finding, Severity
from hisight.gui.views.finding_list import FindingList, leads_to_a_call, severity_name
from hisight.profiles import Profile
from hisight.reading.leniency import leniency_of
from hisight.wording import NOTHING, Words


@pytest.fixture
def view(qtbot) -> FindingList:
    made = FindingList()
    qtbot.addWidget(made)
    made.resize(500, 300)
    return made


def entries(view: FindingList, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    return [view.model().index(row, 0).data(role) for row in range(view.model().rowCount())]


def test_one_mistake_made_many_times_is_one_entry(view):
    reading = recorded.reading("misnamed-field")
    view.show_findings(reading.findings)
    assert len(reading.findings) > 1
    assert entries(view) == ["the field DEPARTNAME should be DEPT_NAME."]


def test_a_screen_reader_hears_severity_place_rule_and_hint(view):
    view.show_findings(recorded.reading("misnamed-field").findings)
    (heard,) = entries(view, Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Error: ")
    for part in ("Response", "RES/DEPT_LIST[1]/DEPARTNAME and 8 more", "FLD003 misnamed-field"):
        assert part in heard


def test_a_click_and_the_enter_key_go_to_the_first_place(view, qtbot):
    view.show_findings(recorded.reading("misnamed-field").findings)
    with qtbot.waitExposed(view):
        view.show()
    place = view.visualRect(view.model().index(0, 0)).center()
    with qtbot.waitSignal(view.activated_finding) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args[0].path == "RES/DEPT_LIST[1]/DEPARTNAME"
    with qtbot.waitSignal(view.activated_finding):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_list_is_as_high_as_its_entries(view, qtbot):
    view.show_findings(())
    assert view.height() == 0
    view.show_findings(recorded.reading("misnamed-field").findings)
    with qtbot.waitExposed(view):
        view.show()
    wide = view.height()
    assert wide > 40
    view.resize(150, view.height())
    assert view.height() > wide


@pytest.mark.parametrize("severity", list(Severity))
def test_each_severity_has_a_name_in_both_languages(severity):
    english = severity_name(severity)
    wording.use("zh")
    assert severity_name(severity) != english


def test_the_question_mark_and_f1_explain_the_rule(view, qtbot):
    view.show_findings(recorded.reading("misnamed-field").findings)
    with qtbot.waitExposed(view):
        view.show()
    entry = view.visualRect(view.model().index(0, 0))
    place = QPoint(entry.right() - 15, entry.top() + 15)
    with qtbot.waitSignal(view.help_requested) as asked, qtbot.assertNotEmitted(view.activated_finding):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args[0].code == "FLD003"
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "What this rule means" in QToolTip.text()
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(view.help_requested):
        qtbot.keyClick(view, Qt.Key.Key_F1)


def test_f1_is_taken_from_the_window_while_the_list_has_the_focus(view):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    assert view.event(event)
    assert event.isAccepted()


def test_the_menu_is_asked_for_by_mouse_and_by_key(view, qtbot):
    view.show_findings(recorded.reading("misnamed-field").findings)
    with qtbot.waitExposed(view):
        view.show()
    view.setCurrentIndex(view.model().index(0, 0))
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        with qtbot.waitSignal(view.menu_requested) as asked:
            view.contextMenuEvent(QContextMenuEvent(reason, QPoint(30, 20), view.mapToGlobal(QPoint(30, 20))))
        assert asked.args[0].code == "FLD003"


def test_what_is_lowered_says_by_whom_and_what_is_off_is_pale(view):
    leniency = leniency_of(Profile("city", severity={"FLD003": "note"}))
    (lowered,), _ = leniency.judge(recorded.reading("misnamed-field").findings[:1])
    view.show_findings([lowered], leniency)
    (heard,) = entries(view, Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Note: ")
    assert heard.endswith("error lowered to note by profile city")
    counting = view.grab().toImage()
    view.show_findings([lowered], leniency, off=True)
    assert view.grab().toImage() != counting


def test_a_finding_across_calls_says_which_call_a_click_leads_to(view):
    finding = Finding("SES008", "sent-twice", Severity.WARNING, "request", "", NOTHING, NOTHING, "", calls=(24,))
    assert leads_to_a_call(finding)
    assert not leads_to_a_call(replace(finding, path="REQ/ORDER_ID"))
    assert not leads_to_a_call(replace(finding, calls=()))
    view.show_findings([replace(finding, calls=(), message=Words("甲", "a"))])
    without = view.height()
    view.show_findings([replace(finding, message=Words("甲", "a"))])
    assert view.height() > without
    (heard,) = entries(view, Qt.ItemDataRole.AccessibleTextRole)
    assert heard.endswith("→ call 24")
