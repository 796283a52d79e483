from dataclasses import replace

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from tests.gui import recorded

from hisight.gui.views import finding_menu
from hisight.gui.views.finding_menu import Choices
from hisight.profiles import Profile
from hisight.reading.leniency import STRICT, leniency_of

headings: list[str] = []
"""What stands above the choices."""


@pytest.fixture
def actions(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)

    headings.clear()

    def make(finding, leniency=STRICT, explain=lambda: None, judge=lambda severity: None) -> dict[str, QAction]:
        choices = Choices(lambda: None, explain, None, judge)
        menu = finding_menu.make(parent, finding, leniency, choices)
        headings.extend(label.text() for label in menu.findChildren(QLabel))
        return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}

    return make


@pytest.fixture
def finding():
    return recorded.reading("misnamed-field").findings[0]


def test_every_severity_that_may_be_is_offered_and_the_one_in_use_checked(actions, finding):
    judged = []
    offered = actions(finding, leniency_of(Profile("city", severity={"FLD003": "note"})), judge=judged.append)
    names = ["Error (the rule's own)", "Warning", "Note", "Switched off (not shown)"]
    assert [name for name, action in offered.items() if action.isCheckable()] == names
    assert [name for name in names if offered[name].isChecked()] == ["Note"]
    assert headings == ["In profile city it counts as"]
    for name in ("Note", "Warning", "Switched off (not shown)", "Error (the rule's own)"):
        offered[name].trigger()
    assert judged == ["warning", "off", "error"]


def test_a_finding_that_is_switched_off_says_so(actions, finding):
    offered = actions(finding, leniency_of(Profile("city", severity={"FLD003": "off"})))
    assert offered["Switched off (not shown)"].isChecked()


def test_without_a_profile_a_new_one_is_announced(actions, finding):
    actions(finding)
    assert headings == ["Let it count as (makes a profile for this host)"]


def test_the_rule_is_explained_and_the_finding_copied(actions, finding):
    asked = []
    offered = actions(finding, explain=lambda: asked.append(1))
    offered["What FLD003 means"].trigger()
    assert asked == [1]
    offered["Copy finding and remedy"].trigger()
    assert QGuiApplication.clipboard().text().startswith("FLD003 RES/DEPT_LIST[1]/DEPARTNAME: the field DEPARTNAME")


def test_nothing_is_judged_where_nobody_can_and_a_crash_has_no_help(actions, finding):
    assert list(actions(finding, judge=None)) == [
        "Go to the field",
        "Show in the interface",
        "What FLD003 means",
        "Copy finding and remedy",
    ]
    assert "What INT001 means" not in actions(replace(finding, code="INT001"))
