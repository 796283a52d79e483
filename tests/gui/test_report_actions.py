"""The report on the open session."""

from hisight.gui.dialogs.conformance import ConformanceDialog


def test_it_opens_on_the_session_and_shows_its_calls_in_the_list(window, qtbot):
    window.actions_by_name["conformance"].trigger()
    (dialog,) = window.findChildren(ConformanceDialog)
    qtbot.waitUntil(lambda: dialog.report is not None and not dialog.reporting.running, timeout=20_000)
    dialog.filter_wanted.emit("fun:2007 failed:yes")
    qtbot.waitUntil(lambda: window.settled and window.model.rowCount() == 1)
    dialog.call_wanted.emit(3)
    qtbot.waitUntil(lambda: window.calls.current_id == 3)
    dialog.close()


def test_without_a_session_there_is_nothing_to_report_on(open_window):
    window = open_window()
    assert not window.actions_by_name["conformance"].isEnabled()
    assert window.window_actions.report_actions.show() is None
