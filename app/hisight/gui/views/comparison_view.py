"""Two calls side by side, or as one text; what counts as a difference is switched above it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight.compare import EVERYTHING, Comparison, How, as_text
from hisight.gui import copying, icons, theme
from hisight.gui.models.comparison_model import Column, ComparisonModel
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView

_FIELD_WIDTH = 280


class ComparisonView(QWidget):
    """Shows a `Comparison`; whoever made it makes it anew when `how_changed` says so."""

    how_changed = Signal()
    """The user wants other things to count: see `how`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = Comparison((), ())
        self._names = ("", "")
        self.model = ComparisonModel(self)
        self.table = self._make_table()
        self.text = CodeView(tr("差异文本", "Differences as text"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.text)
        self.counts = QLabel()
        self.only = _switch(tr("只看不同", "Only differences"), tr("隐藏相同的行", "Hide what is the same"))
        self.substance = _switch(
            tr("忽略 SIGN、时间、新编号", "Ignore SIGN, times, new numbers"),
            tr("每次调用必然不同的内容不计", "Put aside what differs each time a call is made"),
        )
        self.order = _switch(tr("忽略顺序", "Ignore order"), tr("行的次序不计", "Rows in another order are the same"))
        self.blanks = _switch(
            tr("忽略空白", "Ignore blanks"), tr("空白与换行不计", "Blanks and line breaks are the same")
        )
        self.inline = _switch(tr("单栏", "Inline"), tr("以一段文本显示", "Show it as one text"), checked=False)
        self._lay_out()
        self.only.toggled.connect(self.model.show_only_differences)
        self.only.toggled.connect(self._show_text)
        self.inline.toggled.connect(lambda on: self._pages.setCurrentIndex(int(on)))
        for switch in (self.substance, self.order, self.blanks):
            switch.toggled.connect(self.how_changed)

    @property
    def how(self) -> How:
        """What counts as a difference, as the switches stand."""
        base = How.substance() if self.substance.isChecked() else EVERYTHING
        return How(
            order=not self.order.isChecked(),
            blanks=not self.blanks.isChecked(),
            names=base.names,
            keys=base.keys,
            moments=base.moments,
        )

    def show_comparison(self, comparison: Comparison, left: str, right: str) -> None:
        """Show `comparison` of the calls that are named `left` and `right`."""
        self._comparison, self._names = comparison, (left, right)
        self.model.show_comparison(comparison, self._names)
        self._show_text()
        counted, aside = comparison.count, comparison.aside
        more = tr(f"，另有 {aside} 处不计", f", {aside} more put aside") if aside else ""
        self.counts.setText(tr(f"{counted} 处不同", f"{counted} difference{'s' * (counted != 1)}") + more)
        self.step(1)

    def step(self, by: int) -> None:
        """Go to the next (`by` 1) or previous (-1) difference; from none to the first."""
        rows, current = self.model.differing_rows(), self.table.currentIndex().row()
        ahead = [row for row in rows if row > current] if by > 0 else [row for row in reversed(rows) if row < current]
        if ahead:
            self.table.setCurrentIndex(self.model.index(ahead[0], Column.FIELD))

    def copy(self) -> None:
        """The differences as text, onto the clipboard."""
        copying.copy(as_text(self._comparison, *self._names, everything=not self.only.isChecked()))

    def _show_text(self) -> None:
        whole = as_text(self._comparison, *self._names, everything=not self.only.isChecked())
        self.text.show_text(whole, "text")

    def _make_table(self) -> QTableView:
        table = QTableView(accessibleName=tr("两次调用的差异", "The differences of two calls"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.SIGN, QHeaderView.ResizeMode.Fixed)
        for column in (Column.LEFT, Column.RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(Column.SIGN, theme.SPACE * 4)
        table.setColumnWidth(Column.FIELD, _FIELD_WIDTH)
        table.setItemDelegate(_Rows(table))
        QShortcut(QKeySequence.StandardKey.Copy, table, self.copy, context=Qt.ShortcutContext.WidgetShortcut)
        return table

    def _lay_out(self) -> None:
        previous = _button("chevron-up", tr("上一处不同 (Shift+F8)", "Previous difference (Shift+F8)"))
        following = _button("chevron-down", tr("下一处不同 (F8)", "Next difference (F8)"))
        copy = _button("copy", tr("复制差异文本", "Copy the differences as text"))
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        copy.clicked.connect(self.copy)
        QShortcut(QKeySequence("F8"), self, lambda: self.step(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self.step(-1))
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        bar.setSpacing(6)
        for widget in (self.only, self.substance, self.order, self.blanks, self.inline):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.counts, previous, following, copy):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._pages, 1)


class _Rows(QStyledItemDelegate):
    """Paints the ground of a row, which a style sheet leaves out, and the sign in the middle of its column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground first, then what stands on it."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The sign stands in the middle."""
        super().initStyleOption(option, index)
        if index.column() == Column.SIGN:
            option.displayAlignment = Qt.AlignmentFlag.AlignCenter


def _switch(text: str, tip: str, *, checked: bool = True) -> QToolButton:
    switch = QToolButton(text=text, toolTip=tip, checkable=True, checked=checked)
    switch.setProperty("chip", "true")
    return switch


def _button(icon: str, tip: str) -> QToolButton:
    button = QToolButton(icon=icons.icon(icon, "muted"), toolTip=tip)
    button.setAccessibleName(tip)
    return button
