"""How an edited request gets its SIGN: computed again, kept as it was, or typed by hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from hisight.gui import theme
from hisight.gui.tr import tr

_MODES = ("again", "kept", "typed")


class SignChoice(QWidget):
    """Says what the user wants."""

    again = Signal()
    """Compute it from what will be sent."""
    kept = Signal()
    """Leave the recorded one, right or wrong."""
    typed = Signal(str)
    """Send this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = QComboBox()
        self.modes.setAccessibleName("SIGN")
        self.modes.addItems(
            [tr("重新计算", "Compute again"), tr("保留原值", "Keep as it is"), tr("手工填写", "Type it")]
        )
        self.modes.setToolTip(
            tr("后两种用来试对方如何处理错误的签名", "The last two try how the other side copes with a wrong signature")
        )
        self.sign = QLineEdit()
        self.sign.setAccessibleName(tr("手工填写的 SIGN", "SIGN as typed"))
        self.sign.setFont(theme.mono_font())
        self.sign.setMinimumWidth(280)
        self.sign.hide()
        label = QLabel("SIGN")
        label.setProperty("role", "muted")
        label.setBuddy(self.modes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (label, self.modes, self.sign):
            layout.addWidget(widget)
        self.modes.activated.connect(self._choose)
        self.sign.textEdited.connect(self.typed)

    def show_choice(self, mode: str, sign: str) -> None:
        """Show `mode` (`again`, `kept`, `typed`), and the SIGN that stands in the request."""
        self.modes.setCurrentIndex(_MODES.index(mode))
        self.sign.setVisible(mode == "typed")
        if self.sign.text() != sign and not (mode == "typed" and self.sign.hasFocus()):
            self.sign.setText(sign)

    def _choose(self, place: int) -> None:
        mode = _MODES[place]
        if mode == "again":
            self.again.emit()
        elif mode == "kept":
            self.kept.emit()
        else:
            self.sign.show()
            self.sign.setFocus()
            self.sign.selectAll()
            self.typed.emit(self.sign.text())
