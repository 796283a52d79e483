"""The layers of a request beside its form, each to be edited: payload, ROOT, body, HTTP head, bytes."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from hisight.gui import copying, theme
from hisight.gui.highlight import Language
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.reading.indented import indented
from hisight.replay.draft import Draft, Tried
from hisight.replay.layers import LAYERS, Layer, by_hand, counts, has, text_of
from hisight.replay.wire_text import dumped

_LANGUAGES: dict[Layer, Language] = {"payload": "xml", "root": "xml", "soap": "xml", "head": "http", "bytes": "hex"}
_MOST_BYTES = 100_000  # as hex they are four times as long, and laid out anew after each key


class LayerEditors(QFrame):
    """One tab for each layer. What is made from the layers inside is renewed whenever they change."""

    edited = Signal(str)
    """The user has typed in this layer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._draft: Draft | None = None
        self._tried: Tried | None = None
        self._showing = False
        self._last: dict[Layer, str] = {}
        self.editors = {layer: CodeView(str(words), editable=True) for layer, words in LAYERS.items()}
        """The editor of each layer."""
        self.tabs = QTabWidget(documentMode=True)
        for layer, words in LAYERS.items():
            self.editors[layer].show_text("", _LANGUAGES[layer])
            self.editors[layer].setUndoRedoEnabled(False)
            self.editors[layer].textChanged.connect(partial(self._tell, layer))
            self.tabs.addTab(self.editors[layer], str(words))
            self.tabs.setTabToolTip(self.tabs.count() - 1, _tips()[layer])
        self.tabs.currentChanged.connect(lambda _index: self._renew())
        self.indent = QToolButton(text=tr("缩进", "Indent"))
        self.indent.setToolTip(tr("每个节点一行；改变的空白也会被发送", "One element a line; the blanks are sent, too"))
        self.indent.clicked.connect(self._indent)
        copy = QToolButton(text=tr("复制", "Copy"))
        copy.setToolTip(tr("复制此层的内容", "Copy this layer"))
        copy.clicked.connect(lambda: copying.copy(self.editors[self.layer()].text()))
        corner = QWidget()
        bar = QHBoxLayout(corner)
        bar.setContentsMargins(0, 0, theme.SPACE, 0)
        bar.setSpacing(0)
        bar.addWidget(self.indent)
        bar.addWidget(copy)
        self.tabs.setCornerWidget(corner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE // 2, 0, 0)
        layout.addWidget(self.tabs)

    def layer(self) -> Layer:
        """The layer on the screen."""
        return list(LAYERS)[self.tabs.currentIndex()]

    def show_layer(self, layer: Layer) -> None:
        """Bring the tab of `layer` to the front."""
        self.tabs.setCurrentIndex(list(LAYERS).index(layer))

    def show_payload(self, xml: str) -> None:
        """The payload is `xml` now: at once, the other layers follow when it has been sealed."""
        self._put("payload", xml)

    def show_tried(self, draft: Draft, tried: Tried) -> None:
        """Show what comes of `draft`: every layer that follows, and which of them can be edited."""
        self._draft, self._tried = draft, tried
        hand, message = by_hand(draft), draft.request
        for number, layer in enumerate(LAYERS):
            is_by_hand = layer == hand or (layer == "head" and draft.head is not None)
            self.tabs.setTabText(number, f"{LAYERS[layer]} ✎" if is_by_hand else str(LAYERS[layer]))
            self.tabs.setTabVisible(number, has(message, layer))
            self.editors[layer].setReadOnly(not self._can_edit(layer))
        self._renew()

    def _can_edit(self, layer: Layer) -> bool:
        draft, tried = self._draft, self._tried
        if draft is None or not counts(draft, layer):
            return False
        if layer == "payload":  # a new text can be sealed, but what cannot be read cannot be edited
            return draft.xml is not None or draft.request.payload.state != "unreadable"
        if layer == "bytes":
            return tried is None or tried.outgoing is None or len(tried.outgoing.body) <= _MOST_BYTES
        return True

    def _renew(self) -> None:
        """Show the current layer as it is now. What somebody writes by hand is left alone, unless another step was taken."""
        draft, tried, layer = self._draft, self._tried, self.layer()
        self.indent.setEnabled(layer in ("payload", "root", "soap") and not self.editors[layer].isReadOnly())
        if draft is None or tried is None:
            return
        written = {"root": draft.root, "soap": draft.soap, "head": draft.head}.get(layer)
        if layer == "bytes" and draft.body is not None:
            written = dumped(draft.body)
        if written is None and layer == "payload" and counts(draft, layer):
            written = draft.request.payload.xml if draft.xml is None else draft.xml
        if written is not None:
            self._put(layer, written)
        elif tried.outgoing is not None:
            self._put(layer, text_of(tried, layer))

    def _put(self, layer: Layer, text: str) -> None:
        editor = self.editors[layer]
        self._showing = True
        if editor.isReadOnly():
            if text != self._last.get(layer):  # or it would jump to its beginning
                editor.show_text(text, _LANGUAGES[layer])
        else:
            editor.replace_text(text)
        self._last[layer] = text
        self._showing = False

    def _tell(self, layer: Layer) -> None:
        if not self._showing:
            self.edited.emit(layer)

    def _indent(self) -> None:
        editor = self.editors[self.layer()]
        editor.replace_text(indented(editor.text()))


def _tips() -> dict[Layer, str]:
    return {
        "payload": tr("REQ 文档，加密之前", "The REQ document, before it is encrypted"),
        "root": tr("FUN_CODE、SIGN 和加密后的业务参数", "FUN_CODE, SIGN and the payload as it is encrypted"),
        "soap": tr("整个 HTTP 正文，如 SOAP", "The whole HTTP body, e.g. SOAP"),
        "head": tr("起始行和头字段", "Start line and header fields"),
        "bytes": tr("正文的字节，十六进制", "The bytes of the body in hex"),
    }
