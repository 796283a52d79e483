"""Keeps the strip of functions up to date: what is new is counted in a thread, and never more than a tenth of the time."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from hisight.capture.statistics import FunctionStatistics, Tally
from hisight.gui import background

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow

_PAUSE_MS = 500
_SHARE = 10  # times as long as the last count took, it rests


class FunctionStatisticsFeed(QObject):
    """Acts on its window. While the strip is closed, nothing is counted."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._tally = Tally()
        self._counted: object = None
        self._seen: object = None
        self._job: background.Job | None = None
        self._due = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._count_if_due)
        window.model.counted.connect(self._on_counted)
        window.control.summarised.connect(self.forget)

    def wire_views(self) -> None:
        """Listen to the panes, which were made anew."""
        strip = self._window.workspace.strip
        strip.unfolded.connect(self._unfold)
        strip.chosen.connect(self._toggle)
        strip.unfold(self._window.settings.shows_statistics)

    def toggle(self) -> None:
        """Open or close the strip."""
        strip = self._window.workspace.strip
        strip.unfold(not strip.is_open)
        if strip.is_open:
            strip.table.setFocus()

    def forget(self, numbers: Sequence[int]) -> None:
        """These calls were read anew, or noted: where they were counted before, all are counted again."""
        if any(number <= self._tally.last for number in numbers):
            self._counted = None
        self.count()

    def count(self) -> None:
        """There may be something new to count: now, or when the pause is over."""
        self._due = True
        if not self._rest.isActive():
            self._count_if_due()

    def _on_counted(self) -> None:
        """The list was looked at: that alone is nothing new."""
        model = self._window.model
        state = (model.session, model.filter, model.total)
        if state != self._seen:
            self._seen = state
            self.count()

    def _count_if_due(self) -> None:
        session, chosen = self._window.control.session, self._window.model.filter
        if not self._due or session is None or not self._window.workspace.strip.is_open:
            return
        if self._counted != (session.path, chosen):
            self._drop()
            self._tally, self._counted = Tally(), (session.path, chosen)
        if self._job is not None:
            return
        self._due = False
        tally, began = self._tally, time.monotonic()

        def show(result: object) -> None:
            self._job = None
            self._window.workspace.strip.show_statistics(cast(list[FunctionStatistics], result))
            self._rest.start(max(_PAUSE_MS, round((time.monotonic() - began) * 1000 * _SHARE)))

        def give_up(error: Exception) -> None:
            self._job = None
            self._window.complain(error)

        self._job = background.run(lambda: session.statistics(chosen, tally), show, give_up)

    def _drop(self) -> None:
        if self._job:
            self._job.cancel()
        self._job = None

    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 - called by FunctionStrip.unfolded
        self._window.settings.shows_statistics = is_open
        self._counted = None
        self.count()

    def _toggle(self, one: FunctionStatistics) -> None:
        self._window.filter_actions.toggle("fun", one.fun_code or one.function)
