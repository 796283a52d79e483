"""What a bundle says now."""

from pathlib import Path

import pytest

from hisight.gui import copying
from hisight.gui.dialogs.bundle_differences import BundleDifferences
from hisight.imports.bundle import Damage
from hisight.imports.bundle_manifest import Author
from hisight.imports.bundle_session import Differing, Verified
from hisight.wording import Words

VERIFIED = Verified(
    Path("x.hisight"),
    Author("0.9", "ab", "changshu v1", "2026-11-26T10:00:00+08:00"),
    30,
    (Differing(7, (Words("签名不同", "another signature"), Words("新发现", "found only now"))),),
    0,
    (Damage("calls/0005/response.body", Words("被改动", "it was changed")),),
    "HISight 1.0 (cd), changshu v2",
)


@pytest.fixture
def dialog(qtbot):
    shown = BundleDifferences(VERIFIED)
    qtbot.addWidget(shown)
    return shown


def test_there_is_a_row_for_each_difference(dialog):
    rows = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    assert [row.text(0) for row in rows] == ["calls/0005/response.body", "#7", "#7"]
    assert rows[1].text(1) in ("another signature", "签名不同")


def test_the_call_of_a_row_is_shown_and_a_file_is_none(dialog, qtbot):
    with qtbot.waitSignal(dialog.call_chosen) as chosen:
        dialog.table.itemActivated.emit(dialog.table.topLevelItem(1), 0)
    assert chosen.args == [7]
    with qtbot.assertNotEmitted(dialog.call_chosen):
        dialog.table.itemActivated.emit(dialog.table.topLevelItem(0), 0)


def test_all_of_it_can_be_copied(dialog, monkeypatch):
    copied = []
    monkeypatch.setattr(copying, "copy", copied.append)
    dialog.copy.click()
    assert copied[0].count("\n") == 4
    assert "changshu v2" in copied[0]
