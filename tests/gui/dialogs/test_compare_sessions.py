"""Two sessions side by side."""

from dataclasses import replace

import pytest

from hisight.capture import Session
from hisight.gui.dialogs.compare_sessions import CompareSessionsDialog
from hisight.reading import Reader


@pytest.fixture
def dialog(qtbot, session, session_path, tmp_path) -> CompareSessionsDialog:
    path = tmp_path / "other.hisight"
    with Session.open(path, create=True) as made:
        made.append([replace(session.get(number), id=0) for number in range(2, 31)])
    shown = CompareSessionsDialog(session_path, path, Reader.default())
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: not shown.comparing.running, timeout=20000)
    return shown


def visible(dialog: CompareSessionsDialog) -> list[list[str]]:
    items = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items if not item.isHidden()]


def test_a_call_without_counterpart_is_the_only_difference_shown(dialog):
    (line,) = visible(dialog)
    assert line[:2] == ["1", ""]
    assert line[3] in ("only left", "仅左侧")
    dialog.only.click()
    assert len(visible(dialog)) == 30


def test_a_pair_that_is_activated_is_asked_for_and_one_alone_is_not(dialog, qtbot):
    with qtbot.waitSignal(dialog.pair_chosen) as chosen:
        dialog.table.itemActivated.emit(dialog.table.topLevelItem(1), 0)
    assert chosen.args == [(2, 1)]
    with qtbot.assertNotEmitted(dialog.pair_chosen):
        dialog.table.itemActivated.emit(dialog.table.topLevelItem(0), 0)


def test_when_all_is_compared_the_progress_is_gone(dialog):
    assert dialog.progress.isHidden()
    assert dialog.cancel.isHidden()
    assert "29" in dialog.counts.text()
