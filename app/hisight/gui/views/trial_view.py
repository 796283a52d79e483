"""The live test of a profile: which call it is tried on, and what comes of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui import icons, theme
from hisight.gui.models.call_columns import COLUMNS, text_of
from hisight.gui.profile_words import MATCHES
from hisight.gui.tr import tr
from hisight.gui.views.number_field import NumberField
from hisight.protocol import Payload, SignatureRule
from hisight.reading.trial import Side, Trial
from hisight.wording import Words

_SIDES = {"request": Words("请求", "Request"), "response": Words("应答", "Response")}
_NUMBER_WIDTH = 72
_SHOWN = ("time", "function", "code")
_VERDICTS = {
    "valid": ("check", "ok"),
    "valid-with-deviation": ("warning", "warning"),
    "invalid": ("error", "error"),
    "unsigned": ("note", "muted"),
    "unknown-key": ("warning", "warning"),
}


class TrialView(QFrame):
    """Says what a profile makes of one call."""

    call_chosen = Signal(int)
    """Another call is to be tried."""
    rule_offered = Signal(object)
    """The user takes over the SignatureRule that fits."""
    cipher_offered = Signal(object)
    """The user takes over how the Payload opens."""
    unlock_requested = Signal()
    """The user wants to give the passphrase of the key file."""

    def __init__(self, session: Session | None, number: int, parent: QWidget | None = None) -> None:
        """Calls are those of `session`; `number` is tried first."""
        super().__init__(parent)
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._session = session
        self._rule: SignatureRule | None = None
        self._payload: Payload | None = None
        last = session.last_id() if session else 0
        self.number = NumberField(minimum=min(1, last), maximum=last)
        self.number.setAccessibleName(tr("调用编号", "Number of the call"))
        self.number.setValue(number or last)
        self.number.setFixedWidth(_NUMBER_WIDTH)
        self.number.lineEdit().setTextMargins(theme.SPACE // 2, 0, 0, 0)  # the style sheet does not reach it
        self.number.valueChanged.connect(self._choose)
        self.call = QLabel()
        self.call.setProperty("role", "muted")
        self.take_over = QPushButton(icons.icon("check"), tr("采用相符的设置", "Take over what fits"))
        self.take_over.setAutoDefault(False)
        self.take_over.clicked.connect(self._offer)
        self.unlock = QPushButton(icons.icon("key"), tr("解锁密钥文件…", "Unlock the key file…"))
        self.unlock.setAutoDefault(False)
        self.unlock.clicked.connect(self.unlock_requested)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        title = QLabel(tr("实时测试：第", "Live test: call"))
        title.setFont(theme.bold_font())
        title.setBuddy(self.number)
        for widget in (title, self.number, self.call):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.unlock)
        head.addWidget(self.take_over)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(head)
        layout.addWidget(self._scrolling(), 1)
        self._describe()
        self.show_nothing()

    def show_trial(self, trial: Trial) -> None:
        """Show what came of it."""
        rows = [_match(trial)]
        rows += [("warning", "warning", "", _sentence(str(error))) for error in trial.missing]
        for side in trial.sides:
            rows += _rows(side)
        if not trial.sides:
            rows.append(("note", "muted", "", tr("报文中没有 ROOT，无从测试", "There is no ROOT to try it on")))
        self._rule = next((side.signature.how for side in trial.sides if _is_other_rule(side)), None)
        self._payload = next((side.fitting for side in trial.sides if side.fitting), None)
        self.take_over.setVisible(self._rule is not None or self._payload is not None)
        self.unlock.setVisible(trial.locked)
        self._show(rows)

    def show_nothing(self, *, wrong: bool = False) -> None:
        """There is nothing to try, or what there is is `wrong`."""
        self.take_over.hide()
        self.unlock.hide()
        if wrong:
            text = tr("改正后即可测试。", "It is tried as soon as it is right.")
        elif self._session is None or not self.number.maximum():
            text = tr(
                "打开会话文件或开始抓包后，可在此对一次真实调用测试配置。",
                "With a session open, a profile is tried here on a captured call as you edit it.",
            )
        else:
            text = tr("没有选中的配置。", "No profile is selected.")
        self._show([("note", "muted", "", text)])

    def show_error(self, text: str) -> None:
        """It could not be tried."""
        self.show_nothing()
        self._show([("error", "error", "", text)])

    def texts(self) -> list[str]:
        """What is said, line by line."""
        items = [self._grid.itemAtPosition(row, 2) for row in range(self._grid.rowCount())]
        labels = [item.widget() for item in items if item is not None]
        return [label.text() for label in labels if isinstance(label, QLabel)]

    def _scrolling(self) -> QScrollArea:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._grid)
        inside.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        return area

    def _offer(self) -> None:
        rule, payload = self._rule, self._payload  # another trial follows the first edit
        if payload is not None:
            self.cipher_offered.emit(payload)
        if rule is not None:
            self.rule_offered.emit(rule)

    def _choose(self, number: int) -> None:
        self._describe()
        self.call_chosen.emit(number)

    def _describe(self) -> None:
        rows = []
        if self._session is not None and self.number.maximum():
            try:
                rows = self._session.rows([self.number.value()])
            except HisightError:  # said by the trial, which reads the same file
                rows = []
        cells = [text_of(column.cell(row)) for row in rows for column in COLUMNS if column.key in _SHOWN]
        self.call.setText(tr("号调用  ", "") + "  ".join(cells))

    def _show(self, rows: list[tuple[str, str, str, str]]) -> None:
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for row, (icon, role, side, text) in enumerate(rows):
            name = QLabel(side)
            name.setProperty("role", "muted")
            mark = QLabel()
            mark.setPixmap(icons.pixmap(icon, role, theme.ICON, self.devicePixelRatioF()))
            says = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, widget in enumerate((name, mark, says)):
                self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)


def _match(trial: Trial) -> tuple[str, str, str, str]:
    if not trial.unmatched:
        return "check", "ok", "", tr("此配置匹配这次调用", "The profile matches this call")
    names = ", ".join(str(MATCHES[entry][0]) for entry in trial.unmatched)
    text = tr(
        f"不匹配这次调用（{names}），仍用它试读", f"It does not match this call ({names}); it is tried all the same"
    )
    return "note", "muted", "", text


def _rows(side: Side) -> list[tuple[str, str, str, str]]:
    icon, role = _VERDICTS[side.signature.verdict]
    payload = ("check", "ok") if side.opens else ("error", "error")
    return [
        (*payload, str(_SIDES[side.direction]), _sentence(str(side.payload))),
        (icon, role, "", _sentence(str(side.signature.explanation))),
    ]


def _is_other_rule(side: Side) -> bool:
    """True when the signature fits a rule that the profile does not name."""
    return side.signature.verdict == "valid-with-deviation" and side.signature.variant not in ("digest-case", "key")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
