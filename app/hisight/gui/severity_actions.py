"""What a finding counts for: written into the profile that reads the call, and every call is read again at once."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from hisight import profiles
from hisight.capture import split_url
from hisight.checks import Finding, find_rule
from hisight.errors import HisightError
from hisight.gui.session_control import SessionControl
from hisight.profiles import Profile
from hisight.profiles.writing import add_profile
from hisight.reading import Reading
from hisight.reading.leniency_file import write_severity


class SeverityActions(QObject):
    """Changes `profiles.toml` for the session of `control`."""

    refused = Signal(object)
    """It could not be done: the error."""

    def __init__(self, control: SessionControl, window: QWidget) -> None:
        super().__init__(window)
        self._control = control
        self._window = window

    def judge(self, reading: Reading, finding: Finding, severity: str) -> None:
        """Let the rule of `finding` count for `severity` in the profile of the call; without a profile, offer to make one."""
        rule = find_rule(finding.code)
        assert rule is not None
        try:
            profile = self._profile_of(reading)
            if profile is not None:
                write_severity(profile, rule, severity)
                self._control.read_anew()
        except HisightError as error:
            self.refused.emit(error)

    def _profile_of(self, reading: Reading) -> Profile | None:
        """The profile that reads the call, or a new one; None when the user does not want one."""
        from hisight.gui.dialogs.new_profile import NewProfile

        known = profiles.load()
        if reading.leniency.profile:
            return profiles.named(reading.leniency.profile, known)
        host = split_url(reading.call.exchange.url).netloc if reading.call.exchange else ""
        dialog = NewProfile(host, [profile.name for profile in known], self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return add_profile(Profile(dialog.name.text().strip(), dialog.host.text().strip()))
