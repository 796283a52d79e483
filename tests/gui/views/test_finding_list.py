import pytest
from PySide6.QtCore import Qt
from tests.gui import recorded

from hisight import wording
from hisight.checks import Severity
from hisight.gui.views.finding_list import FindingList, severity_name


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


def test_a_finding_can_be_shown_in_the_interface(view, qtbot):
    finding = recorded.reading("misnamed-field").findings[0]
    actions = {action.text(): action for action in view.menu(finding).actions()}
    with qtbot.waitSignal(view.interface_requested) as wanted:
        actions["Show in the interface"].trigger()
    assert wanted.args == [finding]
    with qtbot.waitSignal(view.activated_finding):
        actions["Go to the field"].trigger()
