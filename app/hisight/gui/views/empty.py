"""A pane that has nothing to show says why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.icons import pixmap


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
