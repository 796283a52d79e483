"""What the proxy said beside its events: its log pane."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.capture_control import CaptureControl
from hisight.gui.tr import tr


class LogView(QDialog):
    """Shows the log of `control`, and what is added while it is open."""

    def __init__(self, control: CaptureControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("代理日志", "Log of the proxy"))
        self.resize(760, 420)
        self.text = QPlainTextEdit(readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(theme.mono_font())
        self.text.setPlaceholderText(tr("代理没有输出任何信息。", "The proxy has said nothing."))
        self.text.setPlainText("\n".join(control.log))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        control.said.connect(self.text.appendPlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
