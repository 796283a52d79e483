import zipfile

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton
from tests.gui import recorded

from hisight.gui.dialogs import export_dialog
from hisight.gui.dialogs.export_dialog import ExportDialog


@pytest.fixture
def open_dialog(qtbot, tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:

        def open_(*ids: int) -> ExportDialog:
            dialog = ExportDialog(session, ids, recorded.READER)
            qtbot.addWidget(dialog)
            dialog.file.setText(str(tmp_path / "out.zip"))
            with qtbot.waitExposed(dialog):
                dialog.show()
            qtbot.waitUntil(lambda: "Looking" not in dialog.preview.text())
            return dialog

        yield open_


ORDER = recorded.number("", "2007")


def test_what_is_replaced_is_counted_before_anything_leaves(open_dialog):
    dialog = open_dialog(ORDER)
    assert dialog.scrub.isChecked()
    assert "Replaced by invented values" in dialog.preview.text()
    assert "name  ×1" in dialog.preview.text()


def test_keeping_patient_data_is_called_what_it_is(open_dialog):
    dialog = open_dialog(ORDER)
    dialog.scrub.setChecked(False)
    assert "will leave this machine as it is" in dialog.preview.text()
    assert dialog.preview.property("role") == "error"


def test_calls_without_patients_say_so(open_dialog):
    assert open_dialog(1).preview.text() == "No patient data was found."


@pytest.mark.parametrize("scrub", [True, False])
def test_the_file_is_written_scrubbed_or_not(open_dialog, qtbot, tmp_path, scrub):
    dialog = open_dialog(ORDER, ORDER + 1)
    dialog.scrub.setChecked(scrub)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    root = recorded.reading(fun_code="2007").subject("request").message.document.root
    name = next(node.value for node in root.children if node.name == "NAME")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        text = "".join(archive.read(member).decode("utf-8", "replace") for member in archive.namelist())
    assert (name in text) is not scrub


def test_a_file_that_exists_is_not_overwritten(open_dialog, qtbot, tmp_path):
    (tmp_path / "out.zip").write_bytes(b"mine")
    dialog = open_dialog(1)
    dialog.export.click()
    qtbot.waitUntil(lambda: "exists" in dialog.outcome.text())
    assert dialog.export.isEnabled()
    assert (tmp_path / "out.zip").read_bytes() == b"mine"


def test_the_folder_is_opened_afterwards(open_dialog, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = open_dialog(1)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Open folder").click()
    assert opened[0].toLocalFile() == str(tmp_path)


def test_a_file_is_chosen(open_dialog, monkeypatch, tmp_path):
    chosen = str(tmp_path / "other.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    dialog = open_dialog(1)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Choose…").click()
    assert dialog.file.text() == chosen


def test_the_proposed_name_is_free(tmp_path, monkeypatch):
    monkeypatch.setattr(export_dialog.QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    with recorded.session(tmp_path / "city.hisight") as session:
        assert export_dialog._proposed(session, [3]).name == "city-3.zip"
        (tmp_path / "city-3-5.zip").touch()
        assert export_dialog._proposed(session, [3, 5]).name == "city-3-5-2.zip"
