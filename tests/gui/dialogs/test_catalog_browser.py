import time

import pytest
from PySide6.QtCore import Qt

from hisight.gui.dialogs.catalog_browser import CatalogBrowser
from hisight.gui.places import Place

Enter, Shift = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def browser(qtbot, catalog) -> CatalogBrowser:
    made = CatalogBrowser(catalog)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def search(qtbot, browser: CatalogBrowser, text: str) -> None:
    browser.search.setText(text)
    qtbot.waitUntil(lambda: browser.count.text() != "" if text else browser.count.text() == "")


def test_it_opens_on_the_first_function(browser, catalog):
    assert browser.place() == Place(catalog.functions[0], "request")
    assert browser.functions.currentItem().text(0) == catalog.functions[0].label
    assert not browser.isModal()


def test_the_field_that_is_searched_for_is_shown_and_enter_steps_on(browser, catalog, qtbot):
    search(qtbot, browser, "LOCK_ID")
    assert browser.place() == Place(catalog.function("2005"), "request", "LOCK_ID", "REQ")
    assert browser.count.text() == "1/5"
    qtbot.keyClick(browser.search, Enter)
    assert browser.place().name == "HOSP_LOCK_ID"
    assert browser.count.text() == "2/5"
    qtbot.keyClick(browser.search, Enter, Shift)
    assert browser.count.text() == "1/5"
    qtbot.keyClick(browser, Qt.Key.Key_F3)
    assert browser.count.text() == "2/5"
    qtbot.keyClick(browser, Qt.Key.Key_F3, Shift)
    assert browser.count.text() == "1/5"


def test_enter_does_not_wait_for_the_pause_and_closes_nothing(browser, qtbot):
    qtbot.keyClicks(browser.search, "200505")
    qtbot.keyClick(browser.search, Enter)
    assert browser.place().tab == "returns"
    assert browser.isVisible()


@pytest.mark.parametrize("text", ["号源锁定", "主任医师", "invalid characters nowhere"])
def test_chinese_and_english_are_searched(browser, qtbot, text):
    search(qtbot, browser, text)
    assert (browser.count.text() == "none") == text.startswith("invalid")


def test_what_finds_nothing_leaves_the_page(browser, catalog, qtbot):
    search(qtbot, browser, "nothing at all like this")
    assert browser.place().function is catalog.functions[0]
    assert browser.functions.topLevelItemCount() == 0
    assert "color" in browser.search.styleSheet()


def test_esc_empties_the_search_and_the_place_stays(browser, catalog, qtbot):
    search(qtbot, browser, "LOCK_ID")
    qtbot.keyClick(browser.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: browser.count.text() == "")
    assert browser.functions.currentItem().text(0) == "2005 LockReg"
    assert browser.place().name == "LOCK_ID"
    assert browser.isVisible()


def test_the_keyboard_goes_from_the_search_to_the_list_and_back(browser, qtbot):
    browser.search.setFocus()
    qtbot.keyClick(browser.search, Qt.Key.Key_Down)
    assert browser.functions.hasFocus()
    qtbot.keyClick(browser, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert browser.search.hasFocus()


def test_a_place_asked_for_ends_the_search(browser, catalog, qtbot):
    search(qtbot, browser, "LOCK_ID")
    browser.show_place(Place(catalog.function("2001"), "response", "DEPT_NAME", "DEPT_LIST"))
    assert browser.search.text() == ""
    assert browser.functions.currentItem().text(0) == "2001 GetDeptInfo"


def test_it_opens_before_anybody_waits(qtbot, catalog):
    CatalogBrowser(catalog).deleteLater()  # icons and fonts are loaded once
    started = time.process_time()
    browser = CatalogBrowser(catalog)
    qtbot.addWidget(browser)
    browser.show()
    assert time.process_time() - started < 0.5  # 0.1 s on an idle machine


def test_a_request_can_be_asked_for_with_a_key(browser, catalog, qtbot):
    with qtbot.waitSignal(browser.request_wanted) as told:
        qtbot.keyClick(browser, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [catalog.functions[0]]
