"""What comes of an edited request: well-formed or not, findings, the new base string and SIGN."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.finding_list import FindingList
from hisight.gui.views.signature_card import SignatureCard
from hisight.protocol import Direction
from hisight.replay.draft import Tried

_HEIGHT = 232


class EditOutcome(QWidget):
    """Findings on the left, signature on the right."""

    finding_activated = Signal(object)
    """The Finding to show in its place."""

    def __init__(self, direction: Direction = "request", parent: QWidget | None = None) -> None:
        """`direction` is the side that is edited."""
        super().__init__(parent)
        self._direction = direction
        self._icon = QLabel()
        self.state = QLabel(wordWrap=True)
        self.state.setFont(theme.bold_font())
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.findings = FindingList()
        self.findings.activated_finding.connect(self.finding_activated)
        self.signature = SignatureCard(tr("签名", "Signature"), filling=True)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.state, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addLayout(top)
        left.addWidget(_scrolling(self.findings), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, 0)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(left, 1)
        layout.addWidget(self.signature, 1)
        self.setFixedHeight(_HEIGHT)

    def show_tried(self, tried: Tried) -> None:
        """Show what `tried` comes to."""
        reading = tried.reading
        subject = reading.subject(self._direction) if reading else None
        message = subject.message if subject else None
        findings = [one for one in reading.findings if one.direction == self._direction] if reading else []
        if reading is None:
            name, text = "error", str(tried.problem)
        elif message is not None and message.document.error is not None:
            name, text = "error", str(message.document.error.what)
        elif findings:
            name = findings[0].severity.value
            text = tr(
                f"格式良好，{len(findings)} 处问题", f"Well-formed, {len(findings)} finding{'s' * (len(findings) > 1)}"
            )
        else:
            name, text = "check", tr("格式良好，符合接口", "Well-formed, and it conforms")
        self._icon.setPixmap(
            icons.pixmap(name, "ok" if name == "check" else name, theme.ICON, self.devicePixelRatioF())
        )
        self.state.setText(text)
        self.findings.setVisible(bool(findings))
        self.findings.show_findings(findings)
        self.signature.show_message(message)


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    area.setWidget(inside)
    return area
