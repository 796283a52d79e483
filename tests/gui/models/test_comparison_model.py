"""A comparison as a Qt model."""

import pytest
from PySide6.QtCore import Qt

from hisight import wording
from hisight.compare import Comparison, Line
from hisight.gui import theme
from hisight.gui.models.comparison_model import Column, ComparisonModel

SAME = Line("REQ/A", "A", 1, "same", "1", "1")
CHANGED = Line("REQ/B", "B", 1, "changed", "x\r\ny", "z")
ASIDE = Line("ROOT/SIGN", "SIGN", 1, "changed", "AA", "BB", aside=True)
ROW = Line("RES/L[2]", "L", 1, "only-right", None, "", group=True)
LEAF = Line("RES/L[2]/C", "C", 2, "only-right", None, "9", within=True)
MOVED = Line("RES/L[1]", "L", 1, "moved", "1", "3")


@pytest.fixture
def model(qapp) -> ComparisonModel:
    wording.use("en")
    made = ComparisonModel()
    made.show_comparison(Comparison((SAME, CHANGED, ASIDE), (ROW, LEAF, MOVED)), ("#1", "#2"))
    return made


def texts(model: ComparisonModel) -> list[list[str]]:
    return [
        [model.data(model.index(row, column)) or "" for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_only_what_differs_is_shown_below_the_heading_of_its_side(model):
    assert texts(model) == [
        ["", "Request", "", ""],
        ["≠", "    B", "x␍␊y", "z"],
        ["", "Response", "", ""],
        ["+", "    L[2]", "", ""],
        ["+", "        C", "", "9"],
        ["↕", "    L[1]", "place 1", "place 3"],
    ]


def test_everything_is_shown_on_request_and_what_is_put_aside_says_so(model):
    model.show_only_differences(False)
    assert [line[0] for line in texts(model)] == ["", "", "≠", "~", "", "+", "+", "↕"]


def test_the_next_difference_is_never_a_part_of_the_one_before(model):
    assert [model.line(row).path for row in model.differing_rows()] == ["REQ/B", "RES/L[2]", "RES/L[1]"]


def test_the_calls_are_named_above_their_values(model):
    heads = [model.headerData(section, Qt.Orientation.Horizontal) for section in Column]
    assert heads == ["", "Field", "#1", "#2"]


def test_each_kind_has_a_ground_of_its_own_and_the_path_stands_in_the_tip(model):
    colours = theme.current()
    grounds = [model.data(model.index(row, 0), Qt.ItemDataRole.BackgroundRole) for row in (1, 3, 5)]
    assert grounds == [colours.color(role) for role in ("warning_soft", "ok_soft", "note_soft")]
    assert model.data(model.index(4, Column.FIELD), Qt.ItemDataRole.ToolTipRole) == "RES/L[2]/C"


def test_a_long_value_is_cut_in_its_cell(qapp):
    model = ComparisonModel()
    model.show_comparison(Comparison((CHANGED._replace(left="9" * 1000),), ()), ("#1", "#2"))
    assert model.data(model.index(1, Column.LEFT)) == "9" * 300 + "…"
