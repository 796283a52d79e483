"""Start and stop of the capture, and what it listens to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from hisight.gui import theme
from hisight.gui.capture_control import CaptureControl
from hisight.gui.icons import icon
from hisight.gui.tr import tr


class CaptureButton(QWidget):
    """A button that starts or stops, and the addresses beside it."""

    pressed = Signal()
    """Start or stop, whichever it says."""
    copied = Signal(str)
    """The address for the platform is to be copied."""

    def __init__(self, control: CaptureControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control = control
        self._button = QPushButton()
        self._button.clicked.connect(self.pressed)
        self._addresses = QLabel()
        self._addresses.setFont(theme.mono_font())
        self._addresses.setTextFormat(Qt.TextFormat.PlainText)
        self._copy = QToolButton(icon=icon("copy", "muted"))
        self._copy.setAccessibleName(tr("复制给平台的地址", "Copy the address for the platform"))
        self._copy.clicked.connect(lambda: self.copied.emit(address_for_platform(control)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._button, self._addresses, self._copy):
            layout.addWidget(widget)
        self.show_state()

    def show_state(self) -> None:
        """Say what the proxy does now."""
        control = self._control
        if control.running:
            self._button.setText(tr("停止", "Stop"))
            self._button.setIcon(icon("stop", "error"))
            self._button.setToolTip(tr("停止抓包 (Ctrl+E)", "Stop the capture (Ctrl+E)"))
        else:
            self._button.setText(tr("开始抓包", "Capture"))
            self._button.setIcon(icon("capture", "error"))
            self._button.setToolTip(tr("开始抓包 (Ctrl+E)", "Start a capture (Ctrl+E)"))
        capturing = control.capturing if control.running else None
        if capturing:
            first, *more = capturing.routes
            others = f"  +{len(more)}" if more else ""
            self._addresses.setText(f"{first.listen} → {first.upstream.origin if first.upstream else '*'}{others}")
            self._addresses.setToolTip(
                "\n".join(f"{route.listen} → {route.upstream or '*'}" for route in capturing.routes)
            )
            self._addresses.setProperty("role", "text" if control.listening else "muted")
            self._copy.setToolTip(
                tr(
                    f"复制给平台的地址 {address_for_platform(control)}",
                    f"Copy {address_for_platform(control)} for the platform",
                )
            )
        self._addresses.setVisible(capturing is not None)
        self._copy.setVisible(capturing is not None)


def address_for_platform(control: CaptureControl) -> str:
    """The URL that the platform must be given while this capture runs, one a line for several; empty when none does."""
    capturing = control.capturing
    return "\n".join(route.for_client for route in capturing.routes) if capturing else ""
