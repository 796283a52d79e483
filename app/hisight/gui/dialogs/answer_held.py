"""Answer a held call from here, or edit the answer that is held: begin with what came, the interface, a recorded call or a refusal."""

from datetime import datetime
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Exchange, Session
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.dialogs.edit_outcome import EditOutcome
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.intercept import answering
from hisight.intercept.answering import Content, Reply
from hisight.protocol import Message
from hisight.reading import Reader, Reading
from hisight.reading.indented import indented
from hisight.replay.draft import Tried
from hisight.wording import NOTHING, Words

_PAUSE_MS = 120
_MOST_OFFERED = 12  # recorded calls


class AnswerHeld(QDialog):
    """What is shown below the payload is read from the very bytes that would be sent."""

    answered = Signal(object)
    """The Reply to send."""

    def __init__(
        self,
        held: Exchange,
        reading: Reading,
        reader: Reader,
        session: Session,
        countdown: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """`held` is the call as far as it has come, `reading` that of it; calls of `session` show how its peer answers.

        `countdown` says how long it is held.
        """
        super().__init__(parent)
        request = reading.call.request
        assert request is not None
        self._held, self._request, self._reader, self._session = held, request, reader, session
        self._function, self._answer = reading.function, reading.call.response
        self._like = self._answer or answering.template(session, reader, request, reading.call.fun_code)
        self._job: background.Job | None = None
        edits = self._answer is not None
        title = (tr("由 HISight 应答", "Answer from here"), tr("编辑被暂停的应答", "Edit the held answer"))[edits]
        self.setWindowTitle(title)
        self.resize(980, 720)
        self.source = QComboBox()
        self.code = QComboBox(editable=True)
        self.code.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.message = QLineEdit()
        self.keep_sign = QCheckBox(tr("保留原 SIGN，不重新签名", "Keep SIGN as it is"))
        self.keep_sign.setVisible(edits)
        self.editor = CodeView(tr("业务参数 XML", "Payload XML"), editable=True)
        self.outcome = EditOutcome("response")
        does = (tr("应答", "Answer"), tr("放行", "Resume"))[edits]
        self.send = QPushButton(icons.icon("send", "on_accent"), does)
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.setToolTip("Ctrl+Enter")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._offer(reading)
        self._lay_out(reading, countdown)
        self._connect()
        self._begin_with(0)
        self.source.setFocus()

    def content(self) -> Content:
        """What is to be said."""
        code = self.code.currentText().strip().partition(" ")[0]
        return Content(code, self.message.text(), self.editor.text())

    def done(self, result: int) -> None:
        """Nothing that is still under way is waited for."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # construction

    def _offer(self, reading: Reading) -> None:
        """What to begin with, and which codes there are."""
        catalog, function = self._reader.catalog, self._function
        if self._answer is not None:
            self.source.addItem(tr("收到的应答", "the answer that came"), answering.content_of(self._answer))
        if function is not None:
            sample = answering.sample(catalog, function, datetime.now())
            self.source.addItem(tr("接口示例", "the interface's sample"), sample)
        rows = answering.recorded(self._session, reading.call.fun_code)
        for row, _ in zip(rows, range(_MOST_OFFERED), strict=False):
            code = row.summary.return_code if row.summary else ""
            at = f"{datetime.fromtimestamp(row.started):%H:%M:%S}"
            says = tr(f"#{row.id} 的应答（{at}，返回码 {code}）", f"the answer of #{row.id} ({at}, code {code})")
            self.source.addItem(says, row.id)
        codes = {**catalog.return_codes, **(function.return_codes if function else {})}
        for code, meaning in ({"0": ""} | codes).items():
            self.code.addItem(f"{code} {meaning}".strip(), code)
        if not self.source.count():
            self.source.addItem(tr("空应答", "an empty answer"), Content())

    def _lay_out(self, reading: Reading, countdown: QWidget) -> None:
        function = self._function
        title = QLabel(f"{function.label}  {function.title}" if function else reading.call.fun_code)
        title.setFont(theme.title_font())
        form = QFormLayout()
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setVerticalSpacing(theme.SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("自动放行", "Goes on"), countdown)
        form.addRow(tr("以此为起点", "Begin with"), self.source)
        form.addRow("RETURN_CODE", self.code)
        form.addRow("RETURN_MSG", self.message)
        top = QVBoxLayout()
        top.setContentsMargins(2 * theme.SPACE, theme.SPACE * 3 // 2, 2 * theme.SPACE, theme.SPACE)
        top.setSpacing(theme.SPACE)
        top.addWidget(title)
        top.addLayout(form)
        cancel = QPushButton(tr("取消", "Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE * 3 // 2)
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.keep_sign)
        buttons.addStretch(1)
        for button in (cancel, self.send):
            button.setAutoDefault(False)  # Enter belongs to the editor
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.outcome)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._try_out)
        self.source.activated.connect(self._begin_with)
        self.code.activated.connect(self._take_code)
        for changed in (self.code.editTextChanged, self.message.textChanged, self.editor.textChanged):
            changed.connect(lambda *_: self._timer.start())
        self.keep_sign.toggled.connect(self._timer.start)
        self.send.clicked.connect(self._send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send.click)

    # what is said

    def _begin_with(self, at: int) -> None:
        chosen = self.source.itemData(at)
        if isinstance(chosen, int):
            answer = self._reader.read(self._session.get(chosen)).call.response
            chosen = answering.content_of(answer) if answer else Content()
        self._show(cast(Content, chosen))

    def _take_code(self, at: int) -> None:
        """Another code: its published message; and a refusal has no payload."""
        code = str(self.code.itemData(at))
        refusal = answering.refusal(self._reader.catalog, self._function, code)
        self._show(Content(code, refusal.return_msg, self.editor.text() if code == "0" else ""))

    def _show(self, content: Content) -> None:
        at = self.code.findData(content.return_code)
        self.code.setCurrentIndex(at)
        if at < 0:
            self.code.setEditText(content.return_code)
        self.message.setText(content.return_msg)
        known = self._answer is not None and content.xml == self._answer.payload.xml
        self.editor.show_text(content.xml if known else indented(content.xml))
        self._timer.start()

    # what comes of it

    def _reply(self) -> Reply:
        return answering.sealed(self._request, self.content(), self._like, resign=not self.keep_sign.isChecked())

    def _try_out(self) -> None:
        if self._job is not None:
            self._job.cancel()
        held, reader, request, like = self._held, self._reader, self._request, self._like
        content, resign = self.content(), not self.keep_sign.isChecked()
        self._job = background.run(
            lambda: _tried(held, reader, request, like, content, resign=resign), self._show_tried
        )

    def _show_tried(self, result: object) -> None:
        reading, problem = cast("tuple[Reading | None, Words]", result)
        self.send.setEnabled(reading is not None)
        self.outcome.show_tried(Tried(None, reading, problem))

    def _send(self) -> None:
        try:
            reply = self._reply()
        except HisightError as error:
            self.outcome.show_tried(Tried(None, None, error.what))
            return
        self.answered.emit(reply)  # who sends it closes the dialog, or keeps it open when it is too late


def _tried(
    held: Exchange, reader: Reader, request: Message, like: Message | None, content: Content, *, resign: bool
) -> tuple[Reading | None, Words]:
    """The call with this answer as the platform reads it, or why it cannot be made."""
    try:
        reply = answering.sealed(request, content, like, resign=resign)
    except HisightError as error:
        return None, error.what
    return reader.read(answering.as_exchange(held, reply)), NOTHING
