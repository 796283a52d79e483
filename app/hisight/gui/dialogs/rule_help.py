"""What a finding means: the documentation of its rule, beside the window, so that both can be read together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hisight.checks import Rule, find_rule
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.reading.leniency import STRICT, Leniency

_WIDTH = 560


class RuleHelp(QDialog):
    """What a rule checks, why it matters, an example, and what to do."""

    def __init__(self, rule: Rule, leniency: Leniency = STRICT, parent: QWidget | None = None) -> None:
        """`leniency` is that of the profile which reads the call."""
        super().__init__(parent)
        self.setWindowTitle(f"{rule.code} {rule.name}")
        self.setFixedWidth(_WIDTH)
        icon = QLabel()
        icon.setPixmap(icons.pixmap(rule.severity, rule.severity, theme.BAR_ICON, self.devicePixelRatioF()))
        title = _text(_sentence(str(rule.title)))
        title.setFont(theme.title_font())
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 3,) * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(_text(" · ".join((rule.code, rule.name, _standing(rule, leniency))), "muted"))
        layout.addWidget(_rule_line())
        for heading, text in rule.sections:
            if heading:
                layout.addSpacing(theme.SPACE // 2)
                layout.addWidget(_heading(_HEADINGS[heading]()))
            layout.addWidget(_text(_sentence(text)))
        if str(rule.hint):
            layout.addSpacing(theme.SPACE // 2)
            layout.addWidget(_heading(tr("如何处理", "What to do")))
            layout.addWidget(_text(str(rule.hint)))
        layout.addSpacing(theme.SPACE)
        layout.addStretch(1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("关闭", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))


def explain(code: str, leniency: Leniency, parent: QWidget) -> RuleHelp | None:
    """Show the help of the rule with `code` beside `parent`; None where it has none, because the rule itself failed."""
    rule = find_rule(code)
    if rule is None:
        return None
    dialog = RuleHelp(rule, leniency, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog


_HEADINGS = {
    "What": lambda: tr("检查什么", "What it checks"),
    "Why": lambda: tr("为什么重要", "Why it matters"),
    "Example": lambda: tr("示例", "Example"),
}


def _standing(rule: Rule, leniency: Leniency) -> str:
    """The severity of `rule`, and what the profile makes of it."""
    own = str(rule.severity.words)
    if rule.code not in leniency.worst:
        return own
    worst, profile = leniency.worst[rule.code], leniency.profile
    if worst is None:
        return tr(f"{own}，已由配置 {profile} 关闭", f"{own}, switched off by profile {profile}")
    return tr(f"{own}，配置 {profile} 降为{worst.words.zh}", f"{own}, lowered to {worst.words.en} by profile {profile}")


def _sentence(text: str) -> str:
    """Documentation as a sentence of its own, without the marks around code."""
    plain = text.replace("`", "")
    return plain[:1].upper() + plain[1:]


def _text(text: str, role: str = "") -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.bold_font())
    return label


def _rule_line() -> QFrame:
    line = QFrame()
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line
