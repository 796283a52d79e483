from hisight import wording
from hisight.gui import theme


def test_theme_and_language_are_switched_and_the_window_made_anew(qtbot, window):
    title = window.menuBar().actions()[0].text()
    window.actions_by_name["language"].trigger()
    assert wording.language() == "zh"
    assert window.menuBar().actions()[0].text() != title
    before = theme.current().name
    window.actions_by_name["theme"].trigger()
    assert theme.current().name != before


def test_following_begins_and_stops(window):
    window.actions_by_name["follow"].trigger()
    assert window.calls.follow
    window.actions_by_name["follow"].trigger()
    assert not window.calls.follow
