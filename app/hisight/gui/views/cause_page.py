"""The causes of a report: the list of them, and of the current one the sentence to send, its calls, and what mending would bring."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.row_delegate import RowDelegate
from hisight.report.causes import Cause
from hisight.report.gathering import Report
from hisight.report.letters import SIDE_NAMES, letter, mended, share_of
from hisight.report.tables import call_name
from hisight.wording import NOTHING

_MOST_CALLS = 1000  # of a cause in the list; nobody goes through more


class CausePage(QWidget):
    """Shows the causes of one report."""

    call_wanted = Signal(object)
    """The `CallId` that the user wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self.list = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        self.list.setAccessibleName(tr("主要原因", "Causes"))
        self.list.setHeaderLabels(
            [tr("次数", "Calls"), tr("哪一方", "Whose"), tr("原因", "Cause"), tr("改正后", "Mended")]
        )
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setStyleSheet("QTreeView::item { padding: 0 5px; }")  # in line with the header
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_current())
        self.letter = QPlainTextEdit(readOnly=True)
        self.letter.setAccessibleName(tr("发给对方的话", "What to send"))
        self.after = QLabel(wordWrap=True)
        self.copy = QPushButton(icons.icon("copy"), tr("复制", "Copy"))
        self.copy.clicked.connect(lambda: copying.copy(self.letter.toPlainText()))
        self.calls = QListWidget()
        self.calls.setItemDelegate(RowDelegate(self.calls))
        self.calls.setStyleSheet("QListView::item { padding: 0 5px; }")
        self.calls.setAccessibleName(tr("有此问题的调用", "Calls that show it"))
        self.calls.itemClicked.connect(self._want)
        self.calls.itemActivated.connect(self._want)
        self._lay_out()

    def show_report(self, report: Report | None) -> None:
        """Show the causes of `report`."""
        self._report = report
        self.list.clear()
        for cause in report.causes if report else ():
            self.list.addTopLevelItem(_item(cause, report.troubled if report else 0))
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_current()

    def _current(self) -> Cause | None:
        row = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else -1
        return self._report.causes[row] if self._report and row >= 0 else None

    def _show_current(self) -> None:
        cause, report = self._current(), self._report
        self.calls.clear()
        if cause is None or report is None:
            self.letter.setPlainText("")
            self.after.setText("")
            self.copy.setEnabled(False)
            return
        told = letter(cause, report.troubled)
        self.copy.setEnabled(told != NOTHING)
        self.letter.setPlainText(str(told) if told != NOTHING else _nobody(cause))
        self.after.setText(str(mended(cause)) or tr("报文无须改正。", "No message needs mending."))
        for one in cause.calls[:_MOST_CALLS]:
            item = QListWidgetItem(f"{call_name(one.call, report.coverage)}  {one.function}")
            item.setData(Qt.ItemDataRole.UserRole, one.call)
            self.calls.addItem(item)

    def _want(self, item: QListWidgetItem) -> None:
        self.call_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self) -> None:
        sentence = QWidget()
        left = QVBoxLayout(sentence)
        left.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE, theme.SPACE)
        bar = QHBoxLayout()
        bar.addWidget(_label(tr("发给对方的话", "What to send")))
        bar.addStretch(1)
        bar.addWidget(self.copy)
        left.addLayout(bar)
        left.addWidget(self.letter, 1)
        left.addWidget(_label(tr("改正之后", "Once it is mended")))
        left.addWidget(self.after)
        evidence = QWidget()
        right = QVBoxLayout(evidence)
        right.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        heading = _label(tr("有此问题的调用", "Calls that show it"))
        heading.setMinimumHeight(self.copy.sizeHint().height())  # in line with what stands beside it
        right.addWidget(heading)
        right.addWidget(self.calls, 1)
        below = QSplitter()
        below.setHandleWidth(1)
        below.addWidget(sentence)
        below.addWidget(evidence)
        below.setSizes([640, 320])
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.list)
        splitter.addWidget(below)
        splitter.setSizes([300, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label


def _item(cause: Cause, of: int) -> QTreeWidgetItem:
    found = cause.recheck
    after = f"✓ {found.clean}/{found.tried}" if found and found.tried else "–"
    texts = [str(share_of(cause, of)), str(SIDE_NAMES[cause.first.side]), str(cause.what), after]
    item = QTreeWidgetItem(texts)
    item.setToolTip(2, str(cause.what))
    if found and found.tried:
        item.setForeground(3, theme.current().color("ok" if found.clean == found.tried else "warning"))
    return item


def _nobody(cause: Cause) -> str:
    if cause.first.ask != NOTHING:
        return str(cause.first.ask)
    return tr("没有要请对方做的事。", "There is nothing to ask of the other side.")
