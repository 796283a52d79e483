"""Two sessions side by side: a row for each pair of calls, and in how much they differ."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.compare import How
from hisight.compare.sessions import CallPair, Compared
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.comparing import Comparing
from hisight.gui.tr import tr
from hisight.reading import Reader

_PAIR = Qt.ItemDataRole.UserRole
_WIDTHS = (70, 70, 240, 110)
_MOST_NAMED = 4  # fields


class CompareSessionsDialog(QDialog):
    """Compares two session files; a pair that is pressed is shown in a window of its own."""

    pair_chosen = Signal(object)
    """The `CallPair` that the user wants to see; both calls are there."""

    def __init__(self, left: Path, right: Path, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[str] = Counter()
        self.comparing = Comparing(self)
        self.setWindowTitle(
            tr(f"比较会话 {left.name} 与 {right.name}", f"Compare sessions {left.name} and {right.name}")
        )
        self.resize(980, 640)
        self.table = self._make_table(left.name, right.name)
        self.only = QToolButton(text=tr("只看不同", "Only differences"), checkable=True, checked=True)
        self.only.setProperty("chip", "true")
        self.only.toggled.connect(self._filter)
        self.counts = QLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(160)
        self.cancel = QPushButton(tr("停止", "Stop"))
        self.cancel.clicked.connect(self.comparing.cancel)
        self._lay_out()
        self.comparing.found.connect(self._add)
        self.comparing.progress.connect(self._show_progress)
        self.comparing.ended.connect(self._rest)
        self.comparing.failed.connect(self._complain)
        self.comparing.start(left, right, reader, How.substance())

    def done(self, result: int) -> None:
        """What is still to be compared is not."""
        self.comparing.cancel()
        super().done(result)

    def _make_table(self, left: str, right: str) -> QTreeWidget:
        table = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        table.setAccessibleName(tr("成对的调用", "Pairs of calls"))
        table.setHeaderLabels(["#", "#", tr("功能", "Function"), tr("不同", "Differences"), tr("字段", "Fields")])
        for column, tip in enumerate((left, right)):
            table.headerItem().setToolTip(column, tip)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.header().setSectionsMovable(False)
        table.header().setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        table.itemActivated.connect(self._choose)
        QShortcut(QKeySequence("D"), table, lambda: self._choose(table.currentItem()))
        return table

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.only)
        bar.addStretch(1)
        for widget in (self.counts, self.progress, self.cancel):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)

    def _add(self, some: Sequence[Compared]) -> None:
        items = []
        for one in some:
            item = QTreeWidgetItem(_texts(one))
            item.setData(0, _PAIR, one.pair)
            item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
            role = "text" if not one.differs else "warning" if one.comparison else "error"
            item.setForeground(3, theme.current().color(role))
            items.append((item, one.differs))
            self._counts["different" if one.differs else "same"] += 1
        self.table.addTopLevelItems([item for item, _ in items])
        for item, differs in items:
            item.setHidden(self.only.isChecked() and not differs)
        self._show_counts()

    def _filter(self, only: bool) -> None:  # noqa: FBT001 - Qt's
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            item.setHidden(only and item.text(3) == "0")

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        pair: CallPair | None = item.data(0, _PAIR) if item else None
        if pair is not None and pair.left and pair.right:
            self.pair_chosen.emit(pair)

    def _show_counts(self) -> None:
        same, different = self._counts["same"], self._counts["different"]
        self.counts.setText(tr(f"{same} 对相同，{different} 对不同", f"{same} the same, {different} different"))

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _rest(self) -> None:
        self.progress.hide()
        self.cancel.hide()
        self._show_counts()

    def _complain(self, error: Exception) -> None:
        self.counts.setText(str(error) if isinstance(error, HisightError) else f"{type(error).__name__}: {error}")


def _texts(one: Compared) -> list[str]:
    numbers = [f"{number}" if number else "" for number in one.pair]
    if one.comparison is None:
        where = tr("仅左侧", "only left") if one.pair.right is None else tr("仅右侧", "only right")
        return [*numbers, one.function, where, ""]
    names = list(dict.fromkeys(line.name for line in one.comparison.differences if line.counts))
    more = "…" if len(names) > _MOST_NAMED else ""
    return [*numbers, one.function, str(one.comparison.count), ", ".join(names[:_MOST_NAMED]) + more]
