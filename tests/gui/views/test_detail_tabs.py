"""hisight.gui.views.detail_tabs; the icons are seen in test_detail."""

from PySide6.QtWidgets import QLineEdit

from hisight.gui.views.detail_tabs import TABS, DetailTabs


def test_a_view_that_comes_late_is_in_sight_at_once_and_takes_the_focus_of_its_page(qtbot):
    tabs = DetailTabs()
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.setCurrentIndex(TABS.index("raw"))
    view = tabs.place("raw", QLineEdit())
    assert view.isVisible()
    assert tabs.currentWidget().focusProxy() is view
