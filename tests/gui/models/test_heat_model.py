"""A coverage as a map."""

import pytest
from PySide6.QtCore import Qt
from tests.gui import recorded, reported

from hisight.capture.filtering import Filter, parse
from hisight.gui import theme
from hisight.gui.models.heat_model import FAILED, FIRST_GROUP, FUNCTION, LATENCY, SHOWN_GROUPS, SIGNED, HeatModel
from hisight.report.as_junit import GROUPS


@pytest.fixture
def model(qapp):
    made = HeatModel()
    made.show_coverage(reported.report().coverage)
    return made


def row(model: HeatModel, code: str) -> int:
    return next(place for place in range(model.rowCount()) if model.function(place).code == code)


def text(model: HeatModel, code: str, column: int) -> str:
    return model.data(model.index(row(model, code), column))


def test_only_what_was_called_is_shown_unless_all_is_wanted(model):
    assert model.rowCount() == 9
    model.show_only_called(False)
    assert model.rowCount() == 47
    assert model.cell(model.index(row(model, "7001"), FAILED)).text == ""
    model.show_coverage(None)
    assert model.rowCount() == 0


def test_a_cell_says_how_bad_it_is_by_a_sign_and_by_its_ground(model):
    fields = FIRST_GROUP + SHOWN_GROUPS.index("FLD")
    assert text(model, "2001", fields) == "✗ 9"
    assert text(model, "2005", fields) == "! 1"
    assert text(model, "1001", fields) == "✓"
    index = model.index(row(model, "2001"), fields)
    assert model.data(index, Qt.ItemDataRole.BackgroundRole) == theme.current().color("error_soft")
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "FLD003 a field has a wrong name DEPT_LIST/DEPT_NAME ×9"
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole)


def test_signatures_and_failures_are_counted(model):
    assert text(model, "2007", SIGNED) == "✗ 1"
    assert text(model, "2007", FAILED) == "1"
    assert text(model, "2001", FAILED) == "✓"


def test_every_column_has_a_heading(model):
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert headings[FUNCTION] == "Function"
    assert headings[LATENCY] == "p95 ms"
    assert len(set(headings)) == len(headings)
    assert set(SHOWN_GROUPS) < GROUPS.keys()


def test_the_filter_of_each_cell_finds_its_calls(model, tmp_path):
    with recorded.session(tmp_path / "a.hisight") as session:
        for place in range(model.rowCount()):
            for column in range(model.columnCount()):
                cell = model.cell(model.index(place, column))
                if cell.filter:
                    parse(cell.filter)
                    found = list(session.ids(Filter(cell.filter)))
                    across = column == FIRST_GROUP + SHOWN_GROUPS.index("SES")
                    assert found or across, cell.filter  # these summaries were made call by call
                    if cell.example and not across:
                        assert cell.example.number in found


def test_functions_without_calls_are_quiet(model):
    model.show_only_called(False)
    index = model.index(row(model, "7001"), FUNCTION)
    assert model.data(index, Qt.ItemDataRole.ForegroundRole) == theme.current().color("muted")
    assert "not called" in model.data(index, Qt.ItemDataRole.ToolTipRole)
