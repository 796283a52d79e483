"""The Overview tab: findings, the layers of both sides, timings and addresses."""

import html
from datetime import datetime

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from hisight.capture import Exchange
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.gui.views.fact_table import FactTable
from hisight.gui.views.finding_list import FindingList
from hisight.intercept import touch
from hisight.protocol import Note
from hisight.reading import Reading

_LONGEST_URL = 300


class Overview(QScrollArea):
    """All about a call that is not in its fields."""

    finding_activated = Signal(object)
    """The Finding to show in its place."""
    help_requested = Signal(object)
    """The Finding whose rule is to be explained."""
    menu_requested = Signal(object, QPoint)
    """The Finding to offer a menu for, and where on the screen."""
    select_requested = Signal(int)
    """The number of another exchange."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._findings = FindingList()
        self._off = FindingList()
        for shown in (self._findings, self._off):
            shown.activated_finding.connect(self.finding_activated)
            shown.help_requested.connect(self.help_requested)
            shown.menu_requested.connect(self.menu_requested)
        self._conforms = _Conforms()
        self._switched_off = QLabel(wordWrap=True)
        self._switched_off.linkActivated.connect(lambda _link: self._toggle_switched_off())
        self._shows_switched_off = False
        self._reading: Reading | None = None
        self._layers = FactTable()
        self._timing = TimingBar()
        self._facts = FactTable()
        self._facts.link_activated.connect(lambda number: self.select_requested.emit(int(number)))
        page = QFrame()
        page.setProperty("panel", True)  # noqa: FBT003 - Qt's
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE * 2)
        layout.setSpacing(theme.SPACE // 2)
        self._findings_title = _title("")
        self._facts_title = _title(tr("时间和地址", "Time and addresses"))
        for widget in (
            *(self._findings_title, self._findings, self._conforms, self._switched_off, self._off),
            *(_title(tr("报文各层", "Layers")), self._layers),
            *(self._facts_title, self._timing, self._facts),
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(page)

    def show_reading(self, reading: Reading) -> None:
        """Show `reading`."""
        self._reading = reading
        count = len(reading.findings)
        self._findings_title.setText(tr(f"问题（{count}）", f"Findings ({count})") if count else tr("问题", "Findings"))
        self._conforms.setVisible(not count)
        self._show_findings(reading)
        self._conforms.show_reading(reading)
        self._layers.show_rows(_layer_rows(reading))
        exchange = reading.call.exchange
        for widget in (self._facts_title, self._timing):
            widget.setVisible(exchange is not None)
        self._timing.show_exchange(exchange)
        self._facts.show_rows(_facts(exchange) if exchange else [])
        self.verticalScrollBar().setValue(0)

    def _show_findings(self, reading: Reading) -> None:
        off, leniency = reading.switched_off, reading.leniency
        self._findings.setVisible(bool(reading.findings))
        self._findings.show_findings(reading.findings, leniency)
        self._off.setVisible(bool(off) and self._shows_switched_off)
        self._off.show_findings(off, leniency, off=True)
        self._switched_off.setVisible(bool(off))
        says = html.escape(str(leniency.switched_off(len(off))))
        toggle = tr("隐藏", "Hide") if self._shows_switched_off else tr("显示", "Show")
        colour = theme.current().accent
        self._switched_off.setText(f'{says[:1].upper()}{says[1:]} · <a href="#" style="color: {colour}">{toggle}</a>')

    def _toggle_switched_off(self) -> None:
        self._shows_switched_off = not self._shows_switched_off
        if self._reading is not None:
            self._show_findings(self._reading)


class TimingBar(QWidget):
    """Sending, waiting and receiving as parts of one bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[str, float], ...] = ()
        self.setFixedHeight(6)

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Show how the time of `exchange` was spent."""
        self._parts = ()
        if exchange is not None and exchange.duration_ms:
            sent = min(exchange.request_ms, exchange.duration_ms)
            first = min(max(exchange.first_byte_ms or exchange.duration_ms, sent), exchange.duration_ms)
            self._parts = (("code_quiet", sent), ("accent", first - sent), ("ok", exchange.duration_ms - first))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("line"))
        total = sum(ms for _, ms in self._parts)
        left = 0.0
        for role, ms in self._parts:
            width = self.width() * ms / total
            painter.fillRect(round(left), 0, max(round(width), 1), self.height(), theme.current().color(role))
            left += width


class _Conforms(QLabel):
    """What stands in place of findings."""

    def show_reading(self, reading: Reading) -> None:
        if reading.function is None:
            text = tr(
                "接口文档中没有这个功能，未逐字段检查。",
                "The interface has no such function: its fields were not checked.",
            )
        elif reading.switched_off:
            text = tr("除关闭的以外，没有发现问题。", "Nothing found but what is switched off.")
        elif reading.call.response is None:
            text = tr("请求符合接口；没有应答。", "The request conforms to the interface; there is no answer.")
        elif any(message.problems for message in reading.call.messages):
            text = tr("能读到的部分没有发现问题。", "Nothing found in what can be read.")
        else:
            text = tr(
                "没有发现问题，请求和应答都符合接口。", "Nothing found: request and answer conform to the interface."
            )
        self.setText(text)
        self.setProperty("role", "muted")


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.bold_font())
    label.setContentsMargins(0, theme.SPACE, 0, theme.SPACE // 2)
    return label


def _layer_rows(reading: Reading) -> list[tuple[str, ...]]:
    messages = reading.call.messages
    sides = {"request": tr("请求", "Request"), "response": tr("应答", "Response")}
    notes = [{note.layer: note for note in message.notes} for message in messages]
    heads = ("", *(sides[message.direction] for message in messages))
    named = ((name, [side.get(layer) for side in notes]) for layer, name in _layer_names().items())
    return [heads, *((name, *map(_said, found)) for name, found in named if any(found))]


def _layer_names() -> dict[str, str]:
    """Every layer that a message may have, outermost first, and what it is called."""
    return {
        "http": "HTTP",
        "content-encoding": "Content-Encoding",
        "package": tr("封装", "Package"),
        "charset": tr("字符集", "Charset"),
        "transport": tr("传输", "Transport"),
        "operation": tr("操作", "Operation"),
        "argument": tr("参数", "Argument"),
        "argument-charset": tr("参数字符集", "Argument charset"),
        "root": tr("外层", "Envelope"),
        "cipher": tr("加密", "Cipher"),
        "dialect": tr("密文写法", "Ciphertext"),
        "payload-charset": tr("业务参数字符集", "Payload charset"),
        "payload": tr("业务参数", "Payload"),
    }


def _said(note: Note | None) -> str:
    if note is None:
        return "–"
    remark = str(note.explanation)
    return f"{note.value or '–'}  ({remark})" if remark else note.value or "–"


def _facts(exchange: Exchange) -> list[tuple[str, ...]]:
    ended = tr("失败", "failed") if exchange.error else tr("完成", "complete")
    waits = [f"{tr('请求发完', 'request sent')} {exchange.request_ms:.1f} ms"]
    if exchange.first_byte_ms:
        waits.append(f"{tr('首字节', 'first byte')} {exchange.first_byte_ms:.1f} ms")
    waits.append(f"{ended} {exchange.duration_ms:.1f} ms")
    rows = [
        (tr("开始", "Started"), _moment(exchange.started)),
        (tr("用时", "Took"), "  →  ".join(waits)),
        (tr("地址", "URL"), _short(exchange.url) or "–"),
        (tr("双方", "Peers"), f"{exchange.client or '–'}  →  {exchange.server or '–'}"),
        (tr("大小", "Size"), _sizes(exchange)),
        (tr("来源", "Origin"), _origin(exchange)),
    ]
    if exchange.listener:
        rows.insert(4, (tr("监听", "Listener"), exchange.listener))
    if exchange.touched:
        rows.insert(2, (tr("改动", "Touched"), html.escape(str(touch.sentence(exchange.touched)))))
    elif exchange.response_body_sent:
        rows.insert(2, (tr("HISight 代答", "HISight answered"), _own_answer(exchange)))
    if exchange.error:
        rows.insert(2, (tr("网络错误", "Network"), exchange.error))
    return rows


def _moment(started: float) -> str:
    return f"{datetime.fromtimestamp(started):%Y-%m-%d %H:%M:%S.%f}"[:-3] if started else "–"


def _short(url: str) -> str:
    return url if len(url) <= _LONGEST_URL else f"{url[:_LONGEST_URL]}…"


def _own_answer(exchange: Exchange) -> str:
    """What the platform got that the HIS did not send: a gateway's answer, or a WSDL that leads through the proxy."""
    status = exchange.response_head_sent.partition(b"\r\n")[0].partition(b" ")[2].decode("latin-1")
    size = len(exchange.response_body_sent)
    return tr(f"{status}，{size:,} 字节，不是 HIS 的原文", f"{status}, {size:,} bytes, not as the HIS sent it")


def _sizes(exchange: Exchange) -> str:
    asked, answered = len(exchange.request_body), len(exchange.response_body)
    return tr(f"请求 {asked:,} 字节，应答 {answered:,} 字节", f"request {asked:,} bytes, answer {answered:,} bytes")


def _origin(exchange: Exchange) -> str:
    origin = {
        "proxy": tr("代理记录", "recorded by the proxy"),
        "replay": tr("重放", "replay"),
        "import": tr("导入", "imported"),
        "mock": tr("模拟", "mock"),
    }[exchange.origin]
    if exchange.parent is None:
        return origin
    colour = theme.current().accent
    return f'<a href="{exchange.parent}" style="color: {colour}">{origin} ← #{exchange.parent}</a>'
