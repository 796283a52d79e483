"""What the actions about the window, its files and its pages do.

Here and elsewhere a dialog is imported when it is opened: all of them together take as long as the window itself.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from hisight import paths, profiles, version, wording
from hisight.capture import new_file
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.places import Place
from hisight.gui.report_actions import ReportActions
from hisight.gui.settings import Settings
from hisight.gui.tr import tr, translate_qt

if TYPE_CHECKING:
    from hisight.gui.dialogs.catalog_browser import CatalogBrowser
    from hisight.gui.dialogs.start_capture import StartCapture
    from hisight.gui.main_window import MainWindow


class WindowActions(QObject):
    """Acts on its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._browser: CatalogBrowser | None = None
        self.report_actions = ReportActions(window)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by their names."""
        window = self._window
        return {
            "capture": self.capture,
            "demo": self.demo,
            "open": self.open,
            "paste": self.paste,
            "close": window.control.close,
            "profiles": window.profile_actions.edit,
            "settings": self.settings,
            "quit": window.close,
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "next_failed": lambda: self._step(1, failed=True),
            "previous_failed": lambda: self._step(-1, failed=True),
            "go_to": lambda: self.palette(numbers_only=True),
            "find_next": lambda: window.detail.find_next(),
            "follow": self.follow,
            "catalog": lambda: self.show_interface(window.detail.place()),
            "palette": self.palette,
            "theme": self.switch_theme,
            "language": self.switch_language,
            "keys": self.keys,
            "log": self.log,
            "about": self.about,
            **self.report_actions.handlers(),
        }

    def capture(self) -> None:
        """Start a capture, or stop the one that runs."""
        from hisight.gui.dialogs.start_capture import StartCapture

        window, control = self._window, self._window.control
        if control.capture.running:
            control.capture.stop()
            return
        try:
            known = profiles.load()
            continued = control.session.path if control.session and not control.demo else None
            file = continued or new_file(paths.user_data() / "sessions")
        except HisightError as error:
            window.complain(error)
            return
        dialog = StartCapture(window.settings, known, file, control.profile, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._start(dialog))
        dialog.open()

    def _start(self, dialog: "StartCapture") -> None:
        assert dialog.capturing is not None
        try:
            self._window.control.start_capture(dialog.capturing, dialog.profile)
        except HisightError as error:
            self._window.complain(error)
            return
        self._window.settings.remember(dialog.capturing.session)

    def demo(self) -> None:
        """Show the demo, in place of what is open."""
        from hisight.demo import Demo

        try:
            self._window.show_demo(Demo())
        except HisightError as error:
            self._window.complain(error)

    def open(self) -> None:
        """Ask for a session file and open it."""
        session = self._window.control.session
        folder = session.path.parent if session else next(iter(self._window.settings.recent), Path.home()).parent
        kinds = tr(
            "HISight 会话和问题报告包 (*.hisight *.hisight.zip);;所有文件 (*)",
            "HISight sessions and bundles (*.hisight *.hisight.zip);;All files (*)",
        )
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("打开会话文件", "Open a session file"), str(folder), kinds
        )
        if chosen:
            self._window.try_to_open(Path(chosen))

    def paste(self, text: str = "") -> None:
        """Read one message: `text`, or what is on the clipboard."""
        from hisight.gui.dialogs.paste_message import PasteMessage

        dialog = PasteMessage(self._window.control.reader, text, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.detail.interface_requested.connect(self.show_interface)
        dialog.import_requested.connect(self._window.import_actions.bring_text)
        dialog.show()

    def show_interface(self, place: Place | None = None) -> "CatalogBrowser":
        """Open the interface at `place`, or bring it to the front."""
        from hisight.gui.dialogs.catalog_browser import CatalogBrowser

        browser, catalog = self._browser, self._window.control.reader.catalog
        if browser is not None and browser.catalog is not catalog:
            browser.close()
            browser = None
        if browser is None:
            self._browser = browser = CatalogBrowser(catalog, self._window)
            browser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            browser.request_wanted.connect(self._window.call_actions.build)
            browser.finished.connect(self._forget_browser)
        if place is not None:
            browser.show_place(place)
        browser.show()
        browser.raise_()
        browser.activateWindow()
        return browser

    def _forget_browser(self) -> None:
        self._browser = None

    def settings(self) -> None:
        """Ask for language and theme; profiles are shown, and edited in a dialog of their own."""
        from hisight.gui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._window.settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._dress)
        dialog.profiles_requested.connect(self._window.profile_actions.edit)
        dialog.open()

    def follow(self) -> None:
        """Begin or stop following new calls."""
        calls = self._window.calls
        if calls.follow:
            calls.stop_following()
        else:
            calls.begin_following()

    def palette(self, *, numbers_only: bool = False) -> None:
        """Ask what to do, or for the number of a call."""
        from hisight.gui.dialogs.command_palette import CommandPalette

        palette = CommandPalette(self._window.actions_by_name, self._window, numbers_only=numbers_only)
        palette.number_chosen.connect(self._window.show_call)
        palette.popup()

    def switch_theme(self) -> None:
        """From light to dark, and back."""
        self._window.settings.theme = "light" if theme.current().name == "dark" else "dark"
        self._dress()

    def switch_language(self) -> None:
        """From Chinese to English, and back."""
        self._window.settings.language = "en" if wording.language() == "zh" else "zh"
        self._dress()

    def keys(self) -> None:
        """Show every key that does something."""
        from hisight.gui.dialogs.key_list import KeyList

        self._show(KeyList(self._window))

    def log(self) -> None:
        """Show what the proxy has said."""
        from hisight.gui.dialogs.log_view import LogView

        self._show(LogView(self._window.control.capture, self._window))

    def about(self) -> None:
        """Say what this program is."""
        text = tr(
            "医院 HIS 与城市卫生平台接口的抓包、解读与调试工具。\n不收集任何使用数据，不自动更新。",
            "A traffic inspector and debugging proxy between hospital systems and a city health platform.\n"
            "No telemetry, no automatic updates.",
        )
        box = QMessageBox(self._window, windowTitle=tr("关于 HISight", "About HISight"), text=f"HISight {version()}")
        box.setInformativeText(text)
        box.setIconPixmap(self._window.windowIcon().pixmap(64, 64))
        box.addButton(tr("关闭", "Close"), QMessageBox.ButtonRole.AcceptRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _step(self, by: int, *, failed: bool = False) -> None:
        self._window.calls.step(by, failed=failed)

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _dress(self) -> None:
        """Put the settings into effect."""
        dress(self._window.settings)
        self._window.rebuild()
        if self._browser is not None:
            place = self._browser.place()
            self._browser.close()
            self.show_interface(place)


def dress(settings: Settings) -> None:
    """Speak and look as `settings` say."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    wording.use(settings.language or wording.system_language())  # each word that is painted asks for it
    translate_qt()
    theme.apply(application, theme.THEMES[settings.theme] if settings.theme else theme.system_theme(application))
