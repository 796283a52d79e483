"""The Raw tab: head and body of both sides as they came, as text or as bytes."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.charset_button import CharsetButton, remark_on_choice
from hisight.gui.views.code_view import CodeView
from hisight.intercept import sides
from hisight.protocol import Message
from hisight.reading import Reading
from hisight.reading.forms import dumped, written


class RawView(QWidget):
    """Request above, answer below."""

    charset_chosen = Signal(str, str)
    """The side, and the charset that it is to be read in; empty for the one that is found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides = {"request": _Side(tr("请求", "Request")), "response": _Side(tr("应答", "Response"))}
        self._reading: Reading | None = None
        self._modes = QButtonGroup(self, exclusive=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE // 2)
        bar.setSpacing(theme.SPACE // 2)
        for name, label in (("text", tr("文本", "Text")), ("hex", tr("十六进制", "Hex"))):
            button = QToolButton(text=label, checkable=True, objectName=name, checked=name == "text")
            self._modes.addButton(button)
            bar.addWidget(button)
        self.as_sent = QToolButton(text=tr("放行后的", "As it left"), checkable=True)
        self.as_sent.setIcon(icons.icon("touched", "warning"))
        self.as_sent.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.as_sent.setToolTip(
            tr("显示代理实际发出的报文，而不是收到的", "Show what left the proxy, in place of what came to it")
        )
        self.as_sent.toggled.connect(self._show)
        bar.addSpacing(theme.SPACE)
        bar.addWidget(self.as_sent)
        bar.addStretch(1)
        self._modes.buttonClicked.connect(lambda button: self.set_mode(button.objectName()))
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=1)
        for direction, side in self.sides.items():
            split.addWidget(side)
            side.charset.chosen.connect(partial(self.charset_chosen.emit, direction))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(split, 1)

    def show_reading(self, reading: Reading) -> None:
        """Show both sides of `reading`."""
        self._reading = reading
        exchange = reading.call.exchange
        changed = exchange is not None and sides.left_otherwise(exchange)
        self.as_sent.setVisible(changed)
        self.as_sent.blockSignals(True)  # noqa: FBT003 - Qt's
        self.as_sent.setChecked(changed and self.as_sent.isChecked())
        self.as_sent.blockSignals(False)  # noqa: FBT003 - Qt's
        self._show()

    def _show(self) -> None:
        if self._reading is None:
            return
        call = self._reading.call
        if call.exchange is not None and self.as_sent.isChecked():
            call = sides.as_sent(call)
        exchange = call.exchange
        bodies = {"request": exchange.request_body, "response": exchange.response_body} if exchange else {}
        for direction, side in self.sides.items():
            message = next((message for message in call.messages if message.direction == direction), None)
            side.show_message(message, bodies.get(direction, b""))

    def set_mode(self, name: str) -> None:
        """Show both sides as `text` or as `hex`."""
        for button in self._modes.buttons():
            button.setChecked(button.objectName() == name)
        for side in self.sides.values():
            side.set_hex(name == "hex")


class _Side(QFrame):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._message: Message | None = None
        self._body = b""
        self._hex = False
        name = QLabel(title)
        name.setFont(theme.bold_font())
        self._facts = QLabel()
        self._facts.setProperty("role", "muted")
        self.charset = CharsetButton(title)
        copy = QToolButton(icon=icons.icon("copy"), toolTip=tr("全部复制", "Copy all"))
        copy.setAccessibleName(f"{title}: {copy.toolTip()}")
        copy.clicked.connect(lambda: copying.copy(self._text()))
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, 0)
        head.setSpacing(theme.SPACE)
        for widget in (name, self._facts):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.charset)
        head.addWidget(copy)
        self.code = CodeView(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(head)
        layout.addWidget(self.code, 1)

    def show_message(self, message: Message | None, body: bytes) -> None:
        self._message, self._body = message, body
        if message is None:
            self._facts.setText(tr("没有报文", "no message"))
        else:
            size = tr(f"{len(body):,} 字节", f"{len(body):,} bytes")
            chosen, charset = remark_on_choice(message), message.decoded.charset
            if chosen:
                charset = tr(f"按你的选择读作 {charset}", f"read as {charset} by your choice")
            elif message.decoded.bom:
                charset = f"{charset} BOM"
            facts = (size, *message.unfolded.found, message.package.kind, charset)
            self._facts.setText(" · ".join(filter(None, facts)))
            self._facts.setToolTip(chosen)
        self.charset.show_message(message, body)
        self._show()

    def set_hex(self, hexadecimal: bool) -> None:  # noqa: FBT001 - a switch, as Qt's setters are
        self._hex = hexadecimal
        self._show()

    def _show(self) -> None:
        self.code.show_text(self._text(), "hex" if self._hex else "http")

    def _text(self) -> str:
        if self._hex:
            return dumped(self._body)
        return written(self._message) if self._message else ""
