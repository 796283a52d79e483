"""A message from a log, a mail or a chat, read without a session; several become calls of one."""

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import background, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.detail import DetailView
from hisight.imports.text import first_in, messages_in
from hisight.protocol import http
from hisight.reading import Reader, Reading

_PAUSE_MS = 200
_MOST_COUNTED = 1000


class PasteMessage(QDialog):
    """Text on the left, its reading on the right, at once."""

    import_requested = Signal(str)
    """The text holds several messages, and the user wants them as calls of a session."""

    def __init__(self, reader: Reader, text: str = "", parent: QWidget | None = None) -> None:
        """`text` is the message; empty takes what is on the clipboard."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("粘贴报文", "Paste a message"))
        self.resize(1180, 720)
        self._reader = reader
        self._job: background.Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.text = QPlainTextEdit()
        self.text.setFont(theme.mono_font())
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # a line of 400 KiB, wrapped, takes seconds
        self.text.setPlaceholderText(
            tr(
                "在此粘贴 SOAP、ROOT、业务 XML 或带报文头的 HTTP 报文",
                "Paste SOAP, ROOT, payload XML or a whole HTTP message here",
            )
        )
        self.text.setAccessibleName(tr("报文", "Message"))
        self.text.textChanged.connect(lambda: self._pause.start())
        self.fun_code = QLineEdit()
        self.fun_code.setPlaceholderText(tr("如 2005", "e.g. 2005"))
        self.fun_code.setFixedWidth(110)
        self.fun_code.textChanged.connect(lambda: self._pause.start())
        self.detail = DetailView(
            tr("报文在左侧粘贴后，这里会说明内容和问题。", "Paste a message on the left: here it says what it is.")
        )
        QShortcut(QKeySequence("F3"), self, self.detail.find_next)
        self._lay_out()
        self.text.setPlainText(text or QGuiApplication.clipboard().text())

    def _read(self) -> None:
        if self._job:
            self._job.cancel()
        text, fun_code, reader = self.text.toPlainText(), self.fun_code.text().strip(), self._reader
        self._several.hide()
        if not text.strip():
            self.detail.show_reading(None)
            return

        def read() -> tuple[Reading, int]:
            data = text.encode("utf-8", "replace")
            messages = messages_in(data, _MOST_COUNTED)
            head, body = http.split(data) or (http.EMPTY_HEAD, data)
            if messages > 1 and not head.start_line:
                body = first_in(data)
            return reader.read_alone(None, body, head, fun_code), messages

        self._job = background.run(read, self._show)

    def _show(self, found: object) -> None:
        reading, messages = cast(tuple[Reading, int], found)
        self.detail.show_reading(reading)
        many = f"{messages}+" if messages == _MOST_COUNTED else str(messages)
        self._import.setText(tr(f"作为调用导入（{many} 条报文）", f"Import {many} messages as calls"))
        self._several.setVisible(messages > 1)

    def _bring(self) -> None:
        self.import_requested.emit(self.text.toPlainText())
        self.accept()

    def _lay_out(self) -> None:
        self._import = QPushButton(icons.icon("import"), "")
        self._import.clicked.connect(self._bring)
        self._several = QWidget()
        offer = QHBoxLayout(self._several)
        offer.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 0)
        offer.addWidget(QLabel(tr("右侧只解读第一条。", "On the right only the first is read.")), 1)
        offer.addWidget(self._import)
        self._several.hide()
        label = QLabel(tr("应答不含功能号时请填写 FUN_CODE", "FUN_CODE, which an answer does not carry"))
        label.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        row.addWidget(label, 1)
        row.addWidget(self.fun_code)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(self._several)
        column.addLayout(row)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setSizes([480, 700])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
