"""The question before a call goes out that changes data or moves money."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hisight.catalog import Function
from hisight.gui import icons, theme
from hisight.gui.tr import tr


def confirm_send(parent: QWidget | None, function: Function, target: str, patient: str) -> bool:
    """Ask whether `function` may be sent to `target` (host and port); `patient` is whom it is about, empty for nobody known."""
    dialog = ConfirmSendDialog(function, target, patient, parent)
    return dialog.exec() == QDialog.DialogCode.Accepted


class ConfirmSendDialog(QDialog):
    """Names function, target and patient. Enter does not send: one has to mean it."""

    def __init__(self, function: Function, target: str, patient: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        money = function.effect == "money"
        self.setWindowTitle(tr("确认发送", "Confirm sending"))
        self.setMinimumWidth(460)
        icon = QLabel()
        icon.setPixmap(icons.pixmap("money" if money else "write", "warning", 32, self.devicePixelRatioF()))
        question = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        question.setFont(theme.title_font())
        question.setText(
            tr("这个调用会真的收付款，确定发送？", "This call really moves money. Send it?")
            if money
            else tr("这个调用会真的修改医院数据，确定发送？", "This call really changes the hospital's data. Send it?")
        )
        facts = QFormLayout()
        facts.setHorizontalSpacing(theme.SPACE * 2)
        facts.setVerticalSpacing(theme.SPACE)
        for name, value in (
            (tr("功能", "Function"), f"{function.label}  {function.title}"),
            (tr("目标", "Target"), target),
            (tr("患者", "Patient"), patient or tr("报文中没有", "none in the message")),
        ):
            facts.addRow(_label(name, muted=True), _label(value))
        self.send = QPushButton(icons.icon("send", "on_accent"), tr("发送", "Send"))
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self.accept)
        cancel = QPushButton(tr("取消", "Cancel"))
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)

        top = QHBoxLayout()
        top.setSpacing(theme.SPACE * 2)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(question, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 3,) * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(top)
        layout.addLayout(facts)
        layout.addStretch(1)
        layout.addLayout(buttons)
        cancel.setFocus()


def _label(text: str, *, muted: bool = False) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=not muted)
    if muted:
        label.setProperty("role", "muted")
    return label
