"""Edit and send: the request's payload as fields and as XML side by side, with findings and SIGN as they come of it."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
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
from hisight.gui import background, copying, icons, theme
from hisight.gui.dialogs.edit_outcome import EditOutcome
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.tree_table import TreeTable
from hisight.reading import Reader, Reading
from hisight.reading.indented import indented
from hisight.reading.lines import Line, lines
from hisight.replay import set_value
from hisight.replay.draft import Draft, Tried, try_out
from hisight.replay.structure import add_element, remove_element

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
        self._exchange, self._request, self._reader = exchange, request, reader
        self._fields: dict[str, str] = {}
        self._lines: tuple[Line, ...] = ()
        self._tried: Tried | None = None
        self._job: background.Job | None = None
        self.setWindowTitle(tr("编辑并发送", "Edit and send"))
        self.resize(1080, 720)
        self.target = QLineEdit(exchange.url)
        self.target.setAccessibleName(tr("目标地址", "Target"))
        self.keep_sign = QCheckBox(tr("保留原 SIGN，不重新签名", "Keep SIGN as it is"))
        self.table = TreeTable(editable=True)
        self.editor = CodeView(tr("业务参数 XML", "Payload XML"), editable=True)
        self.editor.show_text(request.payload.xml)
        self._untouched = self.editor.text()
        self.editor.setReadOnly(request.payload.state == "unreadable")  # only now: what is to be read may be cut short
        self.outcome = EditOutcome()
        self.send = QPushButton(icons.icon("send", "on_accent"), tr("发送", "Send"))
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.setToolTip("Ctrl+Enter")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out(reading)
        self._connect()
        self._try_out()
        self.table.setFocus()

    def _lay_out(self, reading: Reading) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head(reading))
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        split.addWidget(self.table)
        split.addWidget(self._editor_side())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([640, 440])
        layout.addWidget(split, 1)
        layout.addWidget(self.outcome)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE * 3 // 2)
        cancel = QPushButton(tr("取消", "Cancel"))
        cancel.clicked.connect(self.reject)
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.keep_sign)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.send)
        for button in (cancel, self.send):
            button.setAutoDefault(False)  # Enter belongs to the editors; Ctrl+Enter sends
        layout.addLayout(buttons)

    def _head(self, reading: Reading) -> QWidget:
        function = reading.function
        title = QLabel(
            f"{function.label}  {function.title}" if function else reading.call.fun_code or reading.call.operation
        )
        title.setFont(theme.title_font())
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE * 3 // 2, theme.SPACE * 2, theme.SPACE * 3 // 2)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(title)
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

    def _editor_side(self) -> QWidget:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE // 2)
        title = QLabel(tr("业务参数", "Payload"))
        title.setProperty("role", "muted")
        if self.editor.isReadOnly():
            title.setText(tr("业务参数无法解密，不能编辑", "The payload cannot be decrypted, nor edited"))
        layout_button = QToolButton(text=tr("缩进", "Indent"))
        layout_button.setToolTip(
            tr("每个节点一行；改变的空白也会被发送", "One element a line; the blanks are sent, too")
        )
        layout_button.clicked.connect(lambda: self.editor.replace_text(indented(self.editor.text())))
        copy = QToolButton(text=tr("复制", "Copy"))
        copy.setToolTip(tr("复制业务参数 XML", "Copy the payload XML"))
        copy.clicked.connect(lambda: copying.copy(self.editor.text()))
        restore = QToolButton(text=tr("还原", "Restore"))
        restore.setToolTip(tr("放弃所有修改", "Drop all edits"))
        restore.clicked.connect(self._restore)
        bar.addWidget(title)
        bar.addStretch(1)
        for button in (copy, layout_button, restore):
            button.setEnabled(button is copy or not self.editor.isReadOnly())
            bar.addWidget(button)
        side = QFrame()
        side.setProperty("panel", True)  # noqa: FBT003 - Qt's
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.editor, 1)
        return side

    def _connect(self) -> None:
        self._timer.timeout.connect(self._try_out)
        self.editor.textChanged.connect(self._timer.start)
        self.target.textChanged.connect(self._timer.start)
        self.keep_sign.toggled.connect(self._timer.start)
        self.table.value_edited.connect(self._set_value)
        self.table.removal_requested.connect(self._remove)
        self.outcome.finding_activated.connect(lambda finding: self.table.go_to(finding.path))
        self.send.clicked.connect(self._send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send.click)

    def done(self, result: int) -> None:
        """Nothing that is still under way is waited for."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # editing

    def _set_value(self, line: Line, value: str) -> None:
        if line.kind == "envelope":
            self._fields[line.name] = value
            self._timer.start()
            return
        xml = self.editor.text()
        try:
            if line.kind == "missing":
                parent, after = _place(self._lines, line)
                xml = add_element(xml, parent, line.name, value, after)
            else:
                xml = set_value(xml, line.path, value)
        except (HisightError, LookupError):
            self._timer.start()  # the XML was edited meanwhile: the table follows it
            return
        self.editor.replace_text(xml)

    def _remove(self, line: Line) -> None:
        try:
            self.editor.replace_text(remove_element(self.editor.text(), line.path))
        except LookupError:
            self._timer.start()

    def _restore(self) -> None:
        self._fields.clear()
        self.target.setText(self._exchange.url)
        self.keep_sign.setChecked(False)
        self.editor.replace_text(self._untouched)
        self._timer.start()

    # what comes of it

    def draft(self) -> Draft:
        """The edits so far."""
        text = self.editor.text()
        target = self.target.text().strip()
        return Draft(
            exchange=self._exchange,
            request=self._request,
            xml=None if text == self._untouched else text,
            fields=dict(self._fields),
            to="" if target == self._exchange.url else target,
            resign=not self.keep_sign.isChecked(),
        )

    def _try_out(self) -> None:
        if self._job is not None:
            self._job.cancel()
        draft, reader = self.draft(), self._reader
        self._job = background.run(lambda: try_out(draft, reader), self._show)

    def _show(self, result: object) -> None:
        self._tried = tried = cast(Tried, result)
        self.send.setEnabled(tried.outgoing is not None)
        self.outcome.show_tried(tried)
        subject = tried.reading.subject("request") if tried.reading else None
        if tried.reading is not None and subject is not None:
            self._lines = lines(subject, tried.reading.findings)
            self.table.show_lines(self._lines)

    def _send(self) -> None:
        # What stands in the editors counts, not what was read 120 ms ago.
        tried = try_out(self.draft(), self._reader)
        self._show(tried)
        if tried.outgoing is not None:
            self.send_requested.emit(tried.outgoing)  # who sends it closes the dialog, or keeps it open after a no


def _place(tops: tuple[Line, ...], missing: Line) -> tuple[str, str]:
    """Where a missing field belongs: the path of its group, and of the element before it (empty: it is the first)."""
    for group in _walk(tops):
        after = ""
        for line in group.children:
            if line is missing or line.path == missing.path:
                return group.path, after
            if line.kind != "missing":
                after = line.path
    return missing.path.rpartition("/")[0], ""


def _walk(tops: tuple[Line, ...]) -> Iterator[Line]:
    for top in tops:
        yield from top.walk()
