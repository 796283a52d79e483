"""Export: chosen calls into one ZIP, scrubbed by default, with a preview of what is replaced."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hisight import wording
from hisight.capture import Session
from hisight.errors import HisightError
from hisight.export import ExportResult, export_calls
from hisight.gui import background, icons, theme
from hisight.gui.tr import tr
from hisight.privacy import KINDS, PatientValue, collect
from hisight.reading import Reader
from hisight.wording import Words


class ExportDialog(QDialog):
    """Shows what would leave, and writes the file."""

    def __init__(self, session: Session, ids: Sequence[int], reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ids, self._reader = session, tuple(ids), reader
        self._job: background.Job | None = None
        self._written: Path | None = None
        self.setWindowTitle(tr("导出", "Export"))
        self.setMinimumSize(560, 420)
        self.scrub = QCheckBox(
            tr(
                "替换患者信息，并用临时密钥重新加密、签名",
                "Replace patient data; encrypt and sign anew with a throwaway key",
            )
        )
        self.scrub.setChecked(True)
        self.scrub.toggled.connect(self._show_preview)
        self.preview = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.preview.setText(tr("正在查找患者信息…", "Looking for patient data…"))
        self.file = QLineEdit(str(_proposed(session, self._ids)))
        self.file.setAccessibleName(tr("文件", "File"))
        self.outcome = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.export = QPushButton(icons.icon("export", "on_accent"), tr("导出", "Export"))
        self.export.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.export.setDefault(True)
        self.export.clicked.connect(self._export)
        self._values: tuple[PatientValue, ...] | None = None
        self._lay_out()
        self._look()

    def _lay_out(self) -> None:
        count = len(self._ids)
        title = QLabel(tr(f"导出 {count} 个调用", f"Export {count} calls" if count > 1 else "Export one call"))
        title.setFont(theme.title_font())
        about = QLabel(
            tr(
                "一个 ZIP：原始报文、解密后的 XML、问题（JSON）和可直接打开的报告。真实密钥不会写入。",
                "One ZIP: raw messages, decoded XML, findings as JSON, and a report to open. Real keys are never in it.",
            ),
            wordWrap=True,
        )
        about.setProperty("role", "muted")
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(_panel(self.preview))
        browse = QPushButton(icons.icon("open"), tr("选择…", "Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE)
        place.addWidget(self.file, 1)
        place.addWidget(browse)
        self._folder = QPushButton(icons.icon("open"), tr("打开文件夹", "Open folder"))
        self._folder.setAutoDefault(False)
        self._folder.hide()
        self._folder.clicked.connect(self._open_folder)
        self._close = QPushButton(tr("取消", "Cancel"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self._folder)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 3,) * 4)
        layout.setSpacing(theme.SPACE * 3 // 2)
        layout.addWidget(title)
        layout.addWidget(about)
        layout.addWidget(self.scrub)
        layout.addWidget(area, 1)
        layout.addLayout(place)
        layout.addWidget(self.outcome)
        layout.addLayout(buttons)
        self.outcome.hide()

    # what would leave

    def _look(self) -> None:
        session, ids, reader = self._session, self._ids, self._reader

        def work() -> object:
            return collect((reader.read(exchange) for exchange in session.exchanges(ids)), reader.catalog).all

        self._job = background.run(work, self._found, self._failed)

    def _found(self, values: object) -> None:
        self._values = cast(tuple[PatientValue, ...], values)
        self._show_preview()

    def _show_preview(self) -> None:
        if self._values is None:
            return
        # One value is looked for in several spellings, all from the place where it was found.
        kinds = Counter(kind for kind, _place in {(value.kind, value.place) for value in self._values})
        lines = [f"{words}  ×{kinds[kind]}" for kind, words in KINDS.items() if kinds[kind]]
        found = "\n".join(lines) or tr("没有发现患者信息。", "No patient data was found.")
        if self.scrub.isChecked():
            head = tr("将替换为虚构值，其余报文不变：", "Replaced by invented values, all else stays:")
        else:
            head = tr("⚠ 以下患者信息将原样离开本机：", "⚠ This patient data will leave this machine as it is:")
        self.preview.setText(f"{head}\n\n{found}" if lines else found)
        self.preview.setProperty("role", "" if self.scrub.isChecked() or not lines else "error")
        self.preview.style().polish(self.preview)

    # writing

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("导出到", "Export to"), self.file.text(), "ZIP (*.zip)")
        if name:
            self.file.setText(name)

    def _export(self) -> None:
        session, ids, reader, keep = self._session, self._ids, self._reader, not self.scrub.isChecked()
        file, language = Path(self.file.text().strip()).expanduser(), wording.language()
        self.export.setEnabled(False)
        self._say(tr("正在导出…", "Exporting…"), "muted")

        def work() -> object:
            return export_calls(session, ids, reader, file, keep_patient_data=keep, language=language)

        self._job = background.run(work, self._done, self._failed)

    def _done(self, result: object) -> None:
        done = cast(ExportResult, result)
        self._written = done.file
        sides = {"request": Words("请求", "request"), "response": Words("应答", "answer")}
        kept_back = [f"#{left.id} {sides[left.direction]}: {left.reason}" for left in done.left_out]
        text = tr(f"已写入 {done.file}", f"Written to {done.file}")
        if kept_back:
            text += tr("\n未导出：", "\nKept back: ") + "; ".join(kept_back)
        self._say(text, "warning" if kept_back else "ok")
        self._folder.show()
        self._close.setText(tr("关闭", "Close"))
        self.export.hide()

    def _failed(self, error: Exception) -> None:
        self.export.setEnabled(True)
        if not isinstance(error, HisightError):
            raise error
        self._say(str(error), "error")

    def _say(self, text: str, role: str) -> None:
        self.outcome.setText(text)
        self.outcome.setProperty("role", role)
        self.outcome.style().polish(self.outcome)
        self.outcome.show()

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _proposed(session: Session, ids: Sequence[int]) -> Path:
    """A file in the user's documents, named by session and calls, that does not exist yet."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents and Path(documents).is_dir() else session.path.parent
    calls = f"{ids[0]}" if len(ids) == 1 else f"{min(ids)}-{max(ids)}"
    stem = f"{session.path.stem}-{calls}"
    names = [f"{stem}.zip", *(f"{stem}-{number}.zip" for number in range(2, 100))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])


def _panel(label: QLabel) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", True)  # noqa: FBT003 - Qt's
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*(theme.SPACE * 3 // 2,) * 4)
    layout.addWidget(label)
    layout.addStretch(1)
    return frame
