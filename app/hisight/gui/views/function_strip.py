"""The strip below the list: for each function how many calls, how many in vain, how long they took."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.capture.statistics import FunctionStatistics
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views import histogram
from hisight.gui.views.row_delegate import RowDelegate

_MOST_ROWS = 6
_FUNCTION, _COUNT, _FAILURES, _HALF, _MOST, _HISTOGRAM = range(6)
_NUMBERS = (_COUNT, _FAILURES, _HALF, _MOST)
_STATISTICS = Qt.ItemDataRole.UserRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_HISTOGRAM_WIDTH = 108


class FunctionStrip(QWidget):
    """Folds away; while it is open, it says so, and somebody shows statistics in it."""

    unfolded = Signal(bool)
    """The user opened or closed it."""
    chosen = Signal(object)
    """The `FunctionStatistics` of the function that the user wants to see alone, or no longer alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QPushButton(autoDefault=False, checkable=True)
        self.title.setProperty("flat", "true")
        self.title.setStyleSheet("border-radius: 0; padding: 3px 8px;")
        self.title.setToolTip(tr("按功能统计 (Ctrl+T)", "Statistics by function (Ctrl+T)"))
        self.title.toggled.connect(self._unfold)
        self.table = _table()
        self.table.itemClicked.connect(lambda item: self.chosen.emit(item.data(0, _STATISTICS)))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            shortcut = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._choose_current)
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(*[theme.SPACE] * 4)
        self._rule = QFrame()
        self._rule.setProperty("rule", "true")
        self._rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._rule, self.title, self.table, self._nothing):
            layout.addWidget(widget)
        self.table.hide()
        self._nothing.hide()
        self._name_title(())

    @property
    def is_open(self) -> bool:
        """True while it shows more than its title."""
        return self.title.isChecked()

    def unfold(self, is_open: bool) -> None:  # noqa: FBT001 - a switch, as Qt's setters are
        """Open or close it."""
        self.title.setChecked(is_open)

    def show_statistics(self, statistics: Sequence[FunctionStatistics]) -> None:
        """Show these, in their order; what is current stays so."""
        if not self.is_open:
            return
        self._name_title(statistics)
        current = self.table.currentItem()
        kept = current.data(0, _STATISTICS).fun_code if current else None
        for place, one in enumerate(statistics):
            item = self.table.topLevelItem(place) or QTreeWidgetItem(self.table)
            _fill(item, one)
            if one.fun_code == kept:
                self.table.setCurrentItem(item)
        while self.table.topLevelItemCount() > len(statistics):
            self.table.takeTopLevelItem(self.table.topLevelItemCount() - 1)
        self.table.setVisible(bool(statistics))
        self._nothing.setText(tr("没有调用", "No calls"))
        self._nothing.setVisible(not statistics)
        self._fit(statistics)

    def _choose_current(self) -> None:
        if item := self.table.currentItem():
            self.chosen.emit(item.data(0, _STATISTICS))

    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 - called by QPushButton.toggled
        self.table.setVisible(is_open and bool(self.table.topLevelItemCount()))
        self._nothing.setVisible(False)
        self._name_title(())
        self.unfolded.emit(is_open)

    def _name_title(self, statistics: Sequence[FunctionStatistics]) -> None:
        name = tr("按功能统计", "By function")
        if statistics:
            calls, failures = (sum(getattr(one, what) for one in statistics) for what in ("count", "failures"))
            name += tr(
                f"   {len(statistics)} 个功能，{calls:,} 次调用，{failures:,} 次失败",
                f"   {len(statistics)} functions, {calls:,} calls, {failures:,} failed",
            )
        self.title.setText(name)
        self.title.setIcon(icons.icon("chevron-down" if self.is_open else "chevron-right", "muted"))

    def _fit(self, statistics: Sequence[FunctionStatistics]) -> None:
        """As high as its lines need, and columns as wide as their numbers."""
        rows = min(len(statistics), _MOST_ROWS)
        self.table.setFixedHeight(self.table.header().sizeHint().height() + rows * theme.ROW_HEIGHT + 2)
        metrics = QFontMetrics(theme.bold_font())
        for column in _NUMBERS:
            texts = [self.table.headerItem().text(column)]
            texts += [self.table.topLevelItem(row).text(column) for row in range(len(statistics))]
            icon = theme.ICON + 6 if column == _FAILURES else 0
            width = max(map(metrics.horizontalAdvance, texts)) + icon + 2 * theme.SPACE + 4
            self.table.setColumnWidth(column, max(width, self.table.columnWidth(column)))  # or they would dance


class _Delegate(RowDelegate):
    """The last column is a histogram."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        if index.column() == _HISTOGRAM:
            statistics = index.siblingAtColumn(0).data(_STATISTICS)
            rect = QRectF(option.rect).adjusted(theme.SPACE, 5, -theme.SPACE, -4)
            histogram.paint(painter, rect, statistics.histogram)


def _table() -> QTreeWidget:
    table = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
    table.setAccessibleName(tr("按功能统计", "Statistics by function"))
    table.setHeaderLabels(
        [
            tr("功能", "Function"),
            tr("次数", "Calls"),
            tr("失败", "Failed"),
            "p50 ms",
            "p95 ms",
            tr("用时分布", "Latency"),
        ]
    )
    table.setItemDelegate(_Delegate(table))
    table.setStyleSheet("QTreeView::item { padding: 0 5px; }")  # in line with the header
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(_FUNCTION, QHeaderView.ResizeMode.Stretch)
    header.resizeSection(_HISTOGRAM, _HISTOGRAM_WIDTH)
    for column in _NUMBERS:
        header.resizeSection(column, 0)  # as wide as what will stand there
        table.headerItem().setTextAlignment(column, _alignment(column))
    return table


def _alignment(column: int) -> Qt.AlignmentFlag:
    is_number = column in _NUMBERS and column != _FAILURES  # that has an icon before it
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _fill(item: QTreeWidgetItem, one: FunctionStatistics) -> None:
    name = " ".join(filter(None, (one.fun_code, one.function, one.title))) or tr("未知功能", "unknown function")
    failures = f"{one.failures:,}" if one.failures else ""
    texts = (name, f"{one.count:,}", failures, _ms(one.p50_ms), _ms(one.p95_ms), "")
    for column, text in enumerate(texts):
        item.setText(column, text)
        item.setTextAlignment(column, _alignment(column))
    item.setForeground(_FAILURES, theme.current().color("error"))
    item.setIcon(_FAILURES, icons.icon("error", "error") if one.failures else QIcon())
    item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
    item.setData(0, _STATISTICS, one)
    spread = histogram.words(one.histogram)
    item.setToolTip(_HISTOGRAM, spread)
    item.setData(_HISTOGRAM, _ACCESSIBLE, spread)
    item.setToolTip(
        0, tr(f"{name}\n点击只看此功能，再点恢复", f"{name}\nPress to see this function alone, and again to see all")
    )
    item.setData(
        0,
        _ACCESSIBLE,
        tr(
            f"{name}，{one.count} 次调用，{one.failures} 次失败，一半在 {_ms(one.p50_ms)} 毫秒内，95% 在 {_ms(one.p95_ms)} 毫秒内",
            f"{name}, {one.count} calls, {one.failures} failed, half within {_ms(one.p50_ms)} ms, 95% within {_ms(one.p95_ms)} ms",
        ),
    )


def _ms(ms: float) -> str:
    return f"{ms:,.1f}" if ms < 10 else f"{ms:,.0f}"
