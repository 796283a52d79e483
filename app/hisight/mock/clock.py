"""The time at the mock hospital: that of the machine, until somebody moves it, so that a lock lapses without ten minutes' wait."""

from datetime import datetime, timedelta


class Clock:
    """Goes on from where it was put."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The time, local."""
        return datetime.now() + self._ahead

    def move(self, step: timedelta) -> None:
        """Put it forward, or back."""
        self._ahead += step

    def put(self, moment: datetime) -> None:
        """Let it go on from `moment`."""
        self._ahead = moment - datetime.now()
