import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hisight.catalog import published
from hisight.gui import theme
from hisight.gui.suggestions import Suggestions
from hisight.gui.views.filter_field import FilterField


@pytest.fixture
def field(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = FilterField()
    made.suggest = Suggestions(published(), tuple).of
    QVBoxLayout(window).addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
    window.resize(700, 500)
    window.show()
    made.setFocus()
    yield made
    window.close()


def offered(field) -> list[str]:
    rows = field.completions.list
    return [rows.topLevelItem(row).text(0) for row in range(rows.topLevelItemCount())]


def test_a_name_then_its_value_then_the_next_condition(qtbot, field):
    qtbot.keyClicks(field, "fu")
    assert offered(field)[0] == "fun:"
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "fun:"
    assert "2005" in offered(field)
    field.insert("锁定")
    field.textEdited.emit(field.text())
    assert offered(field)[0] == "2005"
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "fun:2005 "
    assert field.completions.isHidden()


def test_enter_takes_only_what_is_lit(qtbot, field):
    qtbot.keyClicks(field, "sign:")
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "sign:"
    qtbot.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    first, second = offered(field)[:2]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.completions.lit().text == second
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == f"sign:{first} "


def test_esc_closes_the_list_first(qtbot, field):
    qtbot.keyClicks(field, "fu")
    with qtbot.assertNotEmitted(field.escaped):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.completions.isHidden()
    with qtbot.waitSignal(field.escaped):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_the_list_closes_with_the_focus_and_takes_a_press(qtbot, field):
    qtbot.keyClicks(field, "fu")
    rows = field.completions.list
    rows.itemClicked.emit(rows.topLevelItem(0), 0)
    assert field.text() == "fun:"
    field.clearFocus()
    assert field.completions.isHidden()


def test_a_completion_in_the_middle_keeps_what_stands_behind(qtbot, field):
    field.setText("fu号源 ms>5")
    field.setText("fu ms>5")
    field.setCursorPosition(2)
    qtbot.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "fun: ms>5"
    assert field.cursorPosition() == 4


def test_without_a_list_tab_is_for_the_next_widget(qtbot, field):
    other = QLineEdit()
    field.window().layout().addWidget(other)
    other.show()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert other.hasFocus()


def reds(field) -> list[int]:
    image = field.grab().toImage()
    error = theme.current().color("error")
    return [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == error]


def test_what_is_wrong_is_underlined_in_its_place_until_the_text_changes(field):
    field.setText("fun:2005 sign:bat")
    assert reds(field) == []
    field.mark_problem((9, 17))
    marked = reds(field)
    first, last = min(marked), max(marked)
    width = field.fontMetrics().horizontalAdvance("sign:bat")
    assert abs((last - first) - width) <= 8
    field.mark_problem((17, 17))
    assert min(reds(field)) > first
    field.setText("fun:2005")
    assert reds(field) == []
