import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hisight.capture import Filter
from hisight.gui.views.filter_bar import FilterBar


@pytest.fixture
def bar(qtbot):
    made = FilterBar(QWidget(), QWidget())
    made.chosen = []
    made.changed.connect(made.chosen.append)
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_asks_once_after_a_pause(qtbot, bar):
    qtbot.keyClicks(bar.field, "2005")
    assert bar.chosen == []
    qtbot.waitUntil(lambda: bar.chosen == [Filter(text="2005")])


def test_blanks_alone_are_no_other_filter(qtbot, bar):
    bar.field.setText("  ")
    qtbot.wait(200)
    assert bar.chosen == []


@pytest.mark.parametrize("name", ["failed", "bad_signature", "findings", "slow", "writes"])
def test_each_chip_sets_its_condition(qtbot, bar, name):
    bar.chips[name].click()
    bar.chips[name].click()
    assert bar.chosen == [Filter(**{name: True}), Filter()]


def test_a_filter_from_elsewhere_is_shown_and_reported_once(bar):
    chosen = Filter(text="LOCK1", failed=True, slow=True)
    bar.set_filter(chosen)
    assert bar.chosen == [chosen]
    assert bar.field.text() == "LOCK1"
    assert bar.chips["slow"].isChecked()
    bar.set_text("ORDER2")
    assert bar.chosen[1:] == [Filter(text="ORDER2", failed=True, slow=True)]


def test_esc_clears_and_a_second_esc_leaves(qtbot, bar):
    bar.set_filter(Filter(text="x", failed=True))
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.filter == Filter()
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_go_to_the_list_with_what_was_typed(qtbot, bar, key):
    qtbot.keyClicks(bar.field, "abc")
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.field, key)
    assert bar.chosen == [Filter(text="abc")]


def test_the_field_takes_the_keyboard_with_its_text_selected(bar):
    bar.field.setText("abc")
    bar.focus()
    assert bar.field.selectedText() == "abc"
