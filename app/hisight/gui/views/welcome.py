"""The page of a window without a session: what one can begin with, and the files of last time."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hisight import version
from hisight.gui import theme
from hisight.gui.actions import SPECS
from hisight.gui.icons import app_icon, icon
from hisight.gui.tr import tr
from hisight.wording import Words

_WIDTH = 420
_STARTS = {
    "capture": (
        Words("开始抓包", "Start capture"),
        Words("在平台与 HIS 之间记录并解读每次调用", "Record and read every call between platform and HIS"),
    ),
    "demo": (
        Words("试用演示", "Try the demo"),
        Words("虚构的医院与患者，一分钟看懂", "An invented hospital, understood in a minute"),
    ),
    "open": (
        Words("打开会话文件", "Open a file"),
        Words("查看同事发来的 .hisight 文件", "Look into a .hisight file from a colleague"),
    ),
    "paste": (
        Words("粘贴报文", "Paste a message"),
        Words("解读一条 XML、SOAP 或密文报文", "Read one message: XML, SOAP or encrypted"),
    ),
    "new_call": (
        Words("新建调用", "New call"),
        Words("选一个功能，填好，发给 HIS", "Choose a function, fill it in, send it to a HIS"),
    ),
    "catalog": (
        Words("查阅接口文档", "Look into the interface"),
        Words("字段、码表、样例，并可构造请求", "Fields, codes, samples; and requests made from them"),
    ),
}


class Welcome(QScrollArea):
    """Emits what the user chose. It scrolls: a window that shows a session may be lower than all this."""

    chosen = Signal(str)
    """The name of an action: `capture`, `demo`, `paste`, `open`, `new_call` or `catalog`."""
    file_chosen = Signal(object)
    """A recent session file, as a Path."""

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        columns = QGridLayout()
        columns.setHorizontalSpacing(6 * theme.SPACE)
        columns.addLayout(self._starts(), 0, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(self._recent(recent), 0, 1, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(5 * theme.SPACE)
        middle.addStretch(2)
        middle.addLayout(_heading())
        middle.addLayout(columns)
        middle.addStretch(3)
        middle.addWidget(
            _muted(
                tr(
                    "会话、HAR、pcap、SAZ、日志等文件可直接拖到窗口中 · F1 查看快捷键",
                    "Drop a session, HAR, pcap, SAZ, log … on the window · F1 lists the keys",
                )
            ),
            0,
            Qt.AlignmentFlag.AlignCenter,
        )
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(*[4 * theme.SPACE] * 4)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
        self.setWidget(page)

    def _starts(self) -> QVBoxLayout:
        column = _column(tr("开始", "Begin"))
        drawings = {spec.name: spec.icon for spec in SPECS}
        for name, (title, text) in _STARTS.items():
            button = _Choice(drawings[name], str(title), str(text))
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            column.addWidget(button)
        return column

    def _recent(self, files: Sequence[Path]) -> QVBoxLayout:
        column = _column(tr("最近的会话", "Recent sessions"))
        for file in files:
            opened = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
            button = _Choice("note", file.name, f"{opened:%Y-%m-%d %H:%M} · {file.parent}")
            button.setToolTip(str(file))
            button.clicked.connect(lambda _checked=False, file=file: self.file_chosen.emit(file))
            column.addWidget(button)
        if not files:
            nothing = _muted(
                tr("还没有。抓到的会话会列在这里。", "None yet. Sessions that you record are listed here.")
            )
            nothing.setContentsMargins(2, theme.SPACE, 0, 0)
            nothing.setFixedWidth(_WIDTH)
            column.addWidget(nothing)
        return column


class _Choice(QPushButton):
    """A wide flat button with a title and a line below it."""

    def __init__(self, icon_name: str, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("choice", "true")
        self.setIcon(icon(icon_name, "accent"))
        self.setIconSize(QSize(24, 24))
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        first = QLabel(title)
        first.setFont(theme.bold_font())
        room = _WIDTH - 24 - 6 * theme.SPACE
        second = _muted(QFontMetrics(theme.base_font()).elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        for label in (first, second):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24 + 4 * theme.SPACE, 6, theme.SPACE, 6)
        layout.setSpacing(1)
        layout.addWidget(first)
        layout.addWidget(second)


def _heading() -> QHBoxLayout:
    picture = QLabel()
    picture.setPixmap(app_icon().pixmap(64, 64))
    name = QLabel("HISight")
    font = theme.title_font()
    font.setPointSizeF(font.pointSizeF() * 2)
    name.setFont(font)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(name)
    words.addWidget(
        _muted(
            tr(
                "医院 HIS 与城市卫生平台接口的抓包、解读与调试",
                "Sees what a hospital's HIS and the city health platform say to each other",
            )
        )
    )
    row = QHBoxLayout()
    row.setSpacing(2 * theme.SPACE)
    row.addWidget(picture)
    row.addLayout(words)
    row.addStretch(1)
    row.addWidget(_muted(version()), 0, Qt.AlignmentFlag.AlignBottom)
    return row


def _column(title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.SPACE)
    heading = _muted(title)
    heading.setContentsMargins(2, 0, 0, 0)
    column.addWidget(heading)
    return column


def _muted(text: str) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("role", "muted")
    return label
