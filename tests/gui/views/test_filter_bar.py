import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hisight.capture import Filter
from hisight.catalog import published
from hisight.gui.suggestions import Suggestions
from hisight.gui.views.filter_bar import CHIPS, FilterBar


@pytest.fixture
def bar(qtbot, settings):
    made = FilterBar(settings, Suggestions(published(), tuple), QWidget(), QWidget())
    made.chosen = []
    made.changed.connect(made.chosen.append)
    qtbot.addWidget(made)
    made.resize(800, 90)
    made.show()
    return made


def test_typing_asks_once_after_a_pause(qtbot, bar):
    qtbot.keyClicks(bar.field, "2005")
    assert bar.chosen == []
    qtbot.waitUntil(lambda: bar.chosen == [Filter("2005")])


def test_blanks_alone_are_no_other_filter(qtbot, bar):
    bar.field.setText("  ")
    bar.field.entered.emit()
    assert bar.chosen == []


@pytest.mark.parametrize("name", CHIPS)
def test_pressing_a_chip_and_typing_its_term_are_the_same(qtbot, bar, name):
    term = CHIPS[name][0]
    bar.chips[name].click()
    assert bar.field.text() == term
    bar.chips[name].click()
    assert bar.chosen == [Filter(term), Filter()]
    bar.set_text(f"号源 {term}")
    assert bar.chips[name].isChecked()
    bar.chips[name].click()
    assert bar.field.text() == "号源"


def test_what_is_wrong_is_named_and_marked_and_the_last_filter_stays(qtbot, bar):
    bar.set_text("fun:2005")
    bar.field.setText("fun:2005 sign:bat")
    qtbot.waitUntil(bar.message.isVisible)
    assert "bad" in bar.message.text()
    assert bar.field.accessibleDescription() == bar.message.text()
    assert bar.filter == Filter("fun:2005")
    assert bar.chosen == [Filter("fun:2005")]
    with qtbot.assertNotEmitted(bar.left):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    bar.chips["failed"].click()
    assert bar.field.text() == "fun:2005 failed:yes"
    assert bar.message.isHidden()


def test_half_a_condition_does_not_empty_the_list_while_one_types(qtbot, bar):
    bar.set_text("2005")
    bar.field.setText("2005 fun:")
    qtbot.wait(250)
    assert bar.chosen == [Filter("2005")]
    assert bar.message.isHidden()
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert "value" in bar.message.text()


def test_a_value_that_is_being_chosen_is_not_asked_for_until_it_is(qtbot, bar):
    bar.focus()
    qtbot.keyClicks(bar.field, "fun:20")
    assert bar.field.completions.isVisible()
    qtbot.wait(250)
    assert bar.chosen == []
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bar.chosen == [Filter("fun:2001")])


def test_a_filter_from_elsewhere_is_shown_reported_once_and_remembered(bar, settings):
    bar.set_text("LOCK1 ms>=1000")
    assert bar.chosen == [Filter("LOCK1 ms>=1000")]
    assert bar.field.text() == "LOCK1 ms>=1000"
    assert bar.chips["slow"].isChecked()
    assert settings.recent_filters == ["LOCK1 ms>=1000"]


def test_esc_clears_and_a_second_esc_leaves(qtbot, bar):
    bar.set_text("x failed:yes")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.filter == Filter()
    assert not bar.chips["failed"].isChecked()
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_go_to_the_list_with_what_was_typed(qtbot, bar, key, settings):
    bar.field.setText("abc")
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.field, key)
    assert bar.chosen == [Filter("abc")]
    assert settings.recent_filters == ["abc"]


def test_a_long_search_says_so_and_esc_cancels_it(qtbot, bar):
    bar.set_text("x")
    bar.show_busy(True)
    assert "Esc" in bar.message.text()
    with qtbot.waitSignal(bar.cancel_requested):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    bar.show_cancelled(Filter("x"), partly=True)
    assert "so far" in bar.message.text()
    bar.show_cancelled(Filter("before"), partly=False)
    assert bar.filter == Filter("before")
    assert bar.field.text() == "x"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.chosen == [Filter("x"), Filter("x")]
    assert bar.message.isHidden()


def test_down_in_the_empty_field_offers_what_was_saved_and_used(qtbot, bar, settings):
    settings.remember_filter("fun:2005")
    settings.saved_filters = {"Full": "code:200505"}
    bar.focus()
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    texts = [bar.field.completions.list.topLevelItem(row).text(0) for row in range(2)]
    assert texts == ["code:200505", "fun:2005"]
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.field.text() == "fun:2005"


def test_the_field_takes_the_keyboard_with_its_text_selected(bar):
    bar.field.setText("abc")
    bar.focus()
    assert bar.field.selectedText() == "abc"
