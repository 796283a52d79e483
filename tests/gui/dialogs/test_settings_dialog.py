import pytest
from PySide6.QtWidgets import QLabel

from hisight import paths
from hisight.gui.dialogs.settings_dialog import SettingsDialog


@pytest.fixture
def open_dialog(qtbot, settings):
    def open_() -> SettingsDialog:
        dialog = SettingsDialog(settings)
        qtbot.addWidget(dialog)
        return dialog

    return open_


def texts(dialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_language_and_theme_are_kept_when_accepted(open_dialog, settings):
    dialog = open_dialog()
    dialog.language.setCurrentIndex(dialog.language.findData("zh"))
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.accept()
    assert (settings.language, settings.theme) == ("zh", "dark")


def test_the_system_can_be_followed(open_dialog, settings):
    dialog = open_dialog()
    dialog.language.setCurrentIndex(0)
    dialog.theme.setCurrentIndex(0)
    dialog.accept()
    assert settings.language is None
    assert settings.theme is None


def test_the_variable_is_shown_as_set_or_not_and_never_its_key(open_dialog, monkeypatch):
    monkeypatch.setenv("HISIGHT_KEY", "SECRET-OF-16-CHR")
    assert "set" in texts(open_dialog())
    assert not any("SECRET" in text for text in texts(open_dialog()))
    monkeypatch.delenv("HISIGHT_KEY")
    assert "not set" in texts(open_dialog())


def test_profiles_are_listed(open_dialog):
    (paths.user_data() / "profiles.toml").write_text(
        '[city]\nhost = "his.example"\nuser_id = "0001"\ncipher = "aes-128-ecb"\nkeys = ["env:CITY"]\n[any]\n'
    )
    dialog = open_dialog()
    table = dialog.table
    rows = [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(2)]
    assert rows == [
        ["city", "his.example 0001", "aes-128-ecb", "auto", "env:CITY"],
        ["any", "any", "auto", "auto", "-"],
    ]


def test_a_broken_profile_file_is_explained(open_dialog):
    (paths.user_data() / "profiles.toml").write_text("[city]\ncolour = 'red'\n")
    dialog = open_dialog()
    assert dialog.table.isHidden()
    assert "colour" in dialog.problem


def test_without_profiles_it_says_what_they_are_for(open_dialog):
    assert "Make one for each peer" in open_dialog().problem


def test_profiles_are_edited_elsewhere_and_what_was_chosen_here_is_kept(qtbot, open_dialog, settings):
    dialog = open_dialog()
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    with qtbot.waitSignal(dialog.profiles_requested):
        dialog.edit.click()
    assert settings.theme == "dark"
