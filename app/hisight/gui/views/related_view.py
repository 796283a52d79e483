"""The Related tab: the calls of the session that share a business key with this one, on a time line."""

import html
from datetime import datetime
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.tr import tr
from hisight.reading import Reading
from hisight.reading.related import KINDS, BusinessKey, Related, business_keys, related

_FUNCTION, _SHARES = 3, 5
_WIDTHS = {0: 52, 1: 104, 2: 84, 4: 76}  # of the other columns, in logical pixels
_MOST_NAMED = 2  # keys in a cell; the others are counted, and named in its tool tip
_EXCHANGE = Qt.ItemDataRole.UserRole


class RelatedView(QWidget):
    """Looks the related calls up when it is shown, in a thread."""

    select_requested = Signal(int)
    """The number of the exchange to go to."""
    filter_requested = Signal(str, str, str)
    """Filter the list: a `Wish`, the name of a field, its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._reading: Reading | None = None
        self._stale = False
        self._job: background.Job | None = None
        self.keys = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.keys.setProperty("role", "muted")
        self.keys.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        self.keys.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.keys.linkActivated.connect(self._ask_for_key)
        self.list = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        self.list.setAccessibleName(tr("相关调用", "Related calls"))
        self.list.setHeaderLabels(
            [
                "#",
                tr("时间", "Time"),
                tr("间隔", "After"),
                tr("功能", "Function"),
                tr("返回码", "Code"),
                tr("共有", "Shares"),
            ]
        )
        self.list.header().setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(_FUNCTION, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(_SHARES, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemActivated.connect(lambda item: self.select_requested.emit(item.data(0, _EXCHANGE)))
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._nothing.setProperty("role", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.keys)
        layout.addWidget(self._stack, 1)

    def set_session(self, session: Session | None) -> None:
        """Look in `session` from now on."""
        self._session = session

    def show_reading(self, reading: Reading) -> None:
        """Show what belongs to `reading`."""
        self._reading = reading
        self._stale = True
        if self.isVisible():
            self._look_up()

    def showEvent(self, event: object) -> None:
        """Only what is looked at is looked up."""
        super().showEvent(event)
        if self._stale:
            self._look_up()

    def _look_up(self) -> None:
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        session, reading = self._session, self._reading
        if reading is None:
            return
        keys = business_keys(reading)
        self.keys.setText("&nbsp;&nbsp;&nbsp; ".join(_key_text(place, key) for place, key in enumerate(keys)))
        self.keys.setVisible(bool(keys))
        if session is None:
            self._say(tr("没有会话。", "There is no session."))
            return
        self.list.clear()
        self._job = background.run(lambda: related(session, reading), self._show, self._failed, self._busy)

    def _ask_for_key(self, place: str) -> None:
        """A key was pressed: every call that has it."""
        assert self._reading is not None
        key = business_keys(self._reading)[int(place)]
        self.filter_requested.emit("every", key.name, key.value)

    def _show(self, result: object) -> None:
        found = cast(list[Related], result)
        this = self._reading.call.exchange if self._reading else None
        if this is None or len(found) <= 1:
            self._say(tr("没有其他调用与它有相同的业务键（锁号、订单、病人、收据）。",
                         "No other call shares a business key (lock, order, patient, receipt) with this one."))  # fmt: skip
            return
        self.list.clear()
        for one in found:
            self.list.addTopLevelItem(_item(one, this.id, this.started))
        for column, width in _WIDTHS.items():
            self.list.setColumnWidth(column, width)
        self._stack.setCurrentWidget(self.list)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, HisightError):
            raise error
        self._say(str(error))

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - called by background.run
        if busy:
            self._say(tr("正在查找…", "Looking…"))

    def _say(self, text: str) -> None:
        self._nothing.setText(text)
        self._stack.setCurrentWidget(self._nothing)


def _item(one: Related, this: int, started: float) -> QTreeWidgetItem:
    row, summary = one.row, one.row.summary
    function = f"{summary.fun_code} {summary.function} {summary.title}".strip() if summary else row.url
    shared = [key.name for key in one.shared]
    more = [f"+{len(shared) - _MOST_NAMED}"] if len(shared) > _MOST_NAMED else []
    named = [tr("重放", "replay")] * one.replay + shared[:_MOST_NAMED] + more
    here = row.id == this
    cells = (
        str(row.id),
        f"{datetime.fromtimestamp(row.started):%H:%M:%S.%f}"[:-3] if row.started else "–",
        tr("本调用", "this call") if here else f"{row.started - started:+,.1f} s" if row.started and started else "",
        function,
        (summary.return_code if summary else "") or "–",
        "  ".join(named) if not here else "",
    )
    item = QTreeWidgetItem(list(cells))
    item.setData(0, _EXCHANGE, row.id)
    failed = bool(row.error) or (summary is not None and (summary.failed or summary.severity == "error"))
    item.setIcon(4, icons.icon("error", "error") if failed else icons.icon("check", "ok"))
    if summary:
        item.setToolTip(3, tr(summary.verdict_zh, summary.verdict_en))
    item.setToolTip(_SHARES, "\n".join(shared))
    item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
    for column in range(len(cells)):
        if here:
            item.setFont(column, theme.bold_font())
        elif column in (1, 2, 5):
            item.setForeground(column, theme.current().color("muted"))
    return item


def _key_text(place: int, key: BusinessKey) -> str:
    tip = tr("含此值的所有调用", "Every call with this value")
    link = f'<a href="{place}" title="{tip}">{html.escape(key.value)}</a>'
    return f"{KINDS[key.kind]} {html.escape(key.name)}&nbsp; {link}"
