"""Export: chosen calls into a file of any format, scrubbed by default, with a preview of what is replaced."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.export import ExportResult
from hisight.export.departure import CancelledError
from hisight.export.formats import Order
from hisight.export.policy_file import known_policies
from hisight.gui import icons, theme
from hisight.gui.dialogs.export_form import ExportForm
from hisight.gui.dialogs.leaving_pane import LeavingPane
from hisight.gui.exporting import Exporting
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.privacy import STANDARD
from hisight.reading import Reader
from hisight.wording import Words

_SIDES = {"request": Words("请求", "request"), "response": Words("应答", "answer")}
_MOST_TOLD = 5


class ExportDialog(QDialog):
    """Asks what and how, shows what would leave, and writes the file."""

    def __init__(
        self,
        session: Session,
        selected: Sequence[int],
        reader: Reader,
        parent: QWidget | None = None,
        *,
        shown: Sequence[int] = (),
    ) -> None:
        """`selected` are the numbers of the calls that are proposed, `shown` those of all in the list."""
        super().__init__(parent)
        self._session, self._reader = session, reader
        self._written: Path | None = None
        self.exporting = Exporting(QApplication.instance() or self)  # it ends after the dialog
        self.exporting.progress.connect(self._show_progress)
        self.exporting.written.connect(self._done)
        self.exporting.ended.connect(self._rest)
        self.exporting.failed.connect(self._failed)
        self.setWindowTitle(tr("导出", "Export"))
        self.setMinimumSize(640, 560)
        self.resize(860, 700)
        self.form = ExportForm(session.path, selected, shown)
        self.form.calls_changed.connect(self._look)
        self.form.changed.connect(self._ready)
        self.scrub = QCheckBox(
            tr(
                "替换患者信息，并用临时密钥重新加密、签名",
                "Replace patient data; encrypt and sign anew with a throwaway key",
            )
        )
        self.scrub.setChecked(True)
        self.notes = QCheckBox(tr("附上我的标记和备注", "My marks and comments go along"))
        self.notes.toggled.connect(self._ready)
        self.scrub.toggled.connect(self._treat)
        names = {
            STANDARD.name: Words("全部替换", "Replace everything"),
            **{one: Words(one, one) for one in known_policies()},
        }
        self.policy = Choice(list(names.items()))
        self.policy.setAccessibleName(tr("隐私策略", "Privacy policy"))
        self.policy.setMinimumContentsLength(16)
        self.policy.setVisible(len(names) > 1)
        self.policy.currentIndexChanged.connect(self._treat)
        self.leaving = LeavingPane(session.path, reader)
        self.leaving.changed.connect(self._ready)
        self.leaving.failed.connect(self._failed)
        self.outcome = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.progress = QProgressBar(textVisible=False)
        self.export = QPushButton(icons.icon("export", "on_accent"), tr("导出", "Export"))
        self.export.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.export.setDefault(True)
        self.export.clicked.connect(self._export)
        self._lay_out()
        self.leaving.treat(self.policy.value, scrubbed=True)
        self._look()

    def done(self, result: int) -> None:
        """Whoever closes it wants no file that is not written yet."""
        self.leaving.stop()
        self.exporting.cancel()
        self.exporting.dismiss()
        super().done(result)

    def _lay_out(self) -> None:
        self._title = QLabel()
        self._title.setFont(theme.title_font())
        self._folder = QPushButton(icons.icon("open"), tr("打开文件夹", "Open folder"))
        self._folder.setAutoDefault(False)
        self._folder.hide()
        self._folder.clicked.connect(self._open_folder)
        self._close = QPushButton(tr("取消", "Cancel"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self._stop_or_close)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self._folder)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 3,) * 4)
        layout.setSpacing(theme.SPACE * 3 // 2)
        patients = QHBoxLayout()
        patients.setSpacing(theme.SPACE)
        patients.addWidget(self.scrub, 1)
        patients.addWidget(self.policy)
        layout.addWidget(self._title)
        layout.addWidget(self.form)
        layout.addLayout(patients)
        layout.addWidget(self.notes)
        layout.addWidget(self.leaving, 1)
        layout.addWidget(self.outcome)
        layout.addLayout(buttons)
        self.outcome.hide()
        self.progress.hide()

    # what would leave

    def _look(self) -> None:
        """Other calls are chosen."""
        self._title.setText(_title(len(self.form.ids)))
        self.leaving.look(self.form.ids)
        self._ready()

    def _treat(self) -> None:
        """Something else is to be done with patient values."""
        self._ready()
        self.policy.setEnabled(self.scrub.isChecked())
        self.leaving.treat(self.policy.value, scrubbed=self.scrub.isChecked())

    # writing

    def _export(self) -> None:
        try:
            policy = self.leaving.policy()
        except HisightError as error:
            self._failed(error)
            return
        order = Order(
            self._session,
            self.form.ids,
            self._reader,
            policy=policy,
            language=self.form.chosen_language,
            overwrite=self.form.may_overwrite,
            notes=self.notes.isChecked(),
        )
        self._say(tr("正在导出…", "Exporting…"), "muted")
        self._show_running(running=True)
        self.exporting.export(self.form.chosen_format, self.form.chosen_file, order)

    def _show_running(self, *, running: bool) -> None:
        for widget in (self.form, self.scrub, self.policy, self.notes, self.leaving, self.export):
            widget.setEnabled(not running)
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)
        self._close.setText(tr("停止", "Stop") if running else tr("关闭", "Close"))

    def _show_progress(self, done: int, steps: int) -> None:
        self.progress.setRange(0, steps)
        self.progress.setValue(done)

    def _rest(self) -> None:
        self._show_running(running=False)

    def _stop_or_close(self) -> None:
        if self.exporting.running:
            self.exporting.cancel()
        else:
            self.reject()

    def _done(self, result: object) -> None:
        done = cast(ExportResult, result)
        self._written = done.file
        kept_back = [f"#{left.id} {_SIDES[left.direction]}: {left.reason}" for left in done.left_out[:_MOST_TOLD]]
        text = tr(f"已写入 {done.file}", f"Written to {done.file}")
        if kept_back:
            text += "\n" + tr("未导出：", "Kept back: ") + "; ".join(kept_back)
        if more := len(done.left_out[_MOST_TOLD:]):
            text += tr(f"；另有 {more} 处", f"; and {more} more")
        self._say(text, "warning" if kept_back else "ok")
        self._folder.show()
        self.export.hide()

    def _ready(self) -> None:
        """Something else is wanted than what was written last."""
        self.export.show()
        self.outcome.hide()
        self._folder.hide()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            self._say(str(error), "muted")
        elif isinstance(error, HisightError):
            self._say(str(error), "error")
        else:
            raise error

    def _say(self, text: str, role: str) -> None:
        self.outcome.setText(text)
        self.outcome.setProperty("role", role)
        self.outcome.style().polish(self.outcome)
        self.outcome.show()

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _title(count: int) -> str:
    return tr(f"导出 {count:,} 个调用", f"Export {count:,} calls" if count > 1 else "Export one call")
