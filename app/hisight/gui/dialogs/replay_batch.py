"""Shift+R: how selected calls are sent again, and what comes of each."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui import background, icons, theme
from hisight.gui.dialogs.confirm_send import permitted
from hisight.gui.replaying import Replaying
from hisight.gui.tr import tr
from hisight.gui.views.number_field import DecimalField, NumberField
from hisight.reading import Reader
from hisight.replay import Question, Way
from hisight.replay.batch import Batch, Outcome, Plan

_PAIR = Qt.ItemDataRole.UserRole
_WIDTHS = (70, 70, 210, 90, 90, 110)


class ReplayBatchDialog(QDialog):
    """Asks how; sends; shows each answer beside the recorded one, and how much they differ in substance."""

    comparison_requested = Signal(int, int)
    """Show the recorded call with the first number beside the new one with the second."""

    def __init__(
        self,
        session: Session,
        reader: Reader,
        numbers: Sequence[int],
        replaying: Replaying,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._reader, self._numbers, self._replaying = session, reader, tuple(numbers), replaying
        self._differing = 0
        self._sending = False
        count = len(self._numbers)
        self.setWindowTitle(tr(f"重放 {count} 个调用", f"Replay {count} call{'s' * (count > 1)}"))
        self.resize(900, 640)
        self.target = QLineEdit(
            placeholderText=tr("原地址；或 http://10.0.0.5:8080", "where each went; or http://10.0.0.5:8080")
        )
        self.fresh = QCheckBox(tr("更新时间和平台单号，并重新封装", "Fresh times and numbers, sealed again"))
        self.fresh.setToolTip(
            tr(
                "锁号、订单号换新，同一单号在各调用中保持一致；HIS 新给的单号用于后续调用",
                "New numbers of locks and orders, the same one alike in every call; what the HIS gives out goes into later calls",
            )
        )
        self.profile = QComboBox()
        self.profile.addItem(tr("各自原来的密钥与规则", "Each call's own keys and rule"), None)
        for known in reader.profiles:
            self.profile.addItem(known.name, known)
        self.repeat = NumberField(minimum=1, maximum=10_000, value=1)
        self.pace = DecimalField(minimum=0.0, maximum=3600.0, value=0.0, decimals=1, singleStep=0.5)
        self.pace.setSuffix(tr(" 秒", " s"))
        self.stop_early = QCheckBox(tr("应答不同即停止", "Stop at the first answer that differs"))
        self.insecure = QCheckBox(tr("接受任何证书", "Accept any certificate"))
        self.results = self._make_results()
        self.counts = QLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(160)
        self.progress.hide()
        self.send = QPushButton(icons.icon("send", "on_accent"), tr("发送", "Send"))
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.clicked.connect(self._press)
        self._lay_out()
        replaying.outcome.connect(self._add)
        replaying.progress.connect(self._show_progress)
        replaying.ended.connect(self._rest)
        replaying.failed.connect(self._complain)

    def plan(self) -> Plan:
        """What the fields say. Raises HisightError when a key of the chosen profile cannot be had."""
        profile = self.profile.currentData()
        return Plan(
            to=self.target.text().strip(),
            fresh=self.fresh.isChecked(),
            scheme=profile.scheme() if profile else None,
            repeat=self.repeat.value(),
            pace_s=self.pace.value(),
            stop_on_failure=self.stop_early.isChecked(),
            way=Way(insecure=self.insecure.isChecked()),
        )

    def done(self, result: int) -> None:
        """Whoever closes it sends no more."""
        if self._sending:
            self._replaying.cancel()
        super().done(result)

    def _press(self) -> None:
        if self._sending:
            self._replaying.cancel()
            return
        try:
            plan = self.plan()
            batch = Batch(self._session, self._reader, self._numbers, plan)
        except HisightError as error:
            self._complain(error)
            return
        self.send.setEnabled(False)
        self.counts.setText(tr("正在核对要发送的内容…", "Looking at what would be sent…"))
        background.run(batch.question, lambda asked: self._start(plan, asked), self._complain)

    def _start(self, plan: Plan, asked: object) -> None:
        self.send.setEnabled(True)
        self.counts.clear()
        permit = permitted(self, cast("Question | None", asked))
        if permit is None or self._replaying.running:
            return
        reader, numbers = self._reader, self._numbers
        self._sending, self._differing = True, 0
        self.results.clear()
        self.send.setText(tr("停止", "Stop"))
        self.progress.show()
        self._replaying.send(
            self._session,
            len(numbers) * plan.repeat,
            lambda own, cancelled: Batch(own, reader, numbers, plan).run(permit, cancelled),
        )

    def _add(self, outcome: Outcome) -> None:
        if not self._sending:
            return
        self._differing += outcome.differs
        item = QTreeWidgetItem(_texts(outcome))
        item.setData(0, _PAIR, (outcome.original, outcome.number))
        item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
        item.setForeground(5, theme.current().color("error" if outcome.differs else "ok"))
        item.setToolTip(6, item.text(6))
        self.results.addTopLevelItem(item)
        self.results.scrollToItem(item)
        done = self.results.topLevelItemCount()
        self.counts.setText(
            tr(f"{done} 个已发送，{self._differing} 个应答不同", f"{done} sent, {self._differing} answers differ")
        )

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _rest(self) -> None:
        self._sending = False
        self.progress.hide()
        self.send.setText(tr("发送", "Send"))

    def _complain(self, error: Exception) -> None:
        self.send.setEnabled(True)
        self.counts.setText(str(error) if isinstance(error, HisightError) else f"{type(error).__name__}: {error}")

    def _choose(self, item: QTreeWidgetItem) -> None:
        original, number = item.data(0, _PAIR)
        if number:
            self.comparison_requested.emit(original, number)

    def _make_results(self) -> QTreeWidget:
        table = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        table.setAccessibleName(tr("各次重放的结果", "What came of each call"))
        table.setHeaderLabels(
            [
                tr("原调用", "Original"),
                tr("新调用", "New"),
                tr("功能", "Function"),
                tr("返回码", "Code"),
                tr("耗时", "Time"),
                tr("应答", "Answer"),
                tr("结论", "Verdict"),
            ]
        )
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.header().setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        table.itemActivated.connect(self._choose)
        return table

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE * 2)
        form.setVerticalSpacing(theme.SPACE)
        form.addRow(tr("目标", "Target"), self.target)
        form.addRow(tr("密钥与规则", "Keys and rule"), self.profile)
        often = QHBoxLayout()
        often.setSpacing(theme.SPACE)
        often.addWidget(self.repeat)
        often.addWidget(QLabel(tr("次，间隔", "times, pause")))
        often.addWidget(self.pace)
        often.addStretch(1)
        form.addRow(tr("发送", "Send"), often)
        switches = QHBoxLayout()
        switches.setSpacing(theme.SPACE * 2)
        for switch in (self.fresh, self.stop_early, self.insecure):
            switches.addWidget(switch)
        switches.addStretch(1)
        form.addRow("", switches)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.counts, 1)
        bar.addWidget(self.progress)
        close = QPushButton(tr("关闭", "Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bar.addWidget(close)
        bar.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 2,) * 4)
        layout.setSpacing(theme.SPACE * 3 // 2)
        layout.addLayout(form)
        layout.addWidget(self.results, 1)
        layout.addLayout(bar)


def _texts(outcome: Outcome) -> list[str]:
    reading = outcome.reading
    if reading is None or reading.call.exchange is None:
        return [str(outcome.original), "", "", "", "", tr("未发送", "not sent"), str(outcome.problem)]
    function = reading.function.label if reading.function else reading.call.fun_code
    count = outcome.comparison.count if outcome.comparison else 0
    answer = tr("相同", "same") if not outcome.differs else tr(f"{count} 处不同", f"{count} differ")
    if reading.call.response is None:
        answer = tr("没有应答", "none came")
    time = f"{reading.call.exchange.duration_ms:.0f} ms"
    code = reading.call.return_code
    return [str(outcome.original), str(outcome.number), function, code, time, answer, str(reading.verdict)]
