"""The Signature tab: for each side what is known about SIGN, what was signed, and where the digests differ."""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.protocol import Message, SignatureStatus
from hisight.reading import Reading

_LOWEST, _HIGHEST = 40, 190  # of the box with the base string, in logical pixels
_CHINESE_LINE = 1  # a line with Chinese characters is that much higher on average


class SignatureView(QScrollArea):
    """The signatures of both sides, request first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.cards = {
            "request": SignatureCard(tr("请求", "Request")),
            "response": SignatureCard(tr("响应", "Response")),
        }
        page = QFrame()
        page.setProperty("panel", True)  # noqa: FBT003 - Qt's
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE * 2)
        layout.setSpacing(theme.SPACE * 2)
        for card in self.cards.values():
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(page)

    def show_reading(self, reading: Reading) -> None:
        """Show both signatures of `reading`."""
        for direction, card in self.cards.items():
            card.show_message(
                next((message for message in reading.call.messages if message.direction == direction), None)
            )


class SignatureCard(QWidget):
    """The signature of one side."""

    def __init__(self, title: str, parent: QWidget | None = None, *, filling: bool = False) -> None:
        """With `filling` the base string takes what room there is, else what it needs."""
        super().__init__(parent)
        self._base = ""
        self._filling = filling
        side = QLabel(title)
        side.setFont(theme.bold_font())
        self._icon = QLabel()
        self.verdict = QLabel()
        self.verdict.setFont(theme.bold_font())
        self._rule = _quiet()
        self.explanation = QLabel(wordWrap=True)
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._base_title = _quiet()
        self.base = CodeView(tr("待签名串", "Base string"))
        self._copy = QToolButton(
            icon=icons.icon("copy"), toolTip=tr("复制待签名串（不含密钥）", "Copy base string (without the key)")
        )
        self._copy.setAccessibleName(self._copy.toolTip())
        self._copy.clicked.connect(lambda: copying.copy(self._base))
        self.expected, self.found = _digest(), _digest()
        self._digests = QWidget()
        self._lay_out(side)

    def _lay_out(self, side: QLabel) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        for widget in (side, self._icon, self.verdict, self._rule):
            head.addWidget(widget)
        head.addStretch(1)
        base_head = QHBoxLayout()
        base_head.addWidget(self._base_title)
        base_head.addStretch(1)
        base_head.addWidget(self._copy)
        grid = QGridLayout(self._digests)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (text, digest) in enumerate(
            ((tr("应为", "Expected"), self.expected), (tr("报文中", "Found"), self.found))
        ):
            name = _quiet()
            name.setText(text)
            grid.addWidget(name, row, 0)
            grid.addWidget(digest, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(head)
        layout.addWidget(self.explanation)
        layout.addWidget(self._digests)
        layout.addLayout(base_head)
        layout.addWidget(self.base, 1)

    def show_message(self, message: Message | None) -> None:
        """Show the signature of `message`; None when there is no such message."""
        if message is None or not message.envelope.fields:
            text = (
                tr("没有报文。", "no message.")
                if message is None
                else tr("报文中没有 ROOT。", "the message has no ROOT.")
            )
            self.show_status(None, text)
            return
        self.show_status(message.signature)

    def show_status(self, status: SignatureStatus | None, instead: str = "") -> None:
        """Show `status`; without one what `instead` says."""
        name, role, text = _VERDICTS[status.verdict if status else "unsigned"]
        self._icon.setPixmap(icons.pixmap(name, role, theme.ICON, self.devicePixelRatioF()))
        self.verdict.setText(tr(*text) if status else instead)
        self.verdict.setProperty("role", role)
        self.verdict.style().polish(self.verdict)
        self._base = status.base_string if status else ""
        for widget in (self._digests, self._base_title, self.base, self._copy):
            widget.setVisible(bool(self._base))
        self._rule.setText(_rule_text(status) if status else "")
        explanation = str(status.explanation) if status and status.verdict != "valid" else ""
        self.explanation.setText(explanation[:1].upper() + explanation[1:])
        self.explanation.setVisible(bool(explanation))
        if status is None:
            return
        size = f" · {len(status.signed):,} {tr('字节，MD5', 'bytes, MD5')}" if status.signed else ""
        self._base_title.setText(tr("待签名串（密钥以圆点代替）", "Base string (dots stand for the key)") + size)
        self.base.show_text(self._base, "xml" if status.how.layout == "elements" else "query")
        expected, found = compared(status.expected, status.found)
        self.expected.setText(expected or tr("无法计算：没有密钥", "cannot be computed without a key"))
        self.found.setText(found or tr("空", "empty"))
        if self._filling:
            self.base.setMinimumHeight(_LOWEST)
            return
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The base string breaks elsewhere."""
        super().resizeEvent(event)
        if not self._filling:
            self._fit()

    def _fit(self) -> None:
        # The height of a plain document is its number of lines, as they are broken now.
        lines = self.base.document().size().height()
        height = round(lines * (self.base.fontMetrics().lineSpacing() + _CHINESE_LINE)) + theme.SPACE * 2
        self.base.setFixedHeight(max(_LOWEST, min(_HIGHEST, height)))


def compared(expected: str, found: str) -> tuple[str, str]:
    """Both digests as rich text, with the characters marked in which they differ."""
    if not expected or expected == found:
        return html.escape(expected), html.escape(found)
    return _marked(expected, found), _marked(found, expected)


def _marked(text: str, other: str) -> str:
    colours = theme.current()
    style = f"color: {colours.error}; background-color: {colours.error_soft}; text-decoration: underline"
    return "".join(
        html.escape(character)
        if place < len(other) and character == other[place]
        else f'<span style="{style}">{html.escape(character)}</span>'
        for place, character in enumerate(text)
    )


def _rule_text(status: SignatureStatus) -> str:
    key = status.key.label if status.key and status.how.needs_key else ""
    keyed = f" · {tr('密钥', 'key')} {key}" if key else ""
    return f"{tr('规则', 'rule')} {status.rule}{keyed}" if status.rule else ""


def _quiet() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    return label


def _digest() -> QLabel:
    label = QLabel()
    label.setFont(theme.mono_font())
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


_VERDICTS = {
    "valid": ("signature-ok", "ok", ("签名正确", "The signature fits")),
    "valid-with-deviation": ("signature-ok", "warning", ("签名正确，但有出入", "The signature fits, with a deviation")),
    "invalid": ("signature-bad", "error", ("签名不符", "The signature does not fit")),
    "unsigned": ("signature-none", "muted", ("没有签名", "Not signed")),
    "unknown-key": ("signature-unknown", "warning", ("没有密钥，未验证", "No key to verify it")),
}
"""Icon, colour role and name of each verdict."""
