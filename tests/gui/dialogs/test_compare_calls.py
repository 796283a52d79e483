"""Two calls in a window of their own."""

import pytest
from tests.gui import recorded

from hisight.gui import background
from hisight.gui.dialogs.compare_calls import CompareCallsDialog, Named
from hisight.reading import Reader


@pytest.fixture
def dialog(qtbot):
    reader = Reader.default()
    first, _, third, *_ = recorded.exchanges()
    made = CompareCallsDialog(Named("#1", reader.read(first)), Named("#2", reader.read(third)))
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not background.running())
    return made


def test_the_two_calls_are_compared_and_named(dialog):
    assert dialog.windowTitle() in ("比较 #1 与 #2", "Compare #1 with #2")
    assert dialog.view.model.differing_rows()
    assert dialog.view.model.headerData(2, dialog.view.table.horizontalHeader().orientation()).startswith("#1  ")


def test_another_switch_compares_anew(dialog, qtbot):
    before = dialog.view.counts.text()
    dialog.view.substance.click()
    qtbot.waitUntil(lambda: not background.running())
    assert dialog.view.counts.text() != before
