import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.gui import recorded
from tests.gui.held import paused

from hisight.capture.pausing import Answer, Arm, Breakpoint, Released, Resume, Rules
from hisight.gui.dialogs.answer_held import AnswerHeld
from hisight.gui.dialogs.breakpoints import BreakpointsDialog
from hisight.gui.dialogs.confirm_send import ConfirmSendDialog
from hisight.gui.dialogs.edit_held import EditHeldRequest
from hisight.gui.dialogs.held_calls import HeldCalls
from hisight.gui.dialogs.rules_dialog import RulesDialog
from hisight.intercept.rules import Rule, load, write


@pytest.fixture
def told(window, monkeypatch) -> list:
    """What the proxy is told."""
    told: list = []
    monkeypatch.setattr(window.control.capture.intercepting, "_command", told.append)
    return told


def shown(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def trigger(window, name: str) -> None:
    window.actions_by_name[name].trigger()


def test_breakpoints_are_armed_from_the_menu_and_the_dialog_and_said_in_the_status_bar(qtbot, window, told):
    trigger(window, "break_next")
    window.show_call(recorded.number("", "2007"))
    qtbot.waitUntil(lambda: window.settled)
    trigger(window, "break_function")
    function = Breakpoint("2007 OrderReg")
    assert told[-1] == Arm((Breakpoint(direction="request", next_only=True), function), 20)
    assert window.status._interception.text() == "2 breakpoints"
    trigger(window, "breakpoints")
    dialog = shown(BreakpointsDialog)
    dialog.user.setText("0001")
    dialog.seconds.setValue(9)
    dialog.accept()
    assert told[-1] == Arm((*told[-2].breakpoints, Breakpoint(user="0001", direction="request")), 9)
    trigger(window, "disarm")
    assert told[-1] == Arm((), 9)
    assert window.status._interception.text() == ""


def test_a_held_request_is_edited_and_asks_only_when_it_does_something_else(qtbot, window, told):
    intercepting = window.control.capture.intercepting
    intercepting.hear(paused("a"))
    assert window.status._interception.text() == "1 held"
    trigger(window, "held")
    trigger(window, "held")
    queue = shown(HeldCalls)

    def edit() -> EditHeldRequest:
        queue.edit.click()
        dialog = shown(EditHeldRequest)
        qtbot.waitUntil(lambda: dialog.table.model().rowCount() > 0)
        return dialog

    edit().send.click()
    assert told == [Resume("a")]  # untouched, it goes on as it came

    dialog = edit()
    dialog.editor.replace_text(dialog.editor.text().replace("<SEX>1</SEX>", "<SEX>2</SEX>"))
    dialog.send.click()
    assert told[1].body != intercepting.held["a"].paused.request_body
    assert b"Content-Length: %d\r\n" % len(told[1].body) in told[1].head

    asked = []

    def answer(*, yes: bool) -> None:
        question = shown(ConfirmSendDialog)
        asked.append(question)
        (question.send if yes else question.cancel).click()

    dialog = edit()
    dialog.editor.replace_text(dialog.editor.text().replace("<NAME>", "<NAME>另一个"))
    QTimer.singleShot(0, lambda: answer(yes=False))
    dialog.send.click()
    assert (len(told), len(asked), dialog.isVisible()) == (2, 1, True)
    QTimer.singleShot(0, lambda: answer(yes=True))
    dialog.send.click()
    assert (len(told), len(asked)) == (3, 2)

    dialog = edit()
    intercepting.hear(Released("a", "expired"))
    dialog.send.click()
    assert len(told) == 3
    assert dialog.isVisible()
    assert "as it came" in dialog.outcome.state.text()
    dialog.reject()
    queue.close()
    qtbot.waitUntil(lambda: window.intercept_actions._queue is None)


def test_a_held_call_is_answered_and_a_held_answer_edited(qtbot, window, told):
    intercepting = window.control.capture.intercepting
    intercepting.hear(paused("a"))
    intercepting.hear(paused("b", direction="response"))
    window.intercept_actions.answer(intercepting.held["a"])
    shown(AnswerHeld).send.click()
    assert isinstance(told[-1], Answer)
    qtbot.waitUntil(lambda: shown(AnswerHeld) is None)
    window.intercept_actions.edit(intercepting.held["b"])
    shown(AnswerHeld).message.setText("x")
    shown(AnswerHeld).send.click()
    assert (type(told[-1]), told[-1].id) == (Resume, "b")
    window.intercept_actions.answer(intercepting.held["b"])
    intercepting.hear(Released("b", "expired"))
    shown(AnswerHeld).send.click()
    assert len(told) == 2
    shown(AnswerHeld).reject()


def test_rules_are_kept_and_in_force_until_they_are_switched_off(qtbot, window, told, monkeypatch, tmp_path):
    file = tmp_path / "rules.toml"
    monkeypatch.setattr("hisight.gui.intercept_actions.own_file", lambda: file)
    trigger(window, "rules")
    dialog = shown(RulesDialog)
    dialog.form.name.setText("slow")
    dialog.form.delay.setValue(500)
    dialog.accept()
    assert told == [Rules(write([Rule("slow", delay_ms=500)]))]
    assert load(file) == (Rule("slow", delay_ms=500),)
    assert window.status._interception.text() == "1 rule on"
    trigger(window, "rules_off")
    assert window.status._interception.text() == ""
    qtbot.waitUntil(lambda: shown(RulesDialog) is None)
    file.write_text("nonsense")
    trigger(window, "rules")
    assert shown(RulesDialog) is None
    assert "cannot be read" in window.banner.text.text()
    monkeypatch.setattr("hisight.gui.intercept_actions.own_file", lambda: tmp_path / "missing" / "rules.toml")
    trigger(window, "rules")
    shown(RulesDialog).accept()
    assert "cannot be kept" in window.banner.text.text()


def test_without_a_call_there_is_no_function_to_hold(open_window):
    window = open_window()
    window.intercept_actions.break_function()
    assert window.control.capture.intercepting.points == ()
