from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from tests.gui import recorded

from hisight import paths, wording
from hisight.gui import theme
from hisight.gui.dialogs.catalog_browser import CatalogBrowser
from hisight.gui.dialogs.command_palette import CommandPalette
from hisight.gui.dialogs.key_list import KeyList
from hisight.gui.dialogs.log_view import LogView
from hisight.gui.dialogs.paste_message import PasteMessage
from hisight.gui.dialogs.settings_dialog import SettingsDialog
from hisight.gui.dialogs.start_capture import StartCapture
from hisight.gui.places import Place
from hisight.gui.settings import Settings
from hisight.gui.window_actions import dress
from hisight.proxy import free_port
from hisight.reading import Reader


def trigger(window, name: str) -> None:
    window.actions_by_name[name].trigger()


def shown(window, kind):
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("capture", StartCapture),
        ("settings", SettingsDialog),
        ("keys", KeyList),
        ("log", LogView),
        ("palette", CommandPalette),
        ("go_to", CommandPalette),
        ("about", QMessageBox),
        ("paste", PasteMessage),
        ("catalog", CatalogBrowser),
    ],
)
def test_each_dialog_opens(open_window, session_path, name, kind):
    window = open_window(session_path)
    trigger(window, name)
    shown(window, kind).close()


def test_a_file_is_asked_for_and_opened(qtbot, open_window, session_path, monkeypatch):
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(session_path), ""))
    trigger(window, "open")
    qtbot.waitUntil(lambda: window.model.total == 30)
    trigger(window, "close")
    assert window.welcome.isVisible()
    assert window.control.session is None


def test_no_file_is_no_change(open_window, monkeypatch):
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    trigger(window, "open")
    assert window.welcome.isVisible()
    assert window.banner.isHidden()


def test_the_number_of_a_call_goes_there(qtbot, window):
    trigger(window, "go_to")
    palette = shown(window, CommandPalette)
    palette.field.setText("7")
    palette.field.returnPressed.emit()
    qtbot.waitUntil(lambda: window.calls.current_id == 7)


def test_steps_go_through_the_calls(window):
    window.show_call(14)
    for name, number in (("next", 15), ("previous", 14), ("next_failed", 17), ("previous_failed", 14)):
        trigger(window, name)
        assert window.calls.current_id == number


def test_following_is_a_switch(window):
    trigger(window, "follow")
    assert window.calls.follow
    assert window.actions_by_name["follow"].isChecked()
    trigger(window, "follow")
    assert not window.calls.follow
    assert not window.actions_by_name["follow"].isChecked()


def test_theme_and_language_are_switched_and_kept(window, settings):
    wording.use("en")
    trigger(window, "theme")
    assert theme.current() is theme.DARK
    trigger(window, "language")
    assert wording.language() == "zh"
    assert window.actions_by_name["keys"].text() == "快捷键"
    settings.flush()
    assert (settings.theme, settings.language) == ("dark", "zh")


def test_what_is_chosen_in_the_settings_takes_effect(window, qapp):
    trigger(window, "settings")
    dialog = shown(window, SettingsDialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.accept()
    assert theme.current() is theme.DARK


def test_buttons_and_menus_of_qt_speak_the_same_language(qapp, settings):
    def word() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    for language, expected in (("zh", "取消"), ("en", "Cancel"), ("zh", "取消"), ("en", "Cancel")):
        settings.language = language
        dress(settings)
        assert word() == expected


def test_dressing_follows_the_system_where_nothing_is_set(qapp, tmp_path):
    dress(Settings(tmp_path / "fresh.ini"))
    assert theme.current() is theme.system_theme(qapp)
    assert wording.language() == wording.system_language()


def test_the_filter_takes_the_keyboard_and_is_cleared(qtbot, window):
    trigger(window, "filter")
    assert QApplication.focusWidget() is window.filter_bar.field
    window.filter_bar.field.setText("x")
    trigger(window, "clear_filter")
    assert window.filter_bar.field.text() == ""


def test_a_capture_records_into_a_new_session_and_stops(qtbot, open_window, settings):
    window = open_window()
    with recorded.his() as his:
        trigger(window, "capture")
        dialog = shown(window, StartCapture)
        assert (paths.user_data() / "sessions").samefile(dialog.session.text().rpartition("/")[0])
        dialog.upstream.setText(his.url)
        dialog.listen.setText(f"127.0.0.1:{free_port()}")
        dialog.accept()
        qtbot.waitUntil(lambda: window.control.capture.listening, timeout=30_000)
        assert window.actions_by_name["capture"].text() == "Stop the capture"
        assert window.calls.empty.isVisible()
        trigger(window, "capture")
        qtbot.waitUntil(lambda: not window.control.capture.running, timeout=20_000)
    assert settings.recent == [window.control.session.path]


def test_a_session_file_that_cannot_be_written_is_explained(open_window, tmp_path):
    window = open_window()
    (tmp_path / "x.hisight").write_bytes(b"not a session" * 100)
    trigger(window, "capture")
    dialog = shown(window, StartCapture)
    dialog.upstream.setText("http://his.example")
    dialog.listen.setText(str(free_port()))
    dialog.session.setText(str(tmp_path / "x.hisight"))
    dialog.accept()
    assert "x.hisight" in window.banner.text.text()
    assert not window.control.capture.running


def test_broken_profiles_are_explained(open_window):
    window = open_window()
    (paths.user_data() / "profiles.toml").write_text("[")
    trigger(window, "capture")
    assert "profiles.toml" in window.banner.text.text()


def test_the_demo_plays_in_the_window(qtbot, open_window):
    window = open_window()
    trigger(window, "demo")
    qtbot.waitUntil(lambda: window.calls.current_id > 0, timeout=40_000)
    qtbot.waitUntil(lambda: window.detail.header.sentence.isVisible(), timeout=20_000)
    assert window.calls.follow


def test_the_interface_opens_where_the_user_is_and_only_once(window, catalog, qtbot):
    window.show_call(14)
    qtbot.waitUntil(lambda: window.settled)
    trigger(window, "catalog")
    browser = shown(window, CatalogBrowser)
    assert browser.place() == Place(catalog.function("2005"), "request")
    window.detail.set_tab("request")
    window.detail.request.table.go_to("REQ/CHANNEL_ID")
    trigger(window, "catalog")
    assert browser.place().name == "CHANNEL_ID"
    assert [one for one in window.findChildren(CatalogBrowser) if one.isVisible()] == [browser]
    browser.close()
    trigger(window, "catalog")
    assert shown(window, CatalogBrowser) is not browser


def test_the_interface_follows_the_language_and_stays_where_it_was(window, catalog):
    place = Place(catalog.function("2007"), "request", "SEX", "REQ")
    window.window_actions.show_interface(place)
    trigger(window, "language")
    browser = shown(window, CatalogBrowser)
    assert browser.windowTitle().startswith("接口文档")
    assert browser.place() == place


def test_another_interface_is_shown_anew(window, catalog):
    before = window.window_actions.show_interface()
    window.control.reader = Reader(replace(catalog, title="另一份接口"))
    assert "另一份接口" in window.window_actions.show_interface().windowTitle()
    assert not before.isVisible()
