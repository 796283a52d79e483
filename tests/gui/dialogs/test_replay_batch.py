"""How selected calls are sent again, and what comes of each."""

import pytest
from tests.gui import recorded

from hisight.gui.dialogs import replay_batch
from hisight.gui.dialogs.replay_batch import ReplayBatchDialog
from hisight.gui.replaying import Replaying
from hisight.profiles import Profile
from hisight.reading import Reader
from hisight.replay import ONLY_READING


@pytest.fixture
def his():
    with recorded.his() as server:
        yield server


@pytest.fixture
def open_dialog(qtbot, qapp, session, monkeypatch):
    """The dialog for some calls; whatever it asks is allowed."""
    monkeypatch.setattr(replay_batch, "permitted", lambda _parent, asked: asked.allow() if asked else ONLY_READING)

    def make(*numbers: int) -> ReplayBatchDialog:
        dialog = ReplayBatchDialog(session, Reader.default(), numbers, Replaying(qapp))
        qtbot.addWidget(dialog)
        return dialog

    return make


def lines(dialog: ReplayBatchDialog) -> list[list[str]]:
    items = [dialog.results.topLevelItem(row) for row in range(dialog.results.topLevelItemCount())]
    return [[item.text(column) for column in (0, 1, 2, 3, 5)] for item in items]


def test_a_visit_is_sent_again_with_fresh_numbers_and_each_answer_shown(qtbot, open_dialog, his):
    dialog = open_dialog(6, 7, 8)
    dialog.target.setText(his.url)
    dialog.fresh.setChecked(True)
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog.results.topLevelItemCount() == 3 and not dialog.progress.isVisible(), timeout=20_000)
    assert [line[2:4] for line in lines(dialog)] == [
        ["1002 CreatePat", "0"],
        ["2005 LockReg", "0"],
        ["2007 OrderReg", "0"],
    ]
    assert dialog.counts.text() in ("3 sent, 0 answers differ", "3 个已发送，0 个应答不同")


def test_an_answer_that_never_came_says_so_and_a_row_asks_for_the_comparison(qtbot, open_dialog):
    dialog = open_dialog(1)
    dialog.target.setText("http://127.0.0.1:1")
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog.results.topLevelItemCount() == 1, timeout=20_000)
    assert lines(dialog)[0][4] in ("none came", "没有应答")
    with qtbot.waitSignal(dialog.comparison_requested) as asked:
        dialog.results.itemActivated.emit(dialog.results.topLevelItem(0), 0)
    assert asked.args == [1, 31]


def test_while_it_sends_the_button_stops(qtbot, open_dialog, his):
    dialog = open_dialog(1)
    dialog.target.setText(his.url)
    dialog.repeat.setValue(1000)
    dialog.pace.setValue(3600)
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog.results.topLevelItemCount() == 1, timeout=20_000)
    assert dialog.send.text() in ("Stop", "停止")
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog.send.text() in ("Send", "发送"))


def test_the_plan_is_what_the_fields_say(qapp, qtbot, session, monkeypatch):
    monkeypatch.setenv("CITY_KEY", "0123456789ABCDEF")
    reader = Reader(Reader.default().catalog, [Profile("city", keys=("env:CITY_KEY",))])
    dialog = ReplayBatchDialog(session, reader, [1], Replaying(qapp))
    qtbot.addWidget(dialog)
    dialog.profile.setCurrentIndex(1)
    dialog.stop_early.setChecked(True)
    dialog.insecure.setChecked(True)
    plan = dialog.plan()
    assert plan.scheme.key.secret == b"0123456789ABCDEF"
    assert (plan.stop_on_failure, plan.way.insecure, plan.repeat) == (True, True, 1)


def test_a_key_that_cannot_be_had_is_told_and_nothing_is_sent(qapp, qtbot, session):
    reader = Reader(Reader.default().catalog, [Profile("city", keys=("env:NO_SUCH_KEY",))])
    dialog = ReplayBatchDialog(session, reader, [1], Replaying(qapp))
    qtbot.addWidget(dialog)
    dialog.profile.setCurrentIndex(1)
    dialog.send.click()
    assert "NO_SUCH_KEY" in dialog.counts.text()
    assert session.last_id() == 30
