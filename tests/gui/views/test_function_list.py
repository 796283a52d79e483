import pytest

from hisight.catalog import search
from hisight.gui.places import Place
from hisight.gui.views.function_list import FunctionList


@pytest.fixture
def functions(qtbot, catalog) -> FunctionList:
    made = FunctionList(catalog)
    qtbot.addWidget(made)
    return made


def names(functions: FunctionList) -> list[str]:
    return [functions.topLevelItem(number).text(0) for number in range(functions.topLevelItemCount())]


def test_every_function_stands_below_its_heading(functions, catalog):
    assert names(functions)[:3] == ["ROOT", "3.1.1 公共接口", "3.1.2 用户部分"]
    assert functions.topLevelItem(2).child(0).text(1) == "用户信息注册接口"
    assert functions.position() == (0, len(catalog.functions) + 1)


def test_a_chosen_function_is_told_and_a_heading_is_none(functions, catalog, qtbot):
    with qtbot.waitSignal(functions.chosen) as told:
        functions.setCurrentItem(functions.topLevelItem(2).child(0))
    assert told.args == [Place(catalog.function("1002"))]
    with qtbot.assertNotEmitted(functions.chosen):
        functions.setCurrentItem(functions.topLevelItem(2))


def test_hits_stand_below_their_functions_and_the_first_is_chosen(functions, catalog, qtbot):
    with qtbot.waitSignal(functions.chosen) as told:
        functions.show_hits(search(catalog, "LOCK_ID"))
    assert names(functions) == ["2005 LockReg", "2006 UnLockReg", "2007 OrderReg"]
    assert told.args == [Place(catalog.function("2005"), "request", "LOCK_ID", "REQ")]
    assert functions.position() == (1, 5)


def test_a_step_goes_on_and_around_the_end(functions, catalog):
    functions.show_hits(search(catalog, "LOCK_ID"))
    for expected in (2, 3, 4, 5, 1):
        functions.step(1)
        assert functions.position()[0] == expected
    functions.step(-1)
    assert functions.position()[0] == 5


def test_a_function_that_was_found_itself_is_a_stop(functions, catalog):
    functions.show_hits(search(catalog, "号源锁定接口"))
    assert functions.currentItem().text(0) == "2005 LockReg"
    assert functions.position()[0] == 1


def test_what_belongs_to_no_function_stands_below_root(functions, catalog):
    functions.show_hits(search(catalog, "主任医师"))
    assert names(functions)[0] == "ROOT"


def test_too_many_hits_stay_closed_and_none_is_an_empty_list(functions, catalog):
    functions.show_hits(search(catalog, "i"))
    assert not functions.topLevelItem(functions.topLevelItemCount() - 1).isExpanded()
    functions.show_hits([])
    functions.step(1)
    assert functions.position() == (0, 0)


def test_a_place_that_is_shown_elsewhere_is_made_current_in_silence(functions, catalog, qtbot):
    with qtbot.assertNotEmitted(functions.chosen):
        functions.show_place(Place(catalog.function("2007")))
    assert functions.currentItem().text(0) == "2007 OrderReg"
