"""The causes of a report."""

import pytest
from PySide6.QtWidgets import QApplication
from tests.gui import reported

from hisight.gui.views.cause_page import CausePage
from hisight.report.letters import letter


@pytest.fixture
def page(qtbot):
    made = CausePage()
    qtbot.addWidget(made)
    made.show_report(reported.report())
    return made


def choose(page: CausePage, kind: str) -> int:
    row = next(place for place, one in enumerate(reported.report().causes) if one.first.kind == kind)
    page.list.setCurrentItem(page.list.topLevelItem(row))
    return row


def test_each_cause_is_a_line_with_what_mending_brings(page):
    assert page.list.topLevelItemCount() == len(reported.report().causes)
    row = choose(page, "signature")
    item = page.list.topLevelItem(row)
    assert [item.text(column) for column in (0, 1, 3)] == ["1 of 13", "HIS", "✓ 1/1"]


def test_the_sentence_can_be_copied(page):
    row = choose(page, "signature")
    page.copy.click()
    told = str(letter(reported.report().causes[row], 13))
    assert QApplication.clipboard().text() == told == page.letter.toPlainText()
    assert "conform then" in page.after.text()


def test_nobody_is_asked_about_business(page):
    choose(page, "refused")
    assert not page.copy.isEnabled()
    assert "matter of business" in page.letter.toPlainText()


def test_a_call_that_is_pressed_is_wanted(qtbot, page):
    choose(page, "signature")
    with qtbot.waitSignal(page.call_wanted) as wanted:
        page.calls.itemClicked.emit(page.calls.item(0))
    assert wanted.args[0].number == 22


def test_no_report_leaves_an_empty_page(page):
    page.show_report(None)
    assert (page.list.topLevelItemCount(), page.calls.count(), page.letter.toPlainText()) == (0, 0, "")
    assert not page.copy.isEnabled()
