"""The button that says in which charset a message is read, and lets the user choose another for this one message."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from hisight.gui.tr import tr
from hisight.protocol import Message
from hisight.protocol.charset import CHOICES, Decoded, as_found

_NAMES = dict(CHOICES)


class CharsetButton(QToolButton):
    """A button with a menu; hidden where there are no bytes that could be read otherwise."""

    chosen = Signal(str)
    """The charset to read the message in; empty for the one that is found."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """`title` names the message for who cannot see where the button stands."""
        super().__init__(parent, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._title = title
        self._decoded: Decoded | None = None
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.hide()

    def show_message(self, message: Message | None, body: bytes) -> None:
        """Say how `message` is read, whose `body` was recorded."""
        self._decoded = _telling(message) if message is not None and body else None
        self.setVisible(self._decoded is not None)
        if self._decoded is None:
            return
        self.setText(f"{_short(self._decoded.charset)} ▾")
        self.setProperty("chosen", self._decoded.chosen)
        self.style().polish(self)
        self.setToolTip(
            str(self._decoded.remark)
            or tr("这条报文按此字符集解读；可以另选", "This message is read in this charset; choose another")
        )
        self.setAccessibleName(f"{self._title}: {tr('字符集', 'Charset')} {_short(self._decoded.charset)}")

    def _fill(self) -> None:
        menu, decoded = self.menu(), self._decoded
        menu.clear()
        if decoded is None:
            return
        group = QActionGroup(menu)
        found = as_found(decoded).charset
        automatic = tr(f"自动识别（{_NAMES.get(found, found)}）", f"As found ({_NAMES.get(found, found)})")
        for name, text in (("", automatic), *CHOICES):
            action = menu.addAction(text, lambda name=name: self.chosen.emit(name))
            action.setCheckable(True)
            action.setChecked(name == (decoded.charset if decoded.chosen else ""))
            group.addAction(action)
            if not name:
                menu.addSeparator()


def _telling(message: Message) -> Decoded:
    """The layer that shows its charset: under a cipher the body is ASCII, and the payload tells."""
    inner = message.payload.decoded
    return inner if inner is not None and message.decoded.text.isascii() else message.decoded


def remark_on_choice(message: Message | None) -> str:
    """What the user chose, and what was declared and found; empty where nobody chose."""
    layers = (message.decoded, message.payload.decoded) if message is not None else ()
    return next((str(layer.remark) for layer in layers if layer is not None and layer.chosen), "")


def _short(charset: str) -> str:
    return _NAMES.get(charset, charset).partition(" ")[0]
