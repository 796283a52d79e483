"""The head of the detail: the verdict first and big, then which call it is, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from hisight.cells import clock
from hisight.checks import Severity
from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.elided_label import ElidedLabel
from hisight.gui.views.line_strip import label_of
from hisight.gui.views.note_line import NoteLine
from hisight.intercept import touch
from hisight.reading import Reading
from hisight.replay.next_call import offered_by


class VerdictHeader(QFrame):
    """Shows the verdict on a reading; says what the user wants to do with the call."""

    replay_requested = Signal()
    """Send the call again."""
    edit_requested = Signal()
    """Edit the call and send it."""
    next_requested = Signal(object)
    """Make this NextCall of the answer."""
    copy_requested = Signal(str)
    """Copy something of the call, by a name of `copying.offers`."""
    note_requested = Signal()
    """Edit the comment and the mark of the call."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict")
        self._icon = QLabel()
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setFont(theme.title_font())
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.function = ElidedLabel()
        self.function.setFont(theme.bold_font())
        self.facts = ElidedLabel()
        self.facts.setProperty("role", "muted")
        self.touched = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.touched.setProperty("role", "warning")
        self._touched_icon = QLabel()
        self.note = NoteLine()
        self.note.pressed.connect(self.note_requested)
        self.copy_menu = QMenu(self)
        for name, text in copying.offers():
            self.copy_menu.addAction(text, partial(self.copy_requested.emit, name))
        self._lay_out()

    def _lay_out(self) -> None:
        self._replay = _button("replay", tr("重放", "Replay"), "R")
        self._replay.clicked.connect(self.replay_requested)
        self._edit = _button("edit", tr("编辑并发送", "Edit and send"), "E")
        self._edit.clicked.connect(self.edit_requested)
        self.next = QToolButton(icon=icons.icon("next", "accent"), text=tr("下一步", "Next step"))
        self.next.setToolTip(tr("用这次的结果构造下一个调用", "Make the next call of what this one answered"))
        self.next.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.next.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.next.setMenu(QMenu(self.next))
        copy = _button("copy", tr("复制", "Copy"), "")
        copy.setMenu(self.copy_menu)
        copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.sentence, 1)
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(self.function)
        about.addWidget(self.facts)
        touched = QHBoxLayout()
        touched.setSpacing(theme.SPACE // 2)
        touched.addWidget(self._touched_icon, 0, Qt.AlignmentFlag.AlignTop)
        touched.addWidget(self.touched, 1)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addLayout(about, 1)
        for button in (self.next, self._replay, self._edit, copy):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE * 3 // 2, theme.SPACE * 3 // 2, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addLayout(touched)
        layout.addLayout(below)
        layout.addWidget(self.note)

    def show_reading(self, reading: Reading) -> None:
        """Show the verdict on `reading`."""
        name, role = _state(reading)
        colours = theme.current()
        self.setStyleSheet(
            f"QFrame#verdict {{ background: {getattr(colours, f'{role}_soft')}; border: none;"
            f" border-left: 4px solid {getattr(colours, role)}; }}"
        )
        self._icon.setPixmap(icons.pixmap(name, role, theme.BAR_ICON, self.devicePixelRatioF()))
        self.sentence.setText(str(reading.verdict))
        self.function.setText(_function_text(reading))
        self.facts.setText(" · ".join(_facts(reading)))
        exchange = reading.call.exchange
        said = str(touch.sentence(exchange.touched)) if exchange else ""
        self.touched.setText(said)
        self._touched_icon.setPixmap(icons.pixmap("touched", "warning", theme.ICON, self.devicePixelRatioF()))
        for label in (self.touched, self._touched_icon):
            label.setVisible(bool(said))
        for button in (self._replay, self._edit):
            button.setVisible(reading.call.exchange is not None)  # a pasted message has nowhere to go
        self._offer_next(reading)
        self.note.show_note(0, "")

    def _offer_next(self, reading: Reading) -> None:
        menu = self.next.menu()
        menu.clear()
        for one in offered_by(reading) if reading.call.exchange is not None else ():
            menu.addAction(label_of(one), partial(self.next_requested.emit, one))
        self.next.setVisible(not menu.isEmpty())


def _state(reading: Reading) -> tuple[str, str]:
    """Icon and colour role of a reading."""
    signatures = {message.signature.verdict for message in reading.call.messages}
    if reading.failed or reading.worst is Severity.ERROR or "invalid" in signatures:
        return "error", "error"
    return ("warning", "warning") if reading.worst is Severity.WARNING else ("check", "ok")


def _function_text(reading: Reading) -> str:
    call, function = reading.call, reading.function
    if function is None:
        return " ".join(filter(None, (call.fun_code, call.operation))) or tr("未知功能", "unknown function")
    effect = {"read": "", "write": tr("（写）", " (writes)"), "money": tr("（资金）", " (moves money)")}[
        function.effect
    ]
    return f"{function.label}  {function.title}{effect}"


def _facts(reading: Reading) -> list[str]:
    call, exchange = reading.call, reading.call.exchange
    facts = []
    if exchange is not None:
        facts.append(f"#{exchange.id}" if exchange.id else tr("未保存", "not stored"))
        if exchange.started:
            facts.append(clock(exchange.started))
    if call.return_code:
        meaning = reading.subjects[0].catalog.meaning_of_return_code(call.return_code, reading.function)
        facts.append(" ".join(filter(None, (call.return_code, meaning or call.return_msg))))
    if call.response is not None and call.response.head.status not in (0, 200):
        facts.append(f"HTTP {call.response.head.status}")
    if exchange is not None:
        facts.append(f"{exchange.duration_ms:,.0f} ms")
        facts.append(exchange.server)
    if call.user_id:
        facts.append(call.user_id)
    return [fact for fact in facts if fact]


def _button(name: str, text: str, key: str) -> QToolButton:
    button = QToolButton(icon=icons.icon(name), toolTip=f"{text} ({key})" if key else text)
    button.setAccessibleName(text)
    return button
