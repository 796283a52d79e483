"""Ctrl+P: the profiles, edited with a live test against a captured call."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from hisight import profiles
from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.dialogs.add_key import AddKey
from hisight.gui.dialogs.dropping import may_drop
from hisight.gui.dialogs.passphrase import PassphraseDialog
from hisight.gui.tr import tr
from hisight.gui.views.profile_form import ProfileForm
from hisight.gui.views.profile_list import ProfileList
from hisight.gui.views.trial_view import TrialView
from hisight.profiles import ProfileError
from hisight.profiles.drafts import Drafts
from hisight.protocol import Key
from hisight.reading.trial import Trial, try_out

_SIZE = (1080, 780)
_PAUSE_MS = 150  # after a key; then what was filled in is tried


class ProfileEditor(QDialog):
    """Writes nothing until it is saved; keys are kept at once."""

    saved = Signal()
    """The file was written."""
    keys_changed = Signal()
    """A key was added or the key file unlocked: what could not be read may be readable now."""

    def __init__(self, session: Session | None, number: int, parent: QWidget | None = None, *, name: str = "") -> None:
        """A profile is tried on call `number` of `session`; the one called `name` is shown first. Raises ProfileError."""
        drafts = Drafts.of_file()  # first: a dialog that fails to be made would stay with its parent
        super().__init__(parent)
        self.drafts = drafts
        """What was filled in."""
        self._session = session
        self._keys: dict[str, Key] = {}
        self._job: background.Job | None = None
        self.setWindowTitle(tr("配置", "Profiles"))
        self.resize(*_SIZE)
        self.list = ProfileList(self.drafts, self._likely_host)
        self.form = ProfileForm()
        self.trial = TrialView(session, number)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.save = QPushButton(icons.icon("save", "on_accent"), tr("保存", "Save"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        names = [draft.name for draft in self.drafts.all]
        self.list.show_drafts(names.index(name) if name in names else 0 if names else -1)
        self.list.list.setFocus()

    # what is filled in

    def _show_current(self) -> None:
        draft = self.list.draft
        self.form.setEnabled(draft is not None)
        self.form.show_profile(draft.name if draft else "", draft.entries if draft else {})
        self._judge()
        self._try_out()

    def _begin_to_name(self) -> None:
        self.form.name.selectAll()
        self.form.name.setFocus()

    def _take(self) -> None:
        """Something was filled in."""
        draft = self.list.draft
        if draft is not None:
            draft.name, draft.entries = self.form.name.text().strip(), self.form.entries()
            self._judge()
            self._pause.start()

    def _judge(self) -> None:
        wrong = self.list.judge()
        self._complain(wrong)
        self.save.setEnabled(not wrong)

    def _complain(self, text: str) -> None:
        self.problem.setText(text[:1].upper() + text[1:])

    def _likely_host(self) -> str:
        """The host of the call that is tried."""
        number = self.trial.number.value()
        rows = self._session.rows([number]) if self._session and number else []
        return urlsplit(rows[0].url).netloc if rows else ""

    # the test

    def _try_out(self) -> None:
        self._drop_trial()
        number, session, draft = self.trial.number.value(), self._session, self.list.draft
        if session is None or not number or draft is None:
            self.trial.show_nothing()
            return
        try:
            profile = draft.read()
        except ProfileError:  # what is wrong stands below already
            self.trial.show_nothing(wrong=True)
            return
        self._job = background.run(
            lambda: try_out(profile, session.get(number), self._fetch), self._show_trial, self._fail
        )

    def _show_trial(self, trial: Trial) -> None:
        self.trial.show_trial(trial)

    def _fail(self, error: Exception) -> None:
        self.trial.show_error(str(error))

    def _fetch(self, reference: str) -> Key:
        """A key that was found once is not asked for again with every letter that is typed."""
        if reference not in self._keys:
            self._keys[reference] = profiles.fetch_key(reference)
        return self._keys[reference]

    def _drop_trial(self) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    # keys

    def _add_key(self) -> None:
        dialog = AddKey(self.form.name.text().strip(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take_key(dialog.reference))
        dialog.open()

    def _take_key(self, reference: str) -> None:
        self._keys.pop(reference, None)
        self.form.keys.take(reference)
        self._try_out()
        self.keys_changed.emit()

    def _unlock(self) -> None:
        dialog = PassphraseDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._try_out)
        dialog.accepted.connect(self.keys_changed)
        dialog.open()

    # the end

    def accept(self) -> None:
        """Write the file; where it cannot be written that is said, and nothing is lost."""
        try:
            self.drafts.save()
        except HisightError as error:
            self._complain(str(error))
            return
        super().accept()
        self.saved.emit()

    def reject(self) -> None:
        """Close; edits are not dropped without a question."""
        if not self.drafts.changed or may_drop(self, tr("放弃对配置的修改？", "Drop the changes to the profiles?")):
            super().reject()

    def done(self, result: int) -> None:
        """Nothing that is still under way is waited for."""
        self._drop_trial()
        super().done(result)

    # construction

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_current)
        self.list.added.connect(self._begin_to_name)
        self.form.edited.connect(self._take)
        self.form.keys.add_requested.connect(self._add_key)
        self._pause.timeout.connect(self._try_out)
        self.trial.call_chosen.connect(lambda _number: self._try_out())
        self.trial.rule_offered.connect(self.form.take_rule)
        self.trial.cipher_offered.connect(self.form.take_cipher)
        self.trial.unlock_requested.connect(self._unlock)
        self.save.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save.click)

    def _lay_out(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=1)
        right.addWidget(self.form)
        right.addWidget(self.trial)
        right.setStretchFactor(0, 1)
        right.setSizes([520, 200])
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([210, 870])
        cancel = QPushButton(tr("取消", "Cancel"))
        cancel.clicked.connect(self.reject)
        self.save.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.save.setToolTip("Ctrl+Enter")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE * 3 // 2)
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.problem, 1)
        for button in (cancel, self.save):
            button.setAutoDefault(False)  # Enter belongs to the fields; Ctrl+Enter saves
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)
