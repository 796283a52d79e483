"""One function of a report: how it stands, what is wrong with its calls, and how each of its fields was used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QToolButton, QVBoxLayout, QWidget

from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.report_table import ReportTable
from hisight.report import tables
from hisight.report.coverage import STATES, CallId, Coverage, FunctionUse


class FunctionUsePage(QWidget):
    """Shows one function."""

    calls_wanted = Signal()
    """The user wants to see the calls of what is current in the map."""
    call_wanted = Signal(object)
    """The `CallId` of an example that the user wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples: tuple[CallId | None, ...] = ()
        self._title = QLabel(wordWrap=True)
        self._title.setFont(theme.title_font())
        self._facts = QLabel(wordWrap=True)
        self._facts.setProperty("role", "muted")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.only_wrong = QToolButton(text=tr("只看有问题的", "Only what is wrong"), checkable=True)
        self.only_wrong.setProperty("chip", "true")
        self.only_wrong.toggled.connect(self._show_fields)
        self.rules = ReportTable(tr("不符合之处", "What disagrees"))
        self.rules.example_wanted.connect(self._want)
        self.rules.setToolTip(tr("双击查看例子", "Double-click to see the example"))
        self.fields = ReportTable(tr("字段", "Fields"))
        self._use: FunctionUse | None = None
        self.tabs = QTabWidget()
        self.tabs.addTab(self.rules, "")
        self.tabs.addTab(self.fields, "")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, theme.SPACE, 2)
        row.addWidget(self.only_wrong)
        self.tabs.setCornerWidget(corner)
        self.tabs.currentChanged.connect(lambda place: self.only_wrong.setVisible(place == 1))
        self.only_wrong.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self.show_calls = QPushButton(icons.icon("filter"), tr("在列表中查看这些调用", "Show these calls"))
        self.show_calls.setToolTip(tr("也可双击上方的格子", "Or double-click the cell above"))
        self.show_calls.setAutoDefault(False)
        self.show_calls.clicked.connect(self.calls_wanted)
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, 0)
        head.addLayout(words, 1)
        head.addWidget(self.show_calls)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def show_function(self, one: FunctionUse | None, coverage: Coverage | None) -> None:
        """Show `one` of `coverage`; nothing for None."""
        self._use = one
        self.tabs.setEnabled(one is not None)
        self.show_calls.setEnabled(one is not None and bool(one.calls))
        if one is None or coverage is None:
            self._title.setText("")
            self._facts.setText("")
            self.rules.clear()
            self.fields.clear()
            return
        self._title.setText(f"{one.label} {one.title}".strip())
        self._facts.setText(" · ".join(_facts(one)))
        shown = tables.rules_of(one, coverage)
        self._examples = tuple(rule.example for rule in one.rules)
        self.rules.show_table(shown)
        self.tabs.setTabText(0, tr(f"问题 {len(one.rules)}", f"Findings {len(one.rules)}"))
        used = sum(not use.never for use in one.fields)
        self.tabs.setTabText(1, tr(f"字段 {used}/{len(one.fields)}", f"Fields {used}/{len(one.fields)}"))
        self._show_fields()

    def _show_fields(self) -> None:
        uses = self._use.fields if self._use else ()
        if self.only_wrong.isChecked():
            uses = tuple(use for use in uses if use.unknown or (use.required and (use.missing or use.empty)))
        self.fields.show_table(tables.fields_of(uses))

    def _want(self, row: int) -> None:
        if 0 <= row < len(self._examples):
            self.call_wanted.emit(self._examples[row])


def _facts(one: FunctionUse) -> list[str]:
    if not one.calls:
        return [str(STATES[one.state])]
    return [
        str(STATES[one.state]),
        tr(f"{one.calls:,} 次调用，{one.failed:,} 次失败", f"{one.calls:,} calls, {one.failed:,} failed"),
        tr("返回码", "return codes") + f" {tables.counted(one.return_codes)}",
        f"p50 {one.p50_ms:,.1f} ms, p95 {one.p95_ms:,.1f} ms, max {one.max_ms:,.1f} ms",
    ]
