from PySide6.QtGui import QAction
from tests.gui.held import Told

from hisight.capture.pausing import Breakpoint
from hisight.gui.views.break_button import BreakButton
from hisight.intercept.rules import Rule

NAMES = ("break_next", "break_function", "breakpoints", "held", "resume_all", "disarm", "rules", "rules_off")


def test_it_says_how_many_breakpoints_are_armed_and_offers_what_can_be_done(qtbot):
    told = Told()
    actions = {name: QAction(name) for name in NAMES}
    button = BreakButton(told.intercepting, actions)
    qtbot.addWidget(button)
    assert button.text() == "Break"
    told.intercepting.use_rules([Rule("a")])
    told.intercepting.arm([Breakpoint(), Breakpoint("2007")])
    assert button.text() == "Break 2"
    assert [action.text() for action in button.menu().actions() if action.text()] == list(NAMES)
