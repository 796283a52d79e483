"""Conformance and coverage of a session."""

import pytest
from PySide6.QtWidgets import QFileDialog
from tests.gui import recorded

from hisight.capture import Session
from hisight.gui import background
from hisight.gui.dialogs.conformance import ConformanceDialog


@pytest.fixture
def open_(qtbot):
    def make(path, *, wait: bool = True) -> ConformanceDialog:
        shown = ConformanceDialog(path, recorded.READER)
        qtbot.addWidget(shown)
        shown.show()
        if wait:
            qtbot.waitUntil(lambda: not shown.reporting.running, timeout=20_000)
        return shown

    return make


@pytest.fixture
def dialog(open_, session_path) -> ConformanceDialog:
    return open_(session_path)


def test_it_says_what_was_called_and_what_is_wrong(dialog):
    assert dialog.summary.text() == "9 of 47 functions called · 30 calls · 6 failed · 13 failed or do not conform"
    assert dialog.heat.heat.rowCount() == 9
    assert dialog.tabs.tabText(1) == "Causes 12"
    assert dialog.pages.currentWidget() is dialog.tabs
    assert not dialog.progress.isVisible()
    assert dialog.export.isEnabled()


def test_functions_that_were_not_called_can_be_seen_too_and_the_current_one_stays(dialog):
    dialog.heat.choose("2007 OrderReg")
    dialog.only_called.setChecked(False)
    assert dialog.heat.heat.rowCount() == 47
    assert dialog.heat.current_function().code == "2007"


def test_the_calls_of_a_cell_are_wanted_as_a_filter(qtbot, dialog):
    dialog.heat.choose("2007 OrderReg")
    with qtbot.waitSignal(dialog.filter_wanted) as wanted:
        dialog.function.show_calls.click()
    assert wanted.args == ["fun:2007"]


def test_an_example_and_the_evidence_of_a_cause_are_wanted_as_calls(qtbot, dialog):
    dialog.heat.choose("2007 OrderReg")
    with qtbot.waitSignal(dialog.call_wanted) as wanted:
        dialog.function.rules.example_wanted.emit(0)
    assert wanted.args == [24]
    with qtbot.waitSignal(dialog.call_wanted):
        dialog.causes.calls.itemClicked.emit(dialog.causes.calls.item(0))


def test_while_it_reads_it_can_be_stopped_and_begun_again(qtbot, open_, session_path):
    dialog = open_(session_path, wait=False)
    assert dialog.stop.isVisible()
    dialog.stop.click()
    qtbot.waitUntil(lambda: not dialog.reporting.running, timeout=20_000)
    assert dialog.report is None
    assert dialog.pages.currentWidget() is dialog.empty
    dialog.empty.pressed.emit()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    assert dialog.pages.currentWidget() is dialog.tabs


def test_another_session_shows_what_changed(qtbot, dialog, session, tmp_path, monkeypatch):
    other = tmp_path / "before.hisight"
    with Session.open(other, create=True) as made:
        made.append([session.get(1)])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    assert not dialog.tabs.isTabVisible(2)
    dialog.compare.click()
    qtbot.waitUntil(lambda: not dialog.reporting.running, timeout=20_000)
    assert dialog.tabs.isTabVisible(2)
    assert dialog.tabs.tabText(2) == "Since before.hisight"
    assert dialog.changes.topLevelItemCount() > 0


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".json", ".xml"])
def test_it_is_exported_under_the_name_that_the_user_gives(qtbot, dialog, tmp_path, monkeypatch, ending):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet"), ""))
    (action,) = (one for one in dialog.export.menu().actions() if ending in one.text())
    action.trigger()
    qtbot.waitUntil(lambda: not background.running(), timeout=20_000)
    assert (tmp_path / f"sheet{ending}").stat().st_size > 1000
    assert f"sheet{ending}" in dialog.counted.text()


def test_what_cannot_be_written_is_said(qtbot, dialog, tmp_path):
    dialog.write(tmp_path / "none" / "a.html")
    qtbot.waitUntil(lambda: not background.running(), timeout=20_000)
    assert "no folder" in dialog.counted.text()


def test_a_session_without_calls_says_so(open_, tmp_path):
    path = tmp_path / "empty.hisight"
    Session.open(path, create=True).close()
    dialog = open_(path)
    assert dialog.pages.currentWidget() is dialog.empty


def test_a_session_that_cannot_be_read_says_why(open_, tmp_path):
    path = tmp_path / "broken.hisight"
    path.write_bytes(b"no session" * 200)
    dialog = open_(path)
    assert dialog.pages.currentWidget() is dialog.empty
    assert not dialog.export.isEnabled()


def test_closing_gives_up_what_is_still_to_be_read(qtbot, open_, session_path):
    dialog = open_(session_path, wait=False)
    dialog.done(0)
    assert dialog.reporting.is_cancelled()
    qtbot.waitUntil(lambda: not dialog.reporting.running, timeout=20_000)
