import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from hisight import wording
from hisight.export.formats import FORMATS
from hisight.gui.dialogs import export_form
from hisight.gui.dialogs.export_form import ExportForm


@pytest.fixture
def form(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(export_form.QStandardPaths, "writableLocation", lambda _: str(tmp_path))

    def make(selected=(3, 5), shown=(1, 2, 3, 5)) -> ExportForm:
        made = ExportForm(tmp_path / "city.hisight", selected, shown)
        qtbot.addWidget(made)
        return made

    return make


def test_the_selected_calls_are_proposed(form):
    made = form()
    assert made.ids == (3, 5)
    assert made.calls.currentText() == "The 2 selected"
    made.calls.choose("shown")
    assert made.ids == (1, 2, 3, 5)
    assert form(selected=()).ids == (1, 2, 3, 5)
    assert form(selected=(7,)).calls.currentText() == "The selected one"


def test_every_format_is_offered_with_one_line_about_it(form):
    made = form()
    assert [made.format.itemText(row) for row in range(made.format.count())] == [str(one.label) for one in FORMATS]
    for one in FORMATS:
        made.format.choose(one.name)
        assert made.chosen_format is one
        assert made.about.text() == str(one.description)


def test_the_name_of_the_file_follows_the_format_unless_the_user_gave_it_another_ending(form):
    made = form()
    made.format.choose("parquet")
    assert made.chosen_file.name == "city-3-5.parquet"
    made.file.setText("mine.bin")
    made.format.choose("har")
    assert made.file.text() == "mine.bin"


def test_the_proposed_name_is_free(form, tmp_path):
    assert form(selected=(3,)).chosen_file.name == "city-3.hisight.zip"
    (tmp_path / "city-3-5.hisight.zip").touch()
    assert form().chosen_file.name == "city-3-5-2.hisight.zip"


def test_a_file_is_chosen_and_may_then_be_overwritten(form, monkeypatch, tmp_path):
    made, chosen = form(), str(tmp_path / "other.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    assert not made.may_overwrite
    made.findChild(QPushButton).click()
    assert made.file.text() == chosen
    assert made.may_overwrite
    made.file.setText("another.zip")
    assert not made.may_overwrite


def test_the_language_is_that_of_the_window_unless_chosen(form):
    wording.use("zh")
    made = form()
    assert made.chosen_language == "zh"
    made.language.choose("en")
    assert made.chosen_language == "en"
