"""A new call: any function of the interface, begun with a sample, an earlier call, a template or an answer, and sent."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from hisight.catalog import Function
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.tr import tr
from hisight.gui.views.function_picker import FunctionPicker
from hisight.reading import Reading, summarise
from hisight.replay import templates
from hisight.replay.beginnings import Beginning, from_earlier, from_sample, from_template, renewed
from hisight.replay.draft import Draft, refused
from hisight.replay.new_call import OPERATIONS, NewCall


class BuildRequestDialog(EditCallDialog):
    """Edits a request that nobody has sent yet; how it is carried follows the target."""

    def __init__(
        self, call: NewCall, url: str, parent: QWidget | None = None, *, begin: Beginning | None = None
    ) -> None:
        """`url` is where to at first; `begin` what to begin with, None for the sample."""
        self._call, self._own_beginning = call, begin
        self._beginnings: Sequence[Beginning] = ()
        exchange = call.to(url)
        reading = call.reader.read(exchange)
        self._hospital_id = summarise(reading).hospital_id  # that of the call that it is like
        super().__init__(exchange, reading, call.reader, parent)
        self.setWindowTitle(tr("新建调用", "New call"))
        self.resize(1360, 820)
        self.restore.setToolTip(tr("重新填充（可撤销）", "Fill it in again (can be undone)"))
        self.operation.editTextChanged.connect(lambda _text: self._timer.start())
        self.picker.chosen.connect(self._call_function)
        self.beginning.activated.connect(lambda _place: self._begin())
        self.fresh.toggled.connect(lambda _on: self._begin())
        self._show_function()

    @property
    def reading(self) -> Reading | None:
        """The request as its receiver would read it; None when it cannot be made."""
        return self._tried.reading if self._tried else None

    def draft(self) -> Draft:
        """The request as it is now, carried as its target expects."""
        self._take_typing()
        self._follow_target()
        return super().draft()

    # construction

    def _arrange(self, page: QWidget) -> None:
        self.picker = FunctionPicker(self._call.reader.catalog)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        split.addWidget(self.picker)
        split.addWidget(page)
        split.setStretchFactor(1, 1)
        split.setSizes([250, 1110])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _head(self, reading: Reading) -> QWidget:
        self.operation = QComboBox(editable=True)
        self.operation.setAccessibleName(tr("操作", "Operation"))
        self.operation.setMinimumWidth(theme.SPACE * 22)
        self.like = QLabel()
        self.like.setProperty("role", "muted")
        self.beginning = QComboBox()
        self.beginning.setAccessibleName(tr("填充自", "Filled from"))
        self.beginning.setMinimumWidth(theme.SPACE * 40)
        self.fresh = QCheckBox(tr("换新的编号和时间", "New numbers and times"))
        self.fresh.setChecked(True)
        self.fresh.setToolTip(
            tr("重复的锁号或订单号会被拒绝", "A lock or an order with a number that was used is refused")
        )
        head = super()._head(reading)
        self._add_fact(tr("操作", "Operation"), _row(self.operation, self.like))
        self._add_fact(tr("填充自", "Filled from"), _row(self.beginning, self.fresh))
        return head

    # what is called, and what it begins with

    def _call_function(self, function: Function) -> None:
        """Call another function; what was filled in for the one before is dropped."""
        self._call, self._own_beginning = replace(self._call, function=function), None
        with suppress(HisightError):  # an incomplete target is told by the outcome
            exchange = self._call.to(self.target.text().strip())
            request = self._reader.read(exchange).call.request
            assert request is not None
            self.editing.restart(Draft(exchange, request, ""))
            self._show_function()

    def _show_function(self) -> None:
        function = self._call.function
        self.title.setText(f"{function.label}  {function.title}")
        self.picker.show_function(function)
        before = self.operation.blockSignals(True)  # noqa: FBT003 - Qt's
        self.operation.clear()
        self.operation.addItems(list(dict.fromkeys((function.name, *OPERATIONS))))
        self.operation.blockSignals(before)
        self._show_operation()
        self._say_what_it_is_like()
        own = [self._own_beginning] if self._own_beginning else []
        kept, _wrong = templates.load_all(self._reader)
        of_function = (one for one in kept if self._reader.catalog.function(one.fun_code) is function)
        self._beginnings = (
            *own,
            from_sample(self._call, self._hospital_id),
            *from_earlier(self._call),
            *(from_template(one) for one in of_function),
        )
        self.beginning.clear()
        self.beginning.addItems([str(one.words) for one in self._beginnings])
        self._begin()
        self.editing.restart(self.editing.draft)

    def _begin(self) -> None:
        """Fill the request with what is chosen."""
        begin = self._beginnings[max(self.beginning.currentIndex(), 0)]
        self.fresh.setVisible(begin.ages)
        try:
            xml = begin.make()
        except HisightError as error:
            self.outcome.show_tried(refused(error))
            return
        if begin.ages and self.fresh.isChecked():
            xml = renewed(xml, self._call.function)
        self._take_typing()
        self._wanted_path = None
        self.editing.begin_with(replace(self.editing.draft, xml=xml, root=None, soap=None, body=None))
        self._show_draft()

    # how it is carried

    def _follow_target(self) -> None:
        """Carry the request as the peer at another target does, or call another operation."""
        draft = self.editing.draft
        url, operation = self.target.text().strip(), self.operation.currentText().strip()
        host, carried = _host(url), draft.request.transport.operation
        other_host = bool(host) and host != _host(draft.exchange.url)
        other_operation = self.operation.isEnabled() and bool(operation) and operation != carried
        if not (other_host or other_operation):
            return
        with suppress(HisightError):  # what is wrong with the target is told by the outcome
            exchange = self._call.to(url if host else draft.exchange.url, operation if other_operation else "")
            request = self._reader.read(exchange).call.request
            assert request is not None
            self.editing.carried_by(exchange, request)
        self._show_operation()
        self._say_what_it_is_like()

    def _show_operation(self) -> None:
        operation = self.editing.draft.request.transport.operation
        before = self.operation.blockSignals(True)  # noqa: FBT003 - Qt's
        self.operation.setEnabled(bool(operation))
        self.operation.setEditText(operation)
        self.operation.blockSignals(before)

    def _say_what_it_is_like(self) -> None:
        number = self.editing.draft.exchange.parent
        if number is not None:
            text = tr(f"编码与传输同 {number} 号调用", f"Encoded and carried like call {number}")
        else:
            text = tr("此主机尚无调用：SOAP 1.1", "No call to this host yet: SOAP 1.1")
        self.like.setText(text)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return row


def _host(url: str) -> str:
    """`host:port` of a complete URL; empty for any other text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") and parts.hostname else ""
