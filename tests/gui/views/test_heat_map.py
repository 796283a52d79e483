"""The map of a coverage."""

import pytest
from PySide6.QtCore import Qt
from tests.gui import reported

from hisight.gui.models.heat_model import FAILED, FUNCTION, LATENCY
from hisight.gui.views.heat_map import HeatMap


@pytest.fixture
def heat(qtbot):
    made = HeatMap()
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.heat.show_coverage(reported.report().coverage)
    made.show()
    return made


def test_the_current_row_tells_its_function(qtbot, heat):
    with qtbot.waitSignal(heat.function_chosen) as chosen:
        heat.choose("2007 OrderReg")
    assert chosen.args[0].code == "2007"
    assert heat.current_function().code == "2007"


def test_a_function_that_is_not_there_gives_the_first(heat):
    heat.choose("9999 Nothing")
    assert heat.current_function().code == "1001"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_wants_the_calls_of_the_cell(qtbot, heat, key):
    heat.choose("2007 OrderReg")
    heat.setCurrentIndex(heat.currentIndex().siblingAtColumn(FAILED))
    with qtbot.waitSignal(heat.calls_wanted) as wanted:
        qtbot.keyClick(heat, key)
    assert wanted.args[0].filter == "fun:2007 failed:yes"


def test_a_cell_without_calls_of_its_own_wants_those_of_its_function(qtbot, heat):
    heat.choose("1001 NetTest")
    for column in (FAILED, LATENCY):
        heat.setCurrentIndex(heat.currentIndex().siblingAtColumn(column))
        with qtbot.waitSignal(heat.calls_wanted) as wanted:
            heat.want()
        assert wanted.args[0].filter == "fun:1001"


def test_a_function_that_was_never_called_wants_nothing(qtbot, heat):
    heat.heat.show_only_called(False)
    heat.choose("7001 queryCheckListMaster")
    with qtbot.assertNotEmitted(heat.calls_wanted):
        heat.want()


def test_cells_are_painted_on_their_ground(heat):
    heat.choose("2001 GetDeptInfo")
    picture = heat.grab().toImage()
    row = heat.currentIndex().row()
    clean = heat.visualRect(heat.heat.index(row, FAILED))
    place = heat.viewport().mapTo(heat, clean.topLeft())
    colour = picture.pixelColor(
        int((place.x() + 4) * picture.devicePixelRatio()), int((place.y() + 4) * picture.devicePixelRatio())
    )
    assert colour.green() > colour.red()


@pytest.mark.parametrize("width", [700, 1000, 1600])
def test_the_names_of_functions_have_room_and_take_what_is_left(heat, width):
    heat.resize(width, 400)
    others = sum(heat.columnWidth(column) for column in range(1, LATENCY + 1))
    assert heat.columnWidth(FUNCTION) == max(230, heat.viewport().width() - others)
