"""The bell by which whoever hears of new calls wakes whoever reads them, in another thread."""

import threading


class Bell:
    """Tells `follow` that there may be something new, and that nothing more will come."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self.ended = False
        """True once nothing more will come."""

    def ring(self) -> None:
        """There may be something new."""
        self._rung.set()

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Wait for a ring, at most `seconds`."""
        self._rung.wait(seconds)
        self._rung.clear()
