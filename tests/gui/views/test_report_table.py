"""A table of a report, as a list."""

from tests.gui import reported

from hisight.gui.views.report_table import ReportTable
from hisight.report import tables


def test_rows_and_headings_are_those_of_the_table(qtbot):
    shown = ReportTable("rules")
    qtbot.addWidget(shown)
    table = tables.rules(reported.report())
    shown.show_table(table)
    assert shown.topLevelItemCount() == len(table.rows)
    assert shown.headerItem().text(0) == "Rule"
    assert shown.topLevelItem(0).text(0) == table.rows[0][0].value


def test_a_column_without_a_value_is_left_out(qtbot):
    shown = ReportTable("fields")
    qtbot.addWidget(shown)
    shown.show_table(tables.fields_of(reported.function("1001").fields))
    headings = [shown.headerItem().text(column) for column in range(shown.columnCount())]
    assert "Field" in headings
    assert "Values no table has" not in headings


def test_nothing_says_so(qtbot):
    shown = ReportTable("rules")
    qtbot.addWidget(shown)
    shown.show_table(tables.rules_of(reported.function("1001"), reported.report().coverage))
    assert shown.topLevelItem(0).text(0) == "Nothing was found."


def test_a_row_that_is_activated_wants_its_example(qtbot):
    shown = ReportTable("rules")
    qtbot.addWidget(shown)
    shown.show_table(tables.rules(reported.report()))
    with qtbot.waitSignal(shown.example_wanted) as wanted:
        shown.itemActivated.emit(shown.topLevelItem(2), 0)
    assert wanted.args == [2]
