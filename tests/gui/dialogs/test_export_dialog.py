import json
import threading
import zipfile
from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton
from tests.gui import recorded

from hisight import paths
from hisight.export import ExportResult, LeftOut
from hisight.gui.dialogs import export_form
from hisight.gui.dialogs.export_dialog import ExportDialog
from hisight.wording import Words


def head(dialog: ExportDialog) -> str:
    """What is said of patient values."""
    return dialog.leaving.fields.head.text()


def fields(dialog: ExportDialog) -> dict[str, str]:
    """Which fields hold patient values, and how many of them."""
    table = dialog.leaving.fields.table
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return {row.text(0): row.text(2) for row in rows}


@pytest.fixture
def open_dialog(qtbot, tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:

        def open_(*ids: int, shown=()) -> ExportDialog:
            dialog = ExportDialog(session, ids, recorded.READER, shown=shown)
            qtbot.addWidget(dialog)
            dialog.form.file.setText(str(tmp_path / "out.zip"))
            with qtbot.waitExposed(dialog):
                dialog.show()
            qtbot.waitUntil(lambda: "Looking" not in head(dialog))
            return dialog

        yield open_


ORDER = recorded.number("", "2007")


def test_what_is_replaced_is_counted_before_anything_leaves(open_dialog):
    dialog = open_dialog(ORDER)
    assert dialog.scrub.isChecked()
    assert "Replaced by invented values" in head(dialog)
    assert fields(dialog)["NAME"] == "1"


def test_keeping_patient_data_is_called_what_it_is(open_dialog, qtbot):
    dialog = open_dialog(ORDER)
    dialog.scrub.setChecked(False)
    qtbot.waitUntil(lambda: "will leave this machine as it is" in head(dialog))
    assert dialog.leaving.fields.head.property("role") == "error"
    assert not dialog.policy.isEnabled()


def test_a_policy_of_the_user_is_offered_where_there_is_one(open_dialog, qtbot, tmp_path):
    folder = paths.user_data() / "policies"
    folder.mkdir()
    (folder / "vendor.toml").write_text('[kinds]\nname = "keep"', "utf-8")
    (folder / "broken.toml").write_text("[", "utf-8")
    dialog = open_dialog(ORDER)
    assert dialog.policy.isVisible()
    dialog.policy.choose("vendor")
    dialog.form.format.choose("csv")
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    dialog.policy.choose("broken")
    qtbot.waitUntil(lambda: "is no TOML" in dialog.outcome.text())
    dialog.export.click()
    assert "is no TOML" in dialog.outcome.text()


def test_calls_without_patients_say_so(open_dialog):
    assert head(open_dialog(1)) == "No patient data was found."


def button(dialog: ExportDialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


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


def test_any_format_is_written_in_the_language_chosen(open_dialog, qtbot, tmp_path):
    dialog = open_dialog(ORDER)
    dialog.form.format.choose("har")
    dialog.form.language.choose("zh")
    assert dialog.form.file.text() == str(tmp_path / "out.har")
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    log = json.loads((tmp_path / "out.har").read_text("utf-8"))["log"]
    assert log["comment"].startswith("患者信息已替换")
    assert [entry["_hisight"]["id"] for entry in log["entries"]] == [ORDER]


def test_notes_go_along_when_the_user_wants_it(open_dialog, qtbot, tmp_path):
    dialog = open_dialog(ORDER)
    dialog._session.mark(ORDER, 2, "look here")
    dialog.form.format.choose("csv")
    dialog.notes.setChecked(True)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    assert "look here" in (tmp_path / "out.csv").read_text("utf-8")


def test_all_calls_of_the_list_can_be_chosen_and_are_looked_through_again(open_dialog, qtbot):
    dialog = open_dialog(1, shown=[1, ORDER])
    assert head(dialog) == "No patient data was found."
    dialog.form.calls.choose("shown")
    qtbot.waitUntil(lambda: fields(dialog).get("NAME") == "1", timeout=20_000)
    assert dialog.form.ids == (1, ORDER)


def test_another_wish_after_an_export_offers_to_export_again(open_dialog, qtbot):
    dialog = open_dialog(1)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    assert dialog.export.isHidden()
    dialog.form.format.choose("csv")
    assert dialog.export.isVisible()
    assert dialog.outcome.isHidden()


@pytest.fixture
def slow(monkeypatch):
    """A format that waits until it is allowed on."""
    going = threading.Event()
    real = export_form.by_name("csv")

    def write(file, order):
        order.progress(1, 4)
        going.wait(10)
        return real.write(file, order)

    monkeypatch.setattr(export_form, "by_name", lambda _name: replace(real, write=write))
    return going


def test_it_shows_how_far_it_is_and_can_be_stopped(open_dialog, qtbot, tmp_path, slow):
    dialog = open_dialog(ORDER)
    dialog.export.click()
    qtbot.waitUntil(lambda: dialog.progress.isVisible() and dialog.progress.maximum() == 4)
    assert not dialog.form.isEnabled()
    button(dialog, "Stop").click()
    slow.set()
    qtbot.waitUntil(lambda: "cancelled; nothing was written" in dialog.outcome.text())
    assert dialog.export.isEnabled()
    assert not dialog.progress.isVisible()
    assert not (tmp_path / "out.zip").exists()


def test_a_dialog_that_is_closed_meanwhile_writes_nothing(open_dialog, qtbot, tmp_path, slow):
    dialog = open_dialog(ORDER)
    dialog.export.click()
    qtbot.waitUntil(lambda: dialog.progress.maximum() == 4)
    with qtbot.waitSignal(dialog.exporting.failed):
        dialog.reject()
        slow.set()
    assert not (tmp_path / "out.zip").exists()


def test_a_file_that_exists_is_not_overwritten_unless_the_user_was_asked(open_dialog, qtbot, tmp_path, monkeypatch):
    (tmp_path / "out.zip").write_bytes(b"mine")
    dialog = open_dialog(1)
    dialog.export.click()
    qtbot.waitUntil(lambda: "exists" in dialog.outcome.text())
    assert dialog.export.isEnabled()
    assert (tmp_path / "out.zip").read_bytes() == b"mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.zip"), ""))
    button(dialog, "Choose…").click()
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    assert zipfile.is_zipfile(tmp_path / "out.zip")


