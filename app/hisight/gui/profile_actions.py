"""Profiles and their keys, as the window uses them: the editor, the passphrase, and reading anew what they open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from hisight.errors import HisightError
from hisight.gui.tr import tr
from hisight.profiles import Profile, key_file

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class ProfileActions(QObject):
    """Acts on its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def edit(self, name: str = "") -> None:
        """Open the editor on the profile called `name`, else on that of the current call, and test on that call."""
        from hisight.gui.dialogs.profile_editor import ProfileEditor

        window = self._window
        name = name or window.detail.profile
        try:
            editor = ProfileEditor(window.control.session, window.calls.current_id, window, name=name)
        except HisightError as error:
            window.complain(error)
            return
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(self._read_anew)
        editor.keys_changed.connect(self._read_anew)
        editor.open()

    def offer_to_unlock(self) -> None:
        """Say that keys wait for their passphrase, if some do and there is something to read with them."""
        if self._window.control.session and key_file.is_locked() and _in_file(self._window.control.reader.profiles):
            text = tr(
                "有密钥存放在加密文件中，输入口令后才能解密和验签。",
                "Some keys are in the encrypted file: its passphrase lets HISight decrypt and verify.",
            )
            self._window.banner.say("note", text, tr("解锁…", "Unlock…"), self.unlock)

    def unlock(self) -> None:
        """Ask for the passphrase, and read every call again with the keys that it opens."""
        from hisight.gui.dialogs.passphrase import PassphraseDialog

        dialog = PassphraseDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._read_anew)
        dialog.open()

    def _read_anew(self) -> None:
        try:
            self._window.control.read_anew()
        except HisightError as error:
            self._window.complain(error)


def _in_file(profiles: Sequence[Profile]) -> bool:
    return any(reference.startswith("file:") for profile in profiles for reference in profile.keys)
