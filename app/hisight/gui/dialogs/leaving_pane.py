"""What would leave, before it does: the patient values field by field, and one call as it would go; looked for off the GUI thread."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.export.departure import CancelledError, Departure
from hisight.export.policy_file import policy_called
from hisight.gui import background
from hisight.gui.leaving_sample import LeavingSample, sample
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.leaving_preview import LeavingPreview
from hisight.privacy import KEEP_EVERYTHING, LeavingField, PatientValues, Policy, Treatment, preview
from hisight.reading import Reader


class LeavingPane(QWidget):
    """Shows what becomes of the calls that are chosen, under the policy that is."""

    failed = Signal(Exception)
    """It could not be found out, and why."""
    changed = Signal()
    """The user wants something else for a field."""

    def __init__(self, path: Path, reader: Reader, parent: QWidget | None = None) -> None:
        """`path` is that of the session, whose calls `reader` reads."""
        super().__init__(parent)
        self._path, self._reader = path, reader
        self._ids: Sequence[int] = ()
        self._scrubbed, self._name = True, ""
        self._chosen: dict[str, Treatment] = {}
        self._values: PatientValues | None = None
        self._treating = threading.Lock()
        self._looks = 0
        self._jobs: dict[str, background.Job] = {}
        self.fields = LeavingPreview()
        self.fields.chosen.connect(self._choose)
        self.sample = CodeView(tr("离开时的样子", "As it leaves"))
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.addTab(self.fields, tr("患者信息", "Patient data"))
        self.tabs.addTab(self.sample, tr("离开时的样子", "As it leaves"))
        self.tabs.currentChanged.connect(lambda _index: self._show_sample())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def policy(self) -> Policy | None:
        """What was chosen; None when patient data is kept. Raises HisightError for a policy that cannot be read."""
        if not self._scrubbed:
            return None
        policy = policy_called(self._name)
        for field, treatment in self._chosen.items():
            policy = policy.choosing(field, treatment)
        return policy

    def look(self, ids: Sequence[int]) -> None:
        """Look for patient data in the calls `ids`; what an earlier look finds counts no more."""
        self._ids, self._values = ids, None
        self._looks += 1
        this, path, reader = self._looks, self._path, self._reader
        self.fields.show_waiting()

        def work() -> object:
            with Session.open(path) as own:
                return Departure(own, ids, reader, cancelled=lambda: this != self._looks).values

        self._run("look", work, self._found)
        self._show_sample()

    def treat(self, name: str, *, scrubbed: bool) -> None:
        """Show what the policy called `name` makes of it, or that without `scrubbed` everything leaves as it is."""
        if name != self._name:
            self._chosen = {}
        self._name, self._scrubbed = name, scrubbed
        self._show_fields()
        self._show_sample()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._looks += 1
        for job in self._jobs.values():
            job.cancel()

    def _run(self, what: str, work: Callable[[], object], done: Callable[[object], None]) -> None:
        if what in self._jobs:
            self._jobs[what].cancel()
        self._jobs[what] = background.run(work, done, self._complain)

    def _complain(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self.failed.emit(error)

    def _found(self, values: object) -> None:
        self._values = cast(PatientValues, values)
        self._show_fields()

    def _show_fields(self) -> None:
        values, scrubbed = self._values, self._scrubbed
        if values is None:
            return
        try:
            policy = self.policy() or KEEP_EVERYTHING
        except HisightError as error:
            self.failed.emit(error)
            return

        def work() -> object:
            with self._treating:
                return preview(values, policy)

        def show(fields: object) -> None:
            self.fields.show_fields(cast(Sequence[LeavingField], fields), scrubbed=scrubbed)

        self._run("fields", work, show)

    def _choose(self, field: str, treatment: str) -> None:
        self._chosen[field] = cast(Treatment, treatment)
        self._show_fields()
        self._show_sample()
        self.changed.emit()

    def _show_sample(self) -> None:
        if self.tabs.currentWidget() is not self.sample or not self._ids:
            return
        try:
            policy = self.policy()
        except HisightError as error:
            self.failed.emit(error)
            return
        path, number, reader = self._path, self._ids[0], self._reader
        self.sample.show_text(tr("正在准备…", "Getting it ready…"), "text")
        self._run("sample", lambda: sample(path, number, reader, policy), self._show_call)

    def _show_call(self, found: object) -> None:
        call = cast(LeavingSample, found)
        self.sample.show_text(call.text)
        self.sample.mark(call.marks)
