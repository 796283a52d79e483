import pytest
from PySide6.QtWidgets import QMenu

from hisight.gui.dialogs.choose_field import ChooseField

WRITE = 14  # LockReg


def test_only_this_narrows_hide_this_too_and_every_call_begins_anew(qtbot, window):
    text = window.filter_bar.field.text
    window.filter_actions.wish("only", "fun", "2005")
    assert text() == "fun:2005"
    window.filter_actions.wish("hide", "LOCK_ID", "L 1")
    assert text() == 'fun:2005 LOCK_ID!="L 1"'
    window.filter_actions.wish("only", "fun", "2007")
    assert text() == 'LOCK_ID!="L 1" fun:2007'
    window.detail.filter_requested.emit("every", "LOCK_ID", "L2")
    assert text() == "value:L2"


def test_only_the_function_of_a_call_is_shown(qtbot, window):
    window.show_call(WRITE)
    window.actions_by_name["only_function"].trigger()
    assert window.filter_bar.field.text() == "fun:2005"


def test_a_cell_offers_what_it_says_and_the_function_but_once(window):
    texts = {}
    for column in (2, 3):
        menu = QMenu(window)
        place = window.calls.table.visualRect(window.model.index(1, column)).center()
        window.filter_actions.offer(menu, window.calls.table.viewport().mapToGlobal(place))
        texts[column] = [action.text() for action in menu.actions()]
    assert texts[2] == ["Only fun = 2001", "Hide fun = 2001"]
    assert texts[3][:3] == ["Only code = 0", "Hide code = 0", "Every call with this value"]
    assert texts[3][-1] == "Only this function"


@pytest.mark.parametrize("ask", ["action", "header"])
def test_a_field_is_asked_for_and_becomes_a_column(window, ask):
    if ask == "action":
        window.actions_by_name["field_column"].trigger()
    else:
        window.calls.table.field_wanted.emit()
    dialog = next(one for one in window.findChildren(ChooseField) if one.isVisible())
    dialog.field.setText("LOCK_ID")
    dialog.accept()
    assert window.model.columns[-1].field == "LOCK_ID"
    window.detail.column_requested.emit("ORDER_ID")
    assert window.model.columns[-1].field == "ORDER_ID"
    window.rebuild()
    shown = [column.field for column in window.model.columns if column.field]
    assert shown == ["LOCK_ID", "ORDER_ID"]


def test_the_columns_are_chosen_by_keyboard_too(window):
    window.actions_by_name["columns"].trigger()
    menu = next(menu for menu in window.calls.table.findChildren(QMenu) if menu.isVisible())
    assert "Target" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_search_that_is_given_up_leaves_the_list_as_it_is(qtbot, window):
    window.filter_bar.set_text("fun:2005")
    qtbot.waitUntil(lambda: not window.model.stale)
    shown = window.model.rowCount()
    window.filter_bar.set_text("fun:2007")
    window.filter_bar.cancel_requested.emit()
    assert window.model.rowCount() == shown
    assert window.model.filter.text == window.filter_bar.filter.text == "fun:2005"
    assert "cancelled" in window.filter_bar.message.text()
    assert window.filter_bar.field.text() == "fun:2007"
