"""Two calls side by side."""

import pytest
from PySide6.QtWidgets import QApplication

from hisight import wording
from hisight.compare import EVERYTHING, Comparison, How, Line
from hisight.gui.views.comparison_view import ComparisonView

LINES = tuple(Line(f"REQ/F{number}", f"F{number}", 1, "changed", "1", "2") for number in range(3))
FOUND = Comparison(LINES, (Line("ROOT/SIGN", "SIGN", 1, "changed", "AA", "BB", aside=True),))


@pytest.fixture
def view(qtbot) -> ComparisonView:
    wording.use("en")
    made = ComparisonView()
    qtbot.addWidget(made)
    made.show_comparison(FOUND, "#1", "#2")
    return made


def test_what_counts_follows_the_switches(view, qtbot):
    assert view.how == How.substance()
    for switch in (view.substance, view.order, view.blanks):
        with qtbot.waitSignal(view.how_changed):
            switch.click()
    assert view.how == EVERYTHING


def test_differences_are_counted_and_those_put_aside_beside_them(view):
    assert view.counts.text() == "3 differences, 1 more put aside"


def test_next_and_previous_go_from_difference_to_difference_and_stop_at_the_ends(view):
    def path() -> str:
        return view.model.line(view.table.currentIndex().row()).path

    assert path() == "REQ/F0"
    view.step(1)
    view.step(1)
    view.step(1)
    assert path() == "REQ/F2"
    view.step(-1)
    assert path() == "REQ/F1"


def test_the_same_stands_as_one_text_and_on_the_clipboard(view):
    view.inline.click()
    assert "- REQ/F0 = 1\n+ REQ/F0 = 2\n" in view.text.text()
    view.copy()
    assert QApplication.clipboard().text() == view.text.text()
    view.only.click()
    assert "~- ROOT/SIGN = AA" in view.text.text()
