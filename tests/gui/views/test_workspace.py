from PySide6.QtWidgets import QToolButton


def test_the_panes_are_side_by_side_and_their_layout_is_kept(qtbot, open_window, session_path):
    window = open_window(session_path)
    splitter = window.workspace._splitter
    assert splitter.count() == 2
    splitter.setSizes([700, 500])
    sizes = splitter.sizes()
    window.workspace.save_layout()
    window.rebuild()
    qtbot.waitUntil(lambda: window.workspace._splitter.sizes() == sizes)


def test_icon_buttons_have_names_for_screen_readers(window):
    bar = window.workspace.filter_bar
    for button in bar.findChildren(QToolButton):
        assert button.parent() is bar.field or button.text() or button.accessibleName()
