"""Bundles in the window."""

import pytest
from tests.bundles import manifest_with, pack, written

from hisight.gui.dialogs.bundle_differences import BundleDifferences
from hisight.gui.main_window import MainWindow


@pytest.fixture
def opened(qtbot, open_window):
    """Open a bundle in a window, and wait until it is there."""

    def open_(path, select=0) -> MainWindow:
        window = open_window()
        assert window.bundle_opening.take(path, select)
        qtbot.waitUntil(lambda: not window.bundle_opening.verifying.running and window.settled, timeout=30_000)
        return window

    return open_


def test_a_bundle_is_opened_as_a_session_and_the_banner_says_that_all_is_alike(opened, tmp_path, monkeypatch):
    monkeypatch.delenv("HISIGHT_KEY")
    window = opened(written(tmp_path), select=3)
    assert window.control.session.path.parent.name == "opened"
    assert window.calls.current_id == 3
    assert "verdicts recomputed, all alike." in window.banner.text.text()
    assert window.banner.button.isHidden()
    assert window.control.reader is not window.control.own_reader
    assert {row.summary.signature for row in window.control.session.rows([1, 2, 3])} == {"valid"}


def test_what_differs_is_one_press_away(opened, qtbot, tmp_path):
    def lie(manifest):
        manifest["calls"][4]["judged"]["signatures"]["request"] = "invalid"

    window = opened(written(tmp_path, manifest_with(lie)))
    assert "1 differ." in window.banner.text.text()
    window.banner.button.click()
    dialog = window.findChild(BundleDifferences)
    dialog.table.itemActivated.emit(dialog.table.topLevelItem(0), 0)
    qtbot.waitUntil(lambda: window.calls.current_id == 5)
    dialog.close()


def test_a_bundle_that_cannot_be_read_is_said_in_the_banner(qtbot, window, tmp_path):
    before = window.control.session.path
    window.try_to_open(written(tmp_path, manifest_with(lambda told: told.update(calls=[]))))
    qtbot.waitUntil(lambda: "manifest.json is wrong" in window.banner.text.text())
    assert window.control.session.path == before


def test_a_zip_that_is_none_of_ours_is_left_to_others(window, tmp_path):
    pack(tmp_path / "other.zip", {"a": b""})
    assert not window.bundle_opening.take(tmp_path / "other.zip")
    assert not window.bundle_opening.take(tmp_path / "none.zip")


def test_opening_can_be_cancelled(qtbot, window, tmp_path):
    before = window.control.session.path
    window.bundle_opening.take(written(tmp_path))
    window.status.cancelled.emit()
    qtbot.waitUntil(lambda: not window.bundle_opening.verifying.running)
    qtbot.wait(50)
    assert window.control.session.path == before
    assert window.bundle_opening.verified is None


def test_the_next_session_is_read_with_what_this_machine_knows(opened, tmp_path, session_path):
    window = opened(written(tmp_path))
    window.open_session(session_path)
    assert window.control.reader is window.control.own_reader
