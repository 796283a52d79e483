"""F8: the calls that are held, the one that goes on first at the top, and what can be done with each."""

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import background, icons, theme
from hisight.gui.intercepting import HeldCall, Intercepting
from hisight.gui.tr import tr
from hisight.gui.views.held_strip import describe, seconds_left
from hisight.gui.views.message_view import MessageView
from hisight.reading import Reader, Reading

_TICK_MS = 250
_KEY = Qt.ItemDataRole.UserRole


class HeldCalls(QDialog):
    """Beside the list the selected message, as its receiver would read it."""

    edit_requested = Signal(object)
    """The HeldCall to edit before it goes on."""
    answer_requested = Signal(object)
    """The HeldCall to answer from here."""

    def __init__(self, intercepting: Intercepting, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("被暂停的调用", "Held calls"))
        self.resize(1080, 640)
        self._intercepting, self._reader = intercepting, reader
        self._shown = ""
        self._job: background.Job | None = None
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels([tr("调用", "Call"), tr("放行", "Goes on")])
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.itemSelectionChanged.connect(self._show_message)
        self.messages = {"request": MessageView("request"), "response": MessageView("response")}
        self._pages = QStackedWidget()
        self._nothing = QLabel(tr("没有被暂停的调用。", "Nothing is held."), alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("role", "muted")
        for page in (self._nothing, *self.messages.values()):
            self._pages.addWidget(page)
        self.resume = _button("send", tr("放行", "Resume"), "F5")
        self.edit = _button("edit", tr("编辑后放行…", "Edit and resume…"), "E")
        self.answer = _button("response", tr("由此应答…", "Answer from here…"), "A")
        self.drop = _button("trash", tr("丢弃", "Drop"), "Del")
        self.resume_all = _button("send", tr("全部放行", "Resume all"), "Shift+F8")
        self._lay_out()
        self._connect()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self._tick.start()
        self.look()
        self.table.setFocus()

    @property
    def current(self) -> HeldCall | None:
        """The selected call."""
        item = self.table.item(self.table.currentRow(), 0)
        return self._intercepting.held.get(item.data(_KEY)) if item else None

    def look(self) -> None:
        """Show what is held now; what was selected stays so."""
        held = self._intercepting.held
        known = [self.table.item(row, 0).data(_KEY) for row in range(self.table.rowCount())]
        for row in reversed(range(len(known))):
            if known[row] not in held:
                self.table.removeRow(row)
        for key, call in held.items():
            if key not in known:
                self._add(key, call)
        if self.table.rowCount() and self.table.currentRow() < 0:
            self.table.selectRow(0)
        self._count_down()
        self._show_message()

    def _add(self, key: str, call: HeldCall) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        name = QTableWidgetItem(describe(call, self._reader.catalog))
        name.setIcon(icons.icon(call.paused.direction, "warning"))
        name.setData(_KEY, key)
        self.table.setItem(row, 0, name)
        self.table.setItem(row, 1, QTableWidgetItem())

    def _count_down(self) -> None:
        for row in range(self.table.rowCount()):
            call = self._intercepting.held.get(self.table.item(row, 0).data(_KEY))
            if call:
                left = seconds_left(call)
                self.table.item(row, 1).setText(tr(f"{left} 秒后", f"in {left} s"))

    def _show_message(self) -> None:
        call = self.current
        for button in (self.resume, self.edit, self.answer, self.drop, self.resume_all):
            button.setEnabled(call is not None)
        if call is None:
            self._shown = ""
            self._pages.setCurrentWidget(self._nothing)
            return
        if call.paused.id == self._shown:
            return
        self._shown, reader = call.paused.id, self._reader
        view = self.messages[call.paused.direction]
        if self._job:
            self._job.cancel()
        self._job = background.run(
            lambda: reader.read(call.exchange), lambda read: view.show_reading(cast(Reading, read))
        )
        self._pages.setCurrentWidget(view)

    def done(self, result: int) -> None:
        """Close; what is held stays so."""
        self._tick.stop()
        if self._job:
            self._job.cancel()
        super().done(result)

    # construction

    def _lay_out(self) -> None:
        split = QSplitter(childrenCollapsible=False, handleWidth=1)
        split.addWidget(self.table)
        split.addWidget(self._pages)
        split.setSizes([400, 680])
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        buttons.setSpacing(theme.SPACE)
        for button in (self.resume, self.edit, self.answer, self.drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.resume_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        intercepting = self._intercepting
        intercepting.held_changed.connect(self.look)
        for button, deed in (
            (self.resume, lambda call: intercepting.resume(call.paused.id)),
            (self.drop, lambda call: intercepting.drop(call.paused.id)),
            (self.edit, self.edit_requested.emit),
            (self.answer, self.answer_requested.emit),
        ):
            button.clicked.connect(lambda _checked=False, deed=deed: self._do(deed))
        self.resume_all.clicked.connect(intercepting.resume_all)
        for key, button in (("E", self.edit), ("A", self.answer), ("Del", self.drop), ("Shift+F8", self.resume_all)):
            QShortcut(QKeySequence(key), self.table if len(key) == 1 else self, button.click)
        QShortcut(QKeySequence("F5"), self, self.resume.click)

    def _do(self, deed: object) -> None:
        call = self.current
        if call is not None:
            deed(call)


def _button(name: str, text: str, key: str) -> QPushButton:
    button = QPushButton(icons.icon(name), text)
    button.setToolTip(f"{text.rstrip('…')} ({key})")
    button.setAutoDefault(False)
    return button
