"""One side of a call: the tree-table, or the same as XML, as raw text, as bytes."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight.checks import Finding, Subject
from hisight.gui import background, copying, icons, places, theme
from hisight.gui.highlight import Language
from hisight.gui.places import Place
from hisight.gui.tr import tr
from hisight.gui.views.charset_button import CharsetButton, remark_on_choice
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.line_strip import LineStrip, label_of
from hisight.gui.views.tree_table import TreeTable
from hisight.protocol import Direction
from hisight.reading import Reading
from hisight.reading.forms import dumped, readable, written
from hisight.reading.lines import Line, lines
from hisight.replay.next_call import NextCall, offered_by

_AT_ONCE = 200_000  # bytes of a body; a larger one is laid out in a thread


class MessageView(QWidget):
    """The Request tab, or the Response tab."""

    filter_requested = Signal(str, str, str)
    """Filter the list: a `Wish`, the name of a field, its value."""
    column_requested = Signal(str)
    """Show the field with this name as a column of the list."""
    help_requested = Signal(object)
    """The Finding whose rule is to be explained."""
    menu_requested = Signal(object, QPoint)
    """The Finding to offer a menu for, and where on the screen."""
    interface_requested = Signal(object)
    """The Place in the interface that the user wants to see."""
    next_requested = Signal(object, str)
    """The NextCall that the user wants to make of this answer, and the path of the line that it begins at."""
    charset_chosen = Signal(str, str)
    """The side, and the charset that it is to be read in; empty for the one that is found."""

    def __init__(self, direction: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._direction = direction
        self._subject: Subject | None = None
        self._reading: Reading | None = None
        self._findings: tuple[Finding, ...] = ()
        self._body = b""
        self._wanted_path: str | None = None
        self._job: background.Job | None = None
        self.table = TreeTable()
        self.table.filter_requested.connect(self.filter_requested)
        self.table.column_requested.connect(self.column_requested)
        self.table.interface_requested.connect(lambda line: self.interface_requested.emit(self._place_of(line)))
        self._strip = LineStrip()
        self.table.current_line.connect(self._show_line)
        if direction == "response":
            self.table.more = self._offer_next
        self._strip.next_requested.connect(self.next_requested)
        for source in (self.table, self._strip):
            source.help_requested.connect(self.help_requested)
        self._strip.menu_requested.connect(self.menu_requested)
        self._code = CodeView(tr("报文", "Message"))
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._nothing.setProperty("role", "muted")
        self._lines_in = QWidget()
        below_each_other = QVBoxLayout(self._lines_in)
        below_each_other.setContentsMargins(0, 0, 0, 0)
        below_each_other.setSpacing(0)
        below_each_other.addWidget(self.table, 1)
        below_each_other.addWidget(self._strip)
        self._stack = QStackedWidget()
        for page in (self._lines_in, self._code, self._nothing):
            self._stack.addWidget(page)
        self._notice = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._notice.setProperty("role", "warning")
        self._notice.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE)
        self._notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._modes = QButtonGroup(self, exclusive=True)
        self._charset = CharsetButton(tr("报文", "Message"))
        self._charset.chosen.connect(lambda name: self.charset_chosen.emit(direction, name))
        self._search = QLineEdit(clearButtonEnabled=True, placeholderText=tr("在报文中查找  F3", "Find in message  F3"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar())
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)

    def show_reading(self, reading: Reading) -> None:
        """Show this side of `reading`."""
        exchange = reading.call.exchange
        self._reading = reading
        self._subject, self._findings = reading.subject(self._direction), reading.findings
        self._body = b""
        if exchange is not None:
            self._body = exchange.request_body if self._direction == "request" else exchange.response_body
        self._wanted_path = None
        self._charset.show_message(self._subject.message if self._subject else None, self._body)
        self._show_mode()

    def mode(self) -> str:
        """`tree`, `xml`, `raw` or `hex`."""
        return self._modes.checkedButton().objectName()

    def set_mode(self, name: str) -> None:
        """Switch to `tree`, `xml`, `raw` or `hex`."""
        next(button for button in self._modes.buttons() if button.objectName() == name).click()

    def go_to(self, path: str) -> None:
        """Show the field at `path`; what has no place of its own stands at the nearest one around it, else at the first."""
        self._wanted_path = path
        self.set_mode("tree")
        self.table.setFocus()

    def place(self) -> Place | None:
        """The row of the interface that the user is on, or the page of the function; None where there is neither."""
        return self._place_of(self.table.line() if self.mode() == "tree" else None)

    def find_next(self) -> None:
        """Go to the next place with the text in the search field, which turns red when there is none."""
        text = self._search.text()
        if not text:
            self._search.setFocus()
            return
        place = self.table if self._stack.currentWidget() is self._lines_in else self._code
        self._mark_search(found=place.find_next(text))

    def _show_line(self, line: Line | None) -> None:
        self._strip.show_line(line, self._subject)
        self._strip.show_next(self._next_calls(line))

    def _next_calls(self, line: Line | None) -> list[NextCall]:
        """What the line, or the call as a whole, can become; only a call of a session, for it is sent from there."""
        reading = self._reading
        if self._direction != "response" or line is None or reading is None or reading.call.exchange is None:
            return []
        return offered_by(reading, line.path)

    def _offer_next(self, menu: QMenu, line: Line) -> None:
        for one in self._next_calls(line):
            menu.addAction(
                icons.icon("next", "accent"), label_of(one), partial(self.next_requested.emit, one, line.path)
            )

    def _place_of(self, line: Line | None) -> Place | None:
        function = self._subject.function if self._subject else None
        field = line.field if line else None
        return places.of_field(function, self._direction, field) if function or field else None

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE // 2)
        bar.setSpacing(theme.SPACE // 2)
        for name, label, tip in _modes():
            button = QToolButton(text=label, checkable=True, objectName=name, toolTip=tip)
            self._modes.addButton(button)
            bar.addWidget(button)
        self._modes.buttons()[0].setChecked(True)
        self._modes.buttonClicked.connect(lambda _button: self._show_mode())
        self._search.setFixedWidth(210)
        self._search.returnPressed.connect(self.find_next)
        self._search.textChanged.connect(lambda _text: self._mark_search(found=True))
        copy = QToolButton(icon=icons.icon("copy"), toolTip=tr("复制解密后的 XML", "Copy decoded XML"))
        copy.setAccessibleName(copy.toolTip())
        copy.clicked.connect(self._copy_xml)
        bar.addStretch(1)
        bar.addWidget(self._charset)
        bar.addWidget(self._search)
        bar.addWidget(copy)
        return bar

    def _show_mode(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._notify("")
        if self._subject is None:
            self._say(_missing(self._direction))
        elif self.mode() == "tree":
            self._show_tree(self._subject)
        elif self.mode() == "hex":
            self._show_code(dumped(self._body), "hex")
        elif self.mode() == "raw":
            self._show_code(written(self._subject.message), "http")
        else:
            message = self._subject.message
            self._make(lambda: readable(message), self._show_xml)

    def _show_tree(self, subject: Subject) -> None:
        findings = self._findings
        self._make(lambda: lines(subject, findings), self._show_lines)

    def _make(self, make: Callable[[], object], show: Callable[[object], None]) -> None:
        """Make what is shown: at once, or for a large message in a thread."""
        payload = self._subject.message.payload.xml if self._subject else ""
        if max(len(self._body), len(payload)) <= _AT_ONCE:
            show(make())
            return
        self._say(tr("正在整理大报文…", "Laying out a large message…"))
        self._job = background.run(make, show)

    def _show_lines(self, result: object) -> None:
        shown = cast(tuple[Line, ...], result)
        message = self._subject.message if self._subject else None
        why = "\n".join(str(problem.message) for problem in message.problems) if message else ""
        if message is not None and not shown:
            why = why or tr(
                "报文中没有可读的字段，以下是原文。", "There are no fields to be read; this is the message as it came."
            )
            self._show_code(written(message), "http")
        self._notify(why[:1].upper() + why[1:])
        if not shown:
            return
        self.table.show_lines(shown)
        self._stack.setCurrentWidget(self._lines_in)
        if self._wanted_path is not None:
            self.table.go_to(self._wanted_path) or self.table.go_to(shown[0].path)
            self._wanted_path = None

    def _notify(self, why: str) -> None:
        """Say above the message what the user chose, and `why` it cannot be read."""
        chosen = remark_on_choice(self._subject.message if self._subject else None)
        self._notice.setText("\n".join(filter(None, (chosen, why))))
        self._notice.setVisible(bool(self._notice.text()))

    def _show_xml(self, text: object) -> None:
        self._show_code(str(text), "xml")

    def _show_code(self, text: str, language: Language) -> None:
        if not text:
            self._say(tr("正文为空。", "The body is empty."))
            return
        self._code.show_text(text, language)
        self._stack.setCurrentWidget(self._code)

    def _say(self, text: str) -> None:
        self._nothing.setText(text)
        self._stack.setCurrentWidget(self._nothing)

    def _copy_xml(self) -> None:
        if self._subject is not None:
            copying.copy(readable(self._subject.message))

    def _mark_search(self, *, found: bool) -> None:
        self._search.setStyleSheet("" if found else f"color: {theme.current().error};")


def _modes() -> tuple[tuple[str, str, str], ...]:
    return (
        ("tree", tr("字段", "Fields"), tr("逐字段对照接口文档", "Field by field, beside the interface")),
        ("xml", "XML", tr("解密后的业务参数，缩进显示", "The decrypted payload, indented")),
        ("raw", tr("原文", "Raw"), tr("HTTP 头和正文，原样", "Head and body, as they came")),
        ("hex", tr("十六进制", "Hex"), tr("正文的字节", "The bytes of the body")),
    )


def _missing(direction: Direction) -> str:
    if direction == "response":
        return tr("没有应答。", "There is no answer.")
    return tr("没有请求。", "There is no request.")
