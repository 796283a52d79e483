from hisight.capture import Filter


def test_without_a_session_the_window_welcomes(open_window):
    window = open_window()
    assert window.welcome.isVisible()
    assert not window.actions_by_name["replay"].isEnabled()


def test_a_call_is_shown_with_its_verdict_and_a_filter_that_hides_it_is_cleared(qtbot, window):
    window.filter_bar.set_text("no such words")
    qtbot.waitUntil(lambda: window.model.rowCount() == 0, timeout=20_000)
    window.show_call(2)
    qtbot.waitUntil(lambda: window.filter_bar.filter == Filter() and window.model.rowCount() > 0, timeout=20_000)
    window.show_call(2)
    qtbot.waitUntil(lambda: window.calls.current_id == 2 and window.settled, timeout=20_000)
    assert window.detail.header.sentence.text()


def test_a_number_that_is_not_there_is_said(qtbot, window):
    window.show_call(9999)
    qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=20_000)
