"""Edit and send: a request as a form, and layer by layer beside it, with findings and SIGN as they come of it."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Exchange
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.dialogs.dropping import may_drop
from hisight.gui.dialogs.edit_outcome import EditOutcome
from hisight.gui.dialogs.save_template import SaveTemplateDialog
from hisight.gui.tr import tr
from hisight.gui.undo_keys import REDO, UNDO, UndoKeys
from hisight.gui.views.by_hand_notice import ByHandNotice
from hisight.gui.views.edit_tools import EditTools
from hisight.gui.views.layer_editors import LayerEditors
from hisight.gui.views.sign_choice import SignChoice
from hisight.gui.views.tree_table import TreeTable
from hisight.reading import Reader, Reading
from hisight.reading.lines import Line, lines
from hisight.replay.draft import Draft, Tried, refused, try_out
from hisight.replay.editing import Editing
from hisight.replay.layers import Layer, by_hand

_PAUSE_MS = 120  # after a key; then what was typed is sealed, signed and read


class EditCallDialog(QDialog):
    """Edits one request. What is shown below the editors is read from the very bytes that would be sent."""

    send_requested = Signal(object)
    """The Outgoing to send."""

    def __init__(self, exchange: Exchange, reading: Reading, reader: Reader, parent: QWidget | None = None) -> None:
        """`reading` is that of `exchange`, and has a request."""
        super().__init__(parent)
        request = reading.call.request
        assert request is not None
        self._reader = reader
        self.editing = Editing(Draft(exchange, request), reader)
        """What was edited so far."""
        self._lines: tuple[Line, ...] = ()
        self._typed: Layer | None = None
        self._wanted_path: str | None = None
        self._unread: dict[Layer, HisightError] = {}
        self._tried: Tried | None = None
        self._job: background.Job | None = None
        self.setWindowTitle(tr("编辑并发送", "Edit and send"))
        self.resize(1180, 760)
        self.target = QLineEdit(exchange.url)
        self.target.setAccessibleName(tr("目标地址", "Target"))
        self.sign = SignChoice()
        self.table = TreeTable(editable=True)
        self.tools = EditTools(self.editing, self.table)
        self.notice = ByHandNotice()
        self.layers = LayerEditors()
        self.editor = self.layers.editors["payload"]
        self.outcome = EditOutcome()
        self.template = QPushButton(icons.icon("template"), tr("存为模板…", "Save as template…"))
        self.restore = QPushButton(tr("还原", "Restore"))
        self.restore.setToolTip(tr("放弃所有修改（可撤销）", "Drop all edits (can be undone)"))
        self.send = QPushButton(icons.icon("send", "on_accent"), tr("发送", "Send"))
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.setToolTip("Ctrl+Enter")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out(reading)
        self._connect()
        self.layers.show_payload(self.editing.xml)
        self._try_out()
        self.table.setFocus()

    def _lay_out(self, reading: Reading) -> None:
        form = QWidget()
        inside = QVBoxLayout(form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.tools)
        inside.addWidget(self.table, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.split.addWidget(form)
        self.split.addWidget(self.layers)
        self.split.setSizes([680, 500])
        cancel = QPushButton(tr("取消", "Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE * 3 // 2)
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.sign)
        buttons.addStretch(1)
        for button in (self.template, self.restore, cancel, self.send):
            button.setAutoDefault(False)  # Enter belongs to the editors; Ctrl+Enter sends
            buttons.addWidget(button)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head(reading))
        layout.addWidget(self.notice)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.outcome)
        layout.addLayout(buttons)
        self._arrange(page)

    def _arrange(self, page: QWidget) -> None:
        """Put `page`, which is all there is of the editor, into the dialog."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _head(self, reading: Reading) -> QWidget:
        function = reading.function
        self.title = QLabel(
            f"{function.label}  {function.title}" if function else reading.call.fun_code or reading.call.operation
        )
        self.title.setFont(theme.title_font())
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE * 3 // 2, theme.SPACE * 2, theme.SPACE * 3 // 2)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.title)
        self._facts = QFormLayout()
        self._facts.setSpacing(theme.SPACE)
        self._add_fact(tr("目标", "Target"), self.target)
        layout.addLayout(self._facts)
        return head

    def _add_fact(self, name: str, field: QWidget) -> None:
        label = QLabel(name)
        label.setProperty("role", "muted")
        label.setBuddy(field)
        label.setMinimumHeight(field.sizeHint().height())  # in line with it
        self._facts.addRow(label, field)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._try_out)
        self.layers.edited.connect(self._note_typing)
        self.target.textChanged.connect(lambda _text: self._timer.start())
        self.sign.again.connect(lambda: self._change(self.editing.sign_again))
        self.sign.kept.connect(lambda: self._change(self.editing.keep_sign))
        self.sign.typed.connect(lambda sign: self._change(lambda: self.editing.sign_with(sign)))
        self.table.value_edited.connect(
            lambda line, value: self._change(lambda: self.editing.set_value(line, value, self._lines))
        )
        self.tools.about_to_change.connect(self._take_typing)
        self.tools.changed.connect(self._follow_tools)
        self.notice.follow_requested.connect(lambda layer: self._change(lambda: self.editing.follow_again(layer)))
        self.outcome.finding_activated.connect(lambda finding: self.table.go_to(finding.path))
        self.template.clicked.connect(self._save_template)
        self.restore.clicked.connect(lambda: self._change(self.editing.restore))
        self.send.clicked.connect(self._send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send.click)
        for every, tool in ((UNDO, self.tools.undo), (REDO, self.tools.redo)):
            for keys in every:
                QShortcut(QKeySequence(keys), self, partial(self._press, tool))
        UndoKeys(self, (*self.layers.editors.values(), self.target))

    def reject(self) -> None:
        """Close; edits are not dropped without a question."""
        self._take_typing()
        if not self.editing.edited or may_drop(self, tr("放弃对此调用的修改？", "Drop the changes to this call?")):
            super().reject()

    def done(self, result: int) -> None:
        """Nothing that is still under way is waited for."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # editing

    def _note_typing(self, layer: Layer) -> None:
        if self._typed not in (None, layer):
            self._take_typing()
        self._typed = layer
        self._timer.start()

    def _take_typing(self) -> None:
        """What stands in the editors is the draft."""
        layer, self._typed = self._typed, None
        if layer is not None:
            self._unread.pop(layer, None)
            try:
                self.editing.set_layer(layer, self.layers.editors[layer].text())
            except HisightError as error:
                self._unread[layer] = error
        self.editing.set_target(self.target.text().strip())

    def _change(self, change: Callable[[], object]) -> None:
        """Make `change`, after what was typed so far, and show the draft."""
        self._take_typing()
        change()
        self._unread.clear()
        self._show_draft()

    def _follow_tools(self, path: str) -> None:
        self._unread.clear()
        self._show_draft()
        self._wanted_path = path

    def _press(self, tool: QToolButton) -> None:
        self._take_typing()
        tool.setEnabled(True)  # what was typed a moment ago can be undone, too
        tool.click()

    def _show_draft(self) -> None:
        """Show the draft where it is edited, at once; what comes of it follows."""
        draft = self.editing.draft
        if self._job is not None:
            self._job.cancel()
        self.target.setText(draft.to or draft.exchange.url)
        if by_hand(draft) is None:
            self.layers.show_payload(self.editing.xml)
        self.tools.refresh()
        self._timer.start()

    # what comes of it

    def draft(self) -> Draft:
        """The edits so far."""
        self._take_typing()
        return self.editing.draft

    def _try_out(self) -> None:
        if self._job is not None:
            self._job.cancel()
        draft, reader = self.draft(), self._reader
        self._job = background.run(lambda: try_out(draft, reader), lambda tried: self._show(draft, cast(Tried, tried)))

    def _show(self, draft: Draft, tried: Tried) -> None:
        self._tried = tried
        if self._unread:
            tried = refused(next(iter(self._unread.values())))
        elif draft is self.editing.draft and self._typed is None:  # or it would undo what was typed meanwhile
            self.layers.show_tried(draft, tried)
        self.send.setEnabled(tried.outgoing is not None)
        self.outcome.show_tried(tried)
        self.notice.show_draft(draft)
        subject = tried.reading.subject("request") if tried.reading else None
        self.template.setEnabled(subject is not None and bool(subject.message.payload.xml))
        locked = by_hand(draft) is not None
        self.table.lock(locked=locked)
        if tried.reading is not None and subject is not None:
            self._lines = lines(subject, tried.reading.findings)
            self.table.show_lines(self._lines)
            if self._wanted_path is None:
                self._begin_in_payload()
            elif self._wanted_path:
                self.table.go_to(self._wanted_path)
            self._wanted_path = ""
            self.sign.show_choice(self.editing.signing, subject.message.envelope.get("SIGN"))
        self.sign.setEnabled(not locked and subject is not None and bool(subject.message.envelope.fields))
        self.tools.show_lines(self._lines, subject.function if subject else None, locked=locked)

    def _begin_in_payload(self) -> None:
        """Go to the first field that is worth editing; ROOT, which follows by itself, is closed."""
        payload = next((line for line in self._lines if line.path != "ROOT"), None)
        if payload is not None:
            self.table.collapse(self.table.model().index(0, 0) if len(self._lines) > 1 else QModelIndex())
            self.table.go_to((payload.children or (payload,))[0].path)
            self.table.scrollToTop()

    def _save_template(self) -> None:
        subject = self._tried.reading.subject("request") if self._tried and self._tried.reading else None
        if subject is not None:
            dialog = SaveTemplateDialog(subject, subject.message.payload.xml, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _send(self) -> None:
        # What stands in the editors counts, not what was read 120 ms ago.
        draft = self.draft()
        tried = try_out(draft, self._reader)
        self._show(draft, tried)
        if tried.outgoing is not None and not self._unread:
            self.send_requested.emit(tried.outgoing)  # who sends it closes the dialog, or keeps it open after a no
