"""One function of a report."""

import pytest
from tests.gui import reported

from hisight.gui.views.function_use_page import FunctionUsePage
from hisight.report.coverage import CallId


@pytest.fixture
def page(qtbot):
    made = FunctionUsePage()
    qtbot.addWidget(made)
    return made


def show(page: FunctionUsePage, code: str) -> None:
    page.show_function(reported.function(code), reported.report().coverage)


def test_findings_and_fields_are_shown_with_how_many(page):
    show(page, "2007")
    assert page.tabs.tabText(0) == "Findings 3"
    assert page.tabs.tabText(1).startswith("Fields ")
    assert page.rules.topLevelItem(0).text(0) == "SIG001"
    assert page.fields.topLevelItemCount() == len(reported.function("2007").fields)


def test_an_example_can_be_seen(qtbot, page):
    show(page, "2007")
    with qtbot.waitSignal(page.call_wanted) as wanted:
        page.rules.example_wanted.emit(0)
    assert wanted.args == [CallId(0, 24)]
    with qtbot.assertNotEmitted(page.call_wanted):
        page.rules.example_wanted.emit(99)


def test_only_fields_with_something_wrong_can_be_shown(page):
    show(page, "2002")
    page.only_wrong.setChecked(True)
    assert page.fields.topLevelItemCount() == 1
    assert any("IDCARD" in page.fields.topLevelItem(0).text(column) for column in range(page.fields.columnCount()))


def test_a_function_without_calls_has_nothing_to_filter_by(page):
    show(page, "7001")
    assert not page.show_calls.isEnabled()
    show(page, "2001")
    assert page.show_calls.isEnabled()


def test_no_function_leaves_an_empty_page(page):
    show(page, "2007")
    page.show_function(None, None)
    assert page.rules.topLevelItemCount() == 0
    assert not page.tabs.isEnabled()
