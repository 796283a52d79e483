"""Build a request: one of the catalog, to be filled in, checked while one types, copied, or sealed for a peer and sent."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from hisight.gui import theme
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.tr import tr
from hisight.reading import Reading, summarise
from hisight.replay.compose import compose_request
from hisight.replay.draft import Draft
from hisight.replay.new_call import OPERATIONS, NewCall


class BuildRequestDialog(EditCallDialog):
    """Edits a request that nobody has sent yet; how it is carried follows the target."""

    def __init__(self, call: NewCall, url: str, parent: QWidget | None = None) -> None:
        """`url` is where to at first."""
        self._call = call
        exchange = call.to(url)
        reading = call.reader.read(exchange)
        super().__init__(exchange, reading, call.reader, parent)
        self.setWindowTitle(tr("构造请求", "Build a request"))
        self.editor.setReadOnly(False)  # the payload of the call that it is like may have been unreadable
        hospital_id = summarise(reading).hospital_id  # that of the call that it is like
        self.editor.show_text(compose_request(call.reader.catalog, call.function, datetime.now(), hospital_id))
        self._untouched = self.editor.text()
        self.operation.editTextChanged.connect(self._timer.start)
        self._say_what_it_is_like()

    @property
    def reading(self) -> Reading | None:
        """The request as its receiver would read it; None when it cannot be made."""
        return self._tried.reading if self._tried else None

    def draft(self) -> Draft:
        """The request as it is now, carried as its target expects."""
        self._follow_target()
        return replace(super().draft(), xml=self.editor.text())

    def _head(self, reading: Reading) -> QWidget:
        self.operation = QComboBox(editable=True)
        self.operation.setAccessibleName(tr("操作", "Operation"))
        self.operation.addItems(list(dict.fromkeys((self._call.function.name, *OPERATIONS))))
        self.operation.setMinimumWidth(theme.SPACE * 22)
        self.like = QLabel()
        self.like.setProperty("role", "muted")
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.operation)
        layout.addWidget(self.like, 1)
        head = super()._head(reading)
        self._add_fact(tr("操作", "Operation"), row)
        self._show_operation()
        return head

    def _follow_target(self) -> None:
        """Carry the request as the peer at another target does, or call another operation."""
        url, operation = self.target.text().strip(), self.operation.currentText().strip()
        host = _host(url)
        other_host = bool(host) and host != _host(self._exchange.url)
        other_operation = (
            self.operation.isEnabled() and bool(operation) and operation != self._request.transport.operation
        )
        if not (other_host or other_operation):
            return
        self._exchange = self._call.to(url if host else self._exchange.url, operation if other_operation else "")
        request = self._reader.read(self._exchange).call.request
        assert request is not None
        self._request = request
        self._show_operation()
        self._say_what_it_is_like()

    def _show_operation(self) -> None:
        operation = self._request.transport.operation
        before = self.operation.blockSignals(True)  # noqa: FBT003 - Qt's
        self.operation.setEnabled(bool(operation))
        self.operation.setEditText(operation)
        self.operation.blockSignals(before)

    def _say_what_it_is_like(self) -> None:
        number = self._exchange.parent
        if self._call.session is None:
            text = tr("没有打开会话：可以复制，不能发送", "No session is open: it can be copied, not sent")
        elif number is None:
            text = tr("此主机尚无调用：SOAP 1.1", "No call to this host yet: SOAP 1.1")
        else:
            text = tr(f"编码与传输同 {number} 号调用", f"Encoded and carried like call {number}")
        self.like.setText(text)

    def _show(self, result: object) -> None:
        super()._show(result)
        if self._call.session is None:
            self.send.setEnabled(False)


def _host(url: str) -> str:
    """`host:port` of a complete URL; empty for any other text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") and parts.hostname else ""
