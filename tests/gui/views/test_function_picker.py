import pytest
from PySide6.QtCore import Qt

from hisight.gui.views.function_picker import FunctionPicker


@pytest.fixture
def picker(qtbot, catalog) -> FunctionPicker:
    widget = FunctionPicker(catalog)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def shown(picker: FunctionPicker) -> list[str]:
    return [item.text(0) for item in picker._items() if not item.isHidden()]


def test_every_function_is_there_with_its_chinese_title(picker, catalog):
    assert len(shown(picker)) == len(catalog.functions)
    assert "2005  号源锁定" in shown(picker)
    assert picker.search.placeholderText() == f"Search {len(catalog.functions)} functions"


@pytest.mark.parametrize("text", ["2005", "lockreg 2005", "号源锁定 2005"])
def test_code_name_and_title_find_it(picker, text):
    picker.search.setText(text)
    assert shown(picker) == ["2005  号源锁定"]


def test_the_keyboard_leads_from_the_search_to_the_function(qtbot, picker):
    picker.search.setText("LockReg")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert chosen.args[0].code == "2005"
    qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
    assert picker.search.text() == ""


def test_what_is_shown_is_not_said_again(qtbot, picker, catalog):
    with qtbot.assertNotEmitted(picker.chosen):
        picker.show_function(catalog.function("2009"))
    assert picker.list.currentItem().text(0) == "2009  挂号取消"


def test_what_nobody_offers_is_red(picker):
    picker.search.setText("no such thing")
    assert shown(picker) == []
    assert "color" in picker.search.styleSheet()
