"""The signature of one message: verdict, what is not as agreed, both digests, and the characters or bytes that are signed."""

import html
import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from hisight.explain.signature import as_agreed
from hisight.explain.signature_letter import letter
from hisight.explain.signature_marks import differing
from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.difference_list import DifferenceList
from hisight.protocol import Message, SignatureStatus
from hisight.reading.forms import signed_bytes

_LOWEST, _HIGHEST = 40, 190  # of the box with the base string, in logical pixels


class SignatureCard(QWidget):
    """The signature of one side."""

    def __init__(self, title: str, parent: QWidget | None = None, *, filling: bool = False) -> None:
        """With `filling` the base string takes what room there is, else what it needs, and the differences have lines."""
        super().__init__(parent)
        self._message: Message | None = None
        self._status: SignatureStatus | None = None
        self._what = ""
        self._filling = filling
        side = QLabel(title)
        side.setFont(theme.bold_font())
        self._icon = QLabel()
        self.verdict = QLabel()
        self.verdict.setFont(theme.bold_font())
        self._rule = _quiet()
        self.explanation, self.excluded = _text(), _text()
        self.differences = DifferenceList()
        self.expected, self.found = _digest(), _digest()
        self._digests = QWidget()
        self._base_title = _quiet()
        self.base = CodeView(tr("待签名串", "Base string"))
        self.letter = self._letter_button()
        self.bytes = QToolButton(text=tr("十六进制", "Hex"), checkable=True)
        self.bytes.setToolTip(
            tr("显示实际签名的字节（密钥以 * 代替）", "Show the bytes that are signed (* for the key)")
        )
        self.bytes.toggled.connect(lambda _on: self._show_base())
        self._copy = QToolButton(icon=icons.icon("copy"))
        self._copy.setToolTip(tr("复制待签名串（不含密钥）", "Copy base string (without the key)"))
        self._copy.setAccessibleName(self._copy.toolTip())
        self._copy.clicked.connect(lambda: copying.copy(self.base.text()))
        self._lay_out(side)
        if filling:
            self.base.setMinimumHeight(_LOWEST)
        else:
            # The lines break elsewhere: in another width, or once the box is on the screen.
            self.base.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_message(self, message: Message | None, what: str = "") -> None:
        """Show the signature of `message`, a part of the call `what`; None when there is no such message."""
        self._message, self._what = message, what
        self.bytes.setChecked(False)
        if message is None or not message.envelope.fields:
            said = (
                tr("没有报文。", "no message.")
                if message is None
                else tr("报文中没有 ROOT。", "the message has no ROOT.")
            )
            self._show(None, said)
            return
        self.show_status(message.signature)

    def show_status(self, status: object) -> None:
        """Show how the signature of the message was understood: a SignatureStatus."""
        assert isinstance(status, SignatureStatus)
        refused = status.verdict == "valid-with-deviation" and status.variant not in _ACCEPTED
        self._show(status, tr(*(_OTHERWISE if refused else _VERDICTS[status.verdict][2])))

    def looking_further(self) -> None:
        """Say that somebody still looks for what would fit; `show_status` ends it."""
        self._say(
            self.excluded, tr("正在尝试更多做法的组合…", "Trying more combinations of what may be done otherwise…")
        )

    def _show(self, status: SignatureStatus | None, said: str) -> None:
        self._status = status
        name, role, _ = _VERDICTS[status.verdict if status else "unsigned"]
        self._icon.setPixmap(icons.pixmap(name, role, theme.ICON, self.devicePixelRatioF()))
        self.verdict.setText(said)
        self.verdict.setProperty("role", role)
        self.verdict.style().polish(self.verdict)
        self._rule.setText(_rule_text(status) if status else "")
        self._say(self.explanation, str(status.explanation) if status and status.verdict != "valid" else "")
        self._say(self.excluded, str(status.excluded) if status else "")
        self.differences.show_differences(status.differences if status and not self._filling else ())
        self.letter.setVisible(bool(self._letter("en")) and not self._filling)
        for widget in (self._digests, self._base_title, self.base, self._copy):
            widget.setVisible(bool(status and status.base_string))
        self.bytes.setVisible(bool(status and status.signed))
        if status is not None:
            self._show_digests(status)
            self._show_base()

    def _show_digests(self, status: SignatureStatus) -> None:
        agreed = as_agreed(self._message).expected if self._message and status.differences else status.expected
        expected, found = compared(agreed, status.found)
        self.expected.setText(expected or tr("无法计算：没有密钥", "cannot be computed without a key"))
        self.found.setText(found or tr("空", "empty"))

    def _show_base(self) -> None:
        status = self._status
        if status is None:
            return
        size = f" · {len(status.signed):,} {tr('字节', 'bytes')}, {status.how.digest.upper()}" if status.signed else ""
        if self.bytes.isChecked():
            title = tr("签名的字节（密钥以 * 代替）", "Signed bytes (* for the key)")
            self.base.show_text(signed_bytes(status), "hex")
        else:
            title = tr("待签名串（密钥以圆点代替）", "Base string (dots stand for the key)")
            self.base.show_text(status.base_string, _LANGUAGES[status.how.layout])
            self.base.mark(differing(self._message, status) if self._message and status.differences else ())
        self._base_title.setText(title + size)
        if not self._filling:
            self._fit()

    def _letter(self, language: str) -> str:
        if self._message is None or self._status is None:
            return ""
        words = letter(self._message, self._status, self._what)
        return words.zh if language == "zh" else words.en

    def _letter_button(self) -> QToolButton:
        button = QToolButton(text=tr("复制给对方的说明", "Copy for the other vendor"), icon=icons.icon("copy"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction("中文", lambda: copying.copy(self._letter("zh")))
        menu.addAction("English", lambda: copying.copy(self._letter("en")))
        button.setMenu(menu)
        return button

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text[:1].upper() + text[1:])
        label.setVisible(bool(text))

    def _fit(self) -> None:
        height, block = 2.0 * theme.SPACE, self.base.document().firstBlock()
        while block.isValid() and height < _HIGHEST:
            height += self.base.blockBoundingRect(block).height()
            block = block.next()
        self.base.setFixedHeight(max(_LOWEST, min(_HIGHEST, math.ceil(height) + 1)))

    def _lay_out(self, side: QLabel) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        for widget in (side, self._icon, self.verdict, self._rule):
            head.addWidget(widget)
        head.addStretch(1)
        base_head = QHBoxLayout()
        base_head.addWidget(self._base_title)
        base_head.addStretch(1)
        base_head.addWidget(self.bytes)
        base_head.addWidget(self._copy)
        grid = QGridLayout(self._digests)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        names = (tr("按约定应为", "As agreed"), self.expected), (tr("报文中", "Found"), self.found)
        for row, (text, digest) in enumerate(names):
            name = _quiet()
            name.setText(text)
            grid.addWidget(name, row, 0)
            grid.addWidget(digest, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(head)
        for widget in (self.explanation, self.differences, self.excluded, self._digests):
            layout.addWidget(widget)
        layout.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(base_head)
        layout.addWidget(self.base, 1)


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


def _text() -> QLabel:
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _digest() -> QLabel:
    label = QLabel()
    label.setFont(theme.mono_font())
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


_LANGUAGES = {"query": "query", "elements": "xml", "values": "text"}
"""How a base string is coloured, by the layout of its rule."""

_VERDICTS = {
    "valid": ("signature-ok", "ok", ("签名正确", "The signature fits")),
    "valid-with-deviation": ("signature-ok", "warning", ("签名正确，但有出入", "The signature fits, with a deviation")),
    "invalid": ("signature-bad", "error", ("签名不符", "The signature does not fit")),
    "unsigned": ("signature-none", "muted", ("没有签名", "Not signed")),
    "unknown-key": ("signature-unknown", "warning", ("没有密钥，未验证", "No key to verify it")),
}
"""Icon, colour role and name of each verdict."""

_ACCEPTED = ("other-rule", "digest-case")  # of these a receiver may say that the signature fits
_OTHERWISE = ("与约定的签名方式不同", "Signed otherwise than agreed")
