from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from tests.imports.text.writing import ANSWER, REQUEST

from hisight.gui.dialogs.import_outcome import ImportOutcome
from hisight.gui.dialogs.paste_message import PasteMessage
from hisight.gui.main_window import MainWindow

CHAT = f"2026-11-26 10:00:00 {REQUEST}\n2026-11-26 10:00:01 {ANSWER}\n"


@pytest.fixture
def chat(tmp_path) -> Path:
    path = tmp_path / "chat.log"
    path.write_text(CHAT, "utf-8")
    return path


def wait(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.import_actions.importing.running and window.settled, timeout=30_000)


def test_chosen_files_come_into_the_open_session_and_the_first_call_is_shown(qtbot, window, chat, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(chat)], ""))
    before = window.control.session.count()
    window.actions_by_name["import"].trigger()
    wait(qtbot, window)
    assert window.control.session.count() == before + 1
    assert window.calls.current_id == before + 1
    assert window.control.session.rows([before + 1])[0].summary.function == "NetTest"
    assert window.banner.text.text() == "1 call imported. Remarks: 1."


def test_without_a_session_a_new_one_is_made(qtbot, open_window, chat):
    window = open_window()
    window.import_actions.bring([chat])
    wait(qtbot, window)
    assert window.control.session.count() == 1
    assert window.settings.recent == [window.control.session.path]


def test_what_is_opened_or_dropped_and_is_no_session_is_imported(qtbot, open_window, chat):
    window = open_window()
    window.import_actions.take([chat])
    wait(qtbot, window)
    window.import_actions.take([chat, chat])
    wait(qtbot, window)
    assert window.control.session.count() == 3


def test_the_details_tell_of_each_file(qtbot, window, chat, tmp_path):
    window.import_actions.bring([chat, tmp_path / "none"])
    wait(qtbot, window)
    assert "Files that cannot be read: 1." in window.banner.text.text()
    window.banner.button.click()
    dialog = window.findChild(ImportOutcome)
    assert [dialog.table.topLevelItem(row).text(0)[:12] for row in range(2)] == ["none: there ", "chat.log (te"]
    dialog.close()


def test_a_file_without_messages_is_said_in_the_banner(qtbot, window, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"nothing")
    window.try_to_open(tmp_path / "a.bin")
    wait(qtbot, window)
    assert "No message found in" in window.banner.text.text()


def test_a_second_import_waits_for_the_first(qtbot, window, chat):
    window.import_actions.bring([chat])
    window.import_actions.bring([chat])
    assert "still under way" in window.banner.text.text()
    wait(qtbot, window)


def test_several_pasted_messages_become_calls(qtbot, window):
    before = window.control.session.count()
    window.window_actions.paste(CHAT)
    dialog = window.findChild(PasteMessage)
    button = dialog._import
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    assert button.text() == "Import 2 messages as calls"
    button.click()
    wait(qtbot, window)
    assert window.control.session.count() == before + 1
