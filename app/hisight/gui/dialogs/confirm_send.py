"""The question before calls go out that change data or move money."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.replay import ONLY_READING, Permit, Question

_MOST_NAMED = 6  # functions or patients; a batch may have hundreds


def permitted(parent: QWidget | None, question: Question | None) -> Permit | None:
    """Ask whether the calls of `question` may be sent; None when they may not. Where there is no question they may."""
    if question is None:
        return ONLY_READING
    dialog = ConfirmSendDialog(question, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return question.allow(production=dialog.typed())


class ConfirmSendDialog(QDialog):
    """Names functions, target, patients and amounts. Enter does not send: one has to mean it.

    Where a profile calls the target production, the frame is red and the name of the target has to be typed.
    """

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.setWindowTitle(tr("确认发送", "Confirm sending"))
        self.setMinimumWidth(480)
        self.send = QPushButton(icons.icon("send", "on_accent"), tr("发送", "Send"))
        self.send.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self.accept)
        self.cancel = QPushButton(tr("取消", "Cancel"))
        self.cancel.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.fields = [self._field_for(target) for target in question.production]
        self._lay_out()
        self._allow()
        (self.fields[0] if self.fields else self.cancel).setFocus()

    def typed(self) -> list[str]:
        """What the user typed to name the production targets."""
        return [field.text().strip() for field in self.fields]

    def accept(self) -> None:
        """Only what is allowed is accepted, whichever key was pressed."""
        if self.send.isEnabled():
            super().accept()

    def _field_for(self, target: str) -> QLineEdit:
        field = QLineEdit(placeholderText=target)
        field.setAccessibleName(tr(f"输入 {target} 以确认", f"Type {target} to confirm"))
        field.textChanged.connect(self._allow)
        return field

    def _allow(self) -> None:
        pairs = zip(self.typed(), self._question.production, strict=True)
        self.send.setEnabled(all(text == target for text, target in pairs))

    def _lay_out(self) -> None:
        money = any(deed.effect == "money" for deed in self._question.deeds)
        icon = QLabel()
        icon.setPixmap(icons.pixmap("money" if money else "write", "warning", 32, self.devicePixelRatioF()))
        title = _label(self._title())
        title.setFont(theme.title_font())
        title.setWordWrap(True)
        facts = QFormLayout()
        facts.setHorizontalSpacing(theme.SPACE * 2)
        facts.setVerticalSpacing(theme.SPACE)
        for name, value in self._facts():
            heading = _label(name, muted=True)
            heading.setAlignment(Qt.AlignmentFlag.AlignTop)
            facts.addRow(heading, _label(value))
        for target, field in zip(self._question.production, self.fields, strict=True):
            warning = _label(tr(f"{target} 是生产环境，请输入它以确认", f"{target} is production: type it to confirm"))
            warning.setProperty("role", "error")
            facts.addRow(warning)
            facts.addRow(field)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE * 2)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        frame = QFrame()
        frame.setProperty("production", bool(self.fields))
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(*(theme.SPACE * 3,) * 4)
        inside.setSpacing(theme.SPACE * 2)
        inside.addLayout(top)
        inside.addLayout(facts)
        inside.addStretch(1)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def _title(self) -> str:
        deeds, effects = self._question.deeds, {deed.effect for deed in self._question.deeds}
        one = len(deeds) == 1
        many = (tr("这个调用", "This call"), tr(f"这 {len(deeds)} 个调用", f"These {len(deeds)} calls"))[not one]
        s = "s" if one else ""
        if "money" in effects:
            return tr(f"{many}会真的收付款，确定发送？", f"{many} really move{s} money. Send?")
        if "write" in effects:
            return tr(f"{many}会真的修改医院数据，确定发送？", f"{many} really change{s} the hospital's data. Send?")
        return tr(f"不清楚{many}会做什么，确定发送？", f"Nobody knows what {many.lower()} do{'es' * one}. Send?")

    def _facts(self) -> list[tuple[str, str]]:
        asked = self._question
        functions = [f"{name} × {count}" if count > 1 else name for name, count in asked.counts]
        amounts = dict.fromkeys(deed.amount for deed in asked.deeds if deed.amount)
        facts = [
            (tr("功能", "Function"), _some(functions)),
            (tr("目标", "Target"), "\n".join(asked.targets)),
            (tr("患者", "Patient"), _some(asked.patients) or tr("报文中没有", "none in the message")),
        ]
        return [*facts, (tr("金额", "Amount"), _some(list(amounts)))] if amounts else facts


def _some(names: "list[str] | tuple[str, ...]") -> str:
    more = len(names) - _MOST_NAMED
    shown = [*names[:_MOST_NAMED], tr(f"等 {len(names)} 项", f"and {more} more")] if more > 0 else names
    return "\n".join(shown)


def _label(text: str, *, muted: bool = False) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=not muted)
    if muted:
        label.setProperty("role", "muted")
    return label
