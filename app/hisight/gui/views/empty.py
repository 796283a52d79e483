"""A pane that has nothing to show says why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.capture_control import CaptureControl
from hisight.gui.icons import pixmap
from hisight.gui.tr import tr
from hisight.gui.views.capture_button import address_for_platform


class EmptyPage(QWidget):
    """An icon, a sentence, an explanation, and perhaps a button."""

    pressed = Signal()
    """The button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._title.setFont(theme.title_font())
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("role", "muted")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self.setFocusProxy(self._button)
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self.say("", "")

    def say(self, icon: str, title: str, text: str = "", button: str = "") -> None:
        """Show this; what is empty is left out."""
        if icon:
            self._icon.setPixmap(pixmap(icon, "muted", 40, self.devicePixelRatioF()))
        for widget, content in ((self._icon, icon), (self._title, title), (self._text, text), (self._button, button)):
            widget.setVisible(bool(content))
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(button)


class EmptyList(EmptyPage):
    """In place of a list of calls that has no lines."""

    def explain(self, total: int, asked: str, control: CaptureControl) -> None:
        """Say why there are none, of `total` in the session, where `asked` is the filter, and what to do."""
        if total:
            self.say(
                "filter",
                tr("没有符合条件的调用", "No call matches the filter"),
                asked,
                button=tr("清除过滤条件", "Clear the filter"),
            )
        elif control.listening:
            address = address_for_platform(control)
            self.say(
                "capture",
                tr("正在等待第一个调用", "Waiting for the first call"),
                tr(f"请把平台侧的接口地址改为 {address}", f"Give the platform this address: {address}"),
            )
        elif control.running:
            self.say("capture", tr("代理启动中…", "The proxy is starting …"))
        else:
            self.say(
                "note",
                tr("会话中还没有调用", "This session has no calls yet"),
                tr("按 Ctrl+E 开始抓包", "Ctrl+E starts a capture"),
            )
