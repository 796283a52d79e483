"""Conformance and coverage of a session: a map of all functions, the few causes of trouble, and what changed since another."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight import wording
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.reporting import Reporting
from hisight.gui.tr import tr
from hisight.gui.views.cause_page import CausePage
from hisight.gui.views.empty import EmptyPage
from hisight.gui.views.function_use_page import FunctionUsePage
from hisight.gui.views.heat_map import HeatMap
from hisight.gui.views.report_table import ReportTable
from hisight.reading import Reader
from hisight.report import tables, writing
from hisight.report.coverage import FunctionUse
from hisight.report.gathering import Report

_SIZE = (1180, 740)


class ConformanceDialog(QDialog):
    """Reports on one session; what its calls show is shown in the window behind it."""

    filter_wanted = Signal(str)
    """The filter that the list of calls should have."""
    call_wanted = Signal(int)
    """The call that should be shown."""

    def __init__(self, session: Path, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._reader = session, reader
        self._since: Path | None = None
        self.report: Report | None = None
        self.reporting = Reporting(self)
        self.setWindowTitle(tr(f"符合性与覆盖：{session.name}", f"Conformance and coverage: {session.name}"))
        self.resize(*_SIZE)
        self.summary = QLabel(wordWrap=True)
        self.only_called = QToolButton(text=tr("只看调用过的", "Only what was called"), checkable=True, checked=True)
        self.only_called.setProperty("chip", "true")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(160)
        self.counted = QLabel()
        self.counted.setProperty("role", "muted")
        self.stop = QPushButton(tr("停止", "Stop"))
        self.again = QPushButton(icons.icon("replay"), tr("重新统计", "Again"))
        self.compare = QPushButton(icons.icon("compare"), tr("与另一会话比较…", "Compare with…"))
        self.export = QPushButton(icons.icon("export"), tr("导出", "Export"))
        self.export.setMenu(self._export_menu())
        for button in (self.stop, self.again, self.compare, self.export):
            button.setAutoDefault(False)
        self.heat = HeatMap()
        self.function = FunctionUsePage()
        self.causes = CausePage()
        self.changes = ReportTable(tr("变化", "Changes"))
        self.empty = EmptyPage()
        self._lay_out()
        self._wire()
        self.start()

    def start(self) -> None:
        """Read the session, and the other one if there is one, from the first call to the last."""
        if self.reporting.running:
            return
        self._show_busy(busy=True)
        self.reporting.start([self._session], self._reader, self._since)

    def done(self, result: int) -> None:
        """What is still to be read is not; the window goes when that has ended."""
        self.reporting.cancel()
        super().done(result)
        if self.reporting.running:
            self.reporting.ended.connect(self.deleteLater)
        else:
            self.deleteLater()

    def compare_with(self, other: Path) -> None:
        """Say what changed since the session at `other`."""
        self._since = other
        self.start()

    def write(self, path: Path) -> None:
        """Write the report to `path`, as its ending says."""
        report, language = self.report, wording.language()
        if report is not None:
            background.run(
                lambda: writing.write(report, path, language),
                lambda _nothing: self.counted.setText(tr(f"已写入 {path.name}", f"{path.name} was written")),
                self._complain,
            )

    def _wire(self) -> None:
        self.heat.function_chosen.connect(self._show_function)
        self.heat.calls_wanted.connect(lambda cell: self.filter_wanted.emit(cell.filter))
        self.function.calls_wanted.connect(self.heat.want)
        for page in (self.function, self.causes):
            page.call_wanted.connect(lambda call: self.call_wanted.emit(call.number))
        self.only_called.toggled.connect(self._refill)
        self.stop.clicked.connect(self.reporting.cancel)
        self.again.clicked.connect(self.start)
        self.compare.clicked.connect(self._ask_for_other)
        self.empty.pressed.connect(self.start)
        self.reporting.made.connect(self._show)
        self.reporting.progress.connect(self._show_progress)
        self.reporting.ended.connect(self._rest)
        self.reporting.failed.connect(self._complain)
        QShortcut(QKeySequence("F5"), self, self.start)

    def _show(self, report: Report) -> None:
        self.report = report
        coverage = report.coverage
        self.summary.setText(
            tr(
                f"{len(coverage.published)} 个功能中调用了 {coverage.seen} 个 · {coverage.calls:,} 次调用 · "
                f"{coverage.failed:,} 次失败 · {report.troubled:,} 次失败或不符合接口",
                f"{coverage.seen} of {len(coverage.published)} functions called · {coverage.calls:,} calls · "
                f"{coverage.failed:,} failed · {report.troubled:,} failed or do not conform",
            )
        )
        self._refill()
        self.causes.show_report(report)
        self.tabs.setTabText(1, tr(f"主要原因 {len(report.causes)}", f"Causes {len(report.causes)}"))
        if report.steps is not None:
            self.changes.show_table(tables.steps(report))
            self.tabs.setTabText(2, str(tables.steps(report).title))
        self.tabs.setTabVisible(2, report.steps is not None)
        self.pages.setCurrentWidget(self.tabs if coverage.calls else self.empty)
        if not coverage.calls:
            self.empty.say("note", tr("会话中还没有调用", "This session has no calls yet"))

    def _refill(self) -> None:
        kept = self.heat.current_function()
        self.heat.heat.show_only_called(self.only_called.isChecked())
        self.heat.heat.show_coverage(self.report.coverage if self.report else None)
        self.heat.choose(kept.label if kept else "")

    def _show_function(self, one: FunctionUse | None) -> None:
        self.function.show_function(one, self.report.coverage if self.report else None)

    def _show_busy(self, *, busy: bool) -> None:
        for widget in (self.progress, self.stop):
            widget.setVisible(busy)
        for widget in (self.again, self.compare):
            widget.setEnabled(not busy)
        self.export.setEnabled(not busy and self.report is not None)
        if busy:
            self.progress.setRange(0, 0)
            self.counted.setText("")
            if self.report is None:
                self.empty.say("histogram", tr("正在读取会话…", "Reading the session …"))
                self.pages.setCurrentWidget(self.empty)

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, max(1, of))
        self.progress.setValue(done)
        self.counted.setText(f"{done:,} / {of:,}")

    def _rest(self) -> None:
        self._show_busy(busy=False)
        self.counted.setText("")
        if self.report is None:
            self.empty.say("stop", tr("已停止", "Stopped"), button=tr("重新统计", "Begin again"))

    def _complain(self, error: Exception) -> None:
        said = str(error) if isinstance(error, HisightError) else f"{type(error).__name__}: {error}"
        if self.report is None:
            self.empty.say("error", tr("无法读取会话", "The session cannot be read"), said, tr("重试", "Try again"))
        else:
            self.counted.setText(said)

    def _ask_for_other(self) -> None:
        title = tr("与哪个会话相比", "Which session to compare with")
        pattern = tr("HISight 会话 (*.hisight)", "HISight sessions (*.hisight)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._session.parent), pattern)
        if chosen:
            self.compare_with(Path(chosen))

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        for ending, (words, _) in writing.FORMATS.items():
            menu.addAction(f"{words} (*{ending})", self._asking_where(ending, str(words)))
        return menu

    def _asking_where(self, ending: str, name: str) -> Callable[[], None]:
        def ask() -> None:
            begun = self._session.with_name(f"{self._session.stem}-{tr('验收报告', 'acceptance')}{ending}")
            chosen, _ = QFileDialog.getSaveFileName(self, name, str(begun), f"{name} (*{ending})")
            if chosen:
                path = Path(chosen)
                self.write(path if path.suffix.lower() == ending else path.with_name(path.name + ending))

        return ask

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.summary, 1)
        for widget in (self.counted, self.progress, self.stop, self.only_called, self.again, self.compare, self.export):
            bar.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.heat)
        splitter.addWidget(self.function)
        splitter.setSizes([330, 330])
        self.tabs = QTabWidget()
        self.tabs.addTab(splitter, tr("各功能", "Functions"))
        self.tabs.addTab(self.causes, tr("主要原因", "Causes"))
        self.tabs.addTab(self.changes, tr("变化", "Changes"))
        self.tabs.setTabVisible(2, False)  # noqa: FBT003 - Qt's
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