def test_the_folder_is_opened_afterwards(open_dialog, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = open_dialog(1)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    button(dialog, "Open folder").click()
    assert opened[0].toLocalFile() == str(tmp_path)
    qtbot.waitUntil(lambda: not dialog.exporting.running)
    assert button(dialog, "Close").isVisible()


def test_of_many_bodies_that_stay_at_home_a_few_are_named(open_dialog):
    dialog = open_dialog(1)
    left = LeftOut(7, "request", Words("无法", "cannot be read"))
    dialog._done(ExportResult(dialog.form.chosen_file, 9, {}, (left,) * 9))
    assert dialog.outcome.text().count("#7 request: cannot be read") == 5
    assert dialog.outcome.text().endswith("; and 4 more")


def test_what_is_chosen_for_a_field_is_what_is_written(open_dialog, qtbot, tmp_path):
    dialog = open_dialog(ORDER)
    dialog.form.format.choose("csv")
    dialog.leaving.fields.chosen.emit("NAME", "keep")
    assert dialog.leaving.policy().treatment("name", "NAME") == "keep"
    dialog.form.format.choose("xml")
    dialog.form.file.setText(str(tmp_path / "out.zip"))
    dialog.export.click()
    qtbot.waitUntil(lambda: "Written to" in dialog.outcome.text(), timeout=20_000)
    root = recorded.reading(fun_code="2007").subject("request").message.document.root
    name = next(node.value for node in root.children if node.name == "NAME")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        text = "".join(archive.read(member).decode("utf-8", "replace") for member in archive.namelist())
    assert name in text
