"""The Signature tab: for each side what is known about SIGN, what was signed, and where it is not as agreed."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hisight.explain.signature import THOROUGH, explain
from hisight.gui import background, theme
from hisight.gui.tr import tr
from hisight.gui.views.signature_card import SignatureCard
from hisight.protocol import Message
from hisight.reading import Reading


class SignatureView(QScrollArea):
    """The signatures of both sides, request first. One that does not fit is looked into more thoroughly here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.cards = {
            "request": SignatureCard(tr("请求", "Request")),
            "response": SignatureCard(tr("应答", "Response")),
        }
        self._jobs: list[background.Job] = []
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
        while self._jobs:
            self._jobs.pop().cancel()
        what = reading.function.label if reading.function else reading.call.fun_code
        for direction, card in self.cards.items():
            message = next((one for one in reading.call.messages if one.direction == direction), None)
            card.show_message(message, what)
            if message is not None and message.signature.verdict == "invalid":
                self._look_further(card, message)

    def _look_further(self, card: SignatureCard, message: Message) -> None:
        card.looking_further()
        self._jobs.append(background.run(lambda: explain(message, THOROUGH).status, card.show_status))
