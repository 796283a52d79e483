"""What can be compared from the main window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QFileDialog, QInputDialog

from hisight.capture import Session
from hisight.compare.sessions import CallPair
from hisight.gui import background
from hisight.gui.dialogs.compare_calls import CompareCallsDialog
from hisight.gui.dialogs.compare_sessions import CompareSessionsDialog
from hisight.gui.main_window import MainWindow
from hisight.reading import Reader


@pytest.fixture
def window(qtbot, session_path, settings) -> MainWindow:
    with Session.open(session_path) as session:
        session.append([replace(session.get(3), id=0, parent=3, origin="replay")])
    made = MainWindow(session_path, Reader.default(), settings)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.model.rowCount() == 31)
    return made


def select(window: MainWindow, *numbers: int) -> None:
    window.calls.select(numbers[0])
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in numbers[1:]:
        window.calls.table.selectionModel().select(window.model.index(window.model.row_of(number), 0), flags)


def compared(window: MainWindow, qtbot) -> str:
    """The title of the comparison that pressing D opens."""
    window.actions_by_name["compare"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(CompareCallsDialog)) and not background.running())
    (dialog,) = window.findChildren(CompareCallsDialog)
    title = dialog.windowTitle()
    dialog.close()
    return title


def test_two_selected_calls_are_compared(window, qtbot):
    select(window, 2, 5)
    assert compared(window, qtbot) == "Compare #2 with #5"


def test_a_replay_is_compared_with_its_original(window, qtbot):
    select(window, 31)
    assert compared(window, qtbot) == "Compare #3 with #31"


def test_a_single_call_is_compared_with_the_one_that_the_user_names(window, qtbot, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (7, True))
    select(window, 9)
    assert compared(window, qtbot) == "Compare #7 with #9"


def test_three_calls_are_too_many_and_the_user_is_told(window, qtbot):
    select(window, 1, 2, 3)
    with qtbot.waitSignal(window.compare_actions.refused) as refused:
        window.compare_actions.compare()
    assert "Select two" in str(refused.args[0])


def test_the_open_session_is_compared_with_another_and_a_pair_shown(window, qtbot, session_path, tmp_path, monkeypatch):
    other = tmp_path / "other.hisight"
    other.write_bytes(session_path.read_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    window.actions_by_name["compare_sessions"].trigger()
    (dialog,) = window.findChildren(CompareSessionsDialog)
    qtbot.waitUntil(lambda: not dialog.comparing.running, timeout=20000)
    dialog.pair_chosen.emit(CallPair(2, 2))
    qtbot.waitUntil(lambda: bool(window.findChildren(CompareCallsDialog)) and not background.running())
    assert window.findChildren(CompareCallsDialog)[0].windowTitle() == "Compare recorded #2 with other #2"
