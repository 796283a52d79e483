from tests.gui import recorded

from hisight.gui.views.function_choice import FunctionChoice


def test_a_function_is_chosen_by_any_part_of_its_name_or_typed(qtbot):
    box = FunctionChoice(recorded.READER.catalog)
    qtbot.addWidget(box)
    assert box.words == ""
    box.choose("2007 OrderReg")
    assert box.currentText().startswith("2007 OrderReg 预约")
    assert box.words == "2007 OrderReg"
    box.setEditText("9999 8888")
    assert box.words == "9999 8888"
    box.choose("9999")
    assert box.words == "9999"
    box.choose("")
    assert box.words == ""
