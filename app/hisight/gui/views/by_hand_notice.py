"""The bar that says which layer was edited by hand and no longer follows, and offers that it follows again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.replay.draft import Draft
from hisight.replay.layers import LAYERS, Layer, by_hand


class ByHandNotice(QFrame):
    """Is there only while a layer is edited by hand."""

    follow_requested = Signal(str)
    """This layer is to be made again from what is inside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: Layer | None = None
        self.setObjectName("notice")
        colours = theme.current()
        self.setStyleSheet(
            f"QFrame#notice {{ background: {colours.warning_soft}; border-left: 4px solid {colours.warning}; }}"
        )
        picture = QLabel()
        picture.setPixmap(icons.pixmap("edit", "warning", theme.ICON, self.devicePixelRatioF()))
        self.text = QLabel(wordWrap=True)
        self.follow = QPushButton(tr("重新跟随", "Follow again"), autoDefault=False)
        self.follow.clicked.connect(lambda: self.follow_requested.emit(self._layer))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE // 2, theme.SPACE * 2, theme.SPACE // 2)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(picture)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.follow)
        self.hide()

    def show_draft(self, draft: Draft) -> None:
        """Say what of `draft` is by hand."""
        self._layer = by_hand(draft) or ("head" if draft.head is not None else None)
        self.setVisible(self._layer is not None)
        if self._layer is None:
            return
        name = LAYERS[self._layer]
        if self._layer == "head":
            text = tr(
                "HTTP 头已手工编辑：Content-Length 等不再跟随正文。",
                "The HTTP head is edited by hand: Content-Length no longer follows the body.",
            )
        else:
            text = tr(
                f"{name.zh}已手工编辑，按所写发送：字段和里层只显示，不再生效，也不再重新签名。",
                f"{name.en} is edited by hand and sent as it is written: fields and inner layers only show what it says, "
                "and nothing is signed again.",
            )
        self.text.setText(text)
