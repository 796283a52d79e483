"""A line above the list for what the user must know now: why, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from hisight.gui import theme
from hisight.gui.icons import icon, pixmap
from hisight.gui.tr import tr


class Banner(QFrame):
    """Hidden until `say`; it goes when it is closed or its button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        self._action: Callable[[], None] = self.hide
        close = QToolButton(icon=icon("clear", "muted"), toolTip=tr("关闭", "Close"))
        close.setAccessibleName(tr("关闭提示", "Close the message"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 6, theme.SPACE, 6)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        layout.addWidget(close)
        self.hide()

    def say(self, severity: str, text: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        """Show `text` in the colours of `severity` (error, warning, note, ok), with a button when there is an `action`."""
        colours = theme.current()
        self.setStyleSheet(f"Banner {{ background: {getattr(colours, severity + '_soft')}; }}")
        name = {"ok": "check"}.get(severity, severity)
        self._icon.setPixmap(pixmap(name, severity, theme.BAR_ICON, self.devicePixelRatioF()))
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(action is not None)
        self._action = action or self.hide
        self.show()

    def _press(self) -> None:
        self.hide()
        self._action()
