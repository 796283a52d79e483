"""The strip below the tree-table: everything about the current line, at full length."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight.checks import Finding, Subject
from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.reading.lines import Line
from hisight.replay.next_call import NextCall

_ONE_LINE, _FOUR_LINES = 34, 82  # heights of the value, in logical pixels
_SHORT_VALUE = 70  # characters
_MOST_FACTS = 210  # height of what is said about the line, in logical pixels; more is scrolled
_MOST_CODES = 30
_MOST_NEXT = 3


class LineStrip(QFrame):
    """Path, whole value, findings with their hints, meaning, the published row with its codes and doubts."""

    help_requested = Signal(object)
    """The Finding whose rule is to be explained."""
    next_requested = Signal(object, str)
    """The NextCall that the user wants to make of the line with this path."""
    menu_requested = Signal(object, QPoint)
    """The Finding to offer a menu for, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._line: Line | None = None
        self._path = QLabel()
        self._path.setFont(theme.mono_font())
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._size = _muted()
        copy = _button("copy", tr("复制值", "Copy value"))
        copy.clicked.connect(self._copy)
        self._value = CodeView(tr("完整的值", "Whole value"))
        self._facts = _Facts()
        self._next = QWidget()
        self._next_row = QHBoxLayout(self._next)
        self._next_row.setContentsMargins(0, 0, 0, 0)
        self._next_row.setSpacing(theme.SPACE // 2)

        top = QHBoxLayout()
        top.addWidget(self._path)
        top.addSpacing(theme.SPACE)
        top.addWidget(self._size)
        top.addStretch(1)
        top.addWidget(copy)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE)
        inside.setSpacing(theme.SPACE // 2)
        inside.addLayout(top)
        inside.addWidget(self._next)
        inside.addWidget(self._value)
        inside.addWidget(self._facts)
        edge = QFrame()
        edge.setProperty("rule", True)  # noqa: FBT003 - Qt's
        edge.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(edge)
        layout.addLayout(inside)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_line(self, line: Line | None, subject: Subject | None = None) -> None:
        """Show `line` of `subject`; without one the strip goes away."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self._path.setText(line.path)
        self._size.setText(_size(line.value))
        self._value.setVisible(bool(line.value))
        short = len(line.value) <= _SHORT_VALUE and "\n" not in line.value
        self._value.setFixedHeight(_ONE_LINE if short else _FOUR_LINES)
        self._value.show_text(line.value, "xml" if line.value.lstrip().startswith("<") else "text")
        self._facts.clear()
        for finding in line.findings:
            self._add_finding(finding)
        if str(line.meaning):
            self._facts.add(tr("含义", "Meaning"), str(line.meaning))
        self._add_row(line, subject)
        self._facts.fit()

    def show_next(self, calls: Sequence[NextCall]) -> None:
        """Offer what the line can become, as many buttons as fit."""
        while self._next_row.count():
            item = self._next_row.takeAt(0)
            if item.widget():
                item.widget().hide()
                item.widget().deleteLater()
        for one in calls[:_MOST_NEXT]:
            button = QPushButton(icons.icon("next", "accent"), label_of(one))
            button.clicked.connect(partial(self._go_on, one))
            self._next_row.addWidget(button)
        self._next_row.addStretch(1)
        self._next.setVisible(bool(calls))

    def _go_on(self, one: NextCall) -> None:
        if self._line is not None:
            self.next_requested.emit(one, self._line.path)

    def _add_finding(self, finding: Finding) -> None:
        name = _muted()
        severity = finding.severity.value
        name.setPixmap(icons.pixmap(severity, severity, theme.ICON, self.devicePixelRatioF()))
        name.setAccessibleName(str(finding.severity.words))
        said = _said(f"{finding.message} {finding.hint}".rstrip())
        said.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        said.customContextMenuRequested.connect(
            lambda place: self.menu_requested.emit(finding, said.mapToGlobal(place))
        )
        more = _button("help", tr(f"{finding.code} 是什么意思  F1", f"What {finding.code} means  F1"))
        more.clicked.connect(partial(self.help_requested.emit, finding))
        self._facts.add_widgets(name, said, more)
        if finding.original is not None:
            before, now = finding.original.words, finding.severity.words
            text = tr(f"原为{before.zh}，配置降为{now.zh}", f"{before.en}, lowered to {now.en} by the profile")
            self._facts.add("", text, role="muted")

    def _add_row(self, line: Line, subject: Subject | None) -> None:
        """What the interface says about it: type, words, where it stands, its values, its doubts."""
        field = line.field
        if line.kind == "unknown":
            none = tr("接口文档中没有这个字段。", "The interface does not publish this field.")
            self._facts.add(tr("接口规定", "Spec"), none)
        elif spec := " · ".join(filter(None, (str(line.type), line.description))):
            self._facts.add(tr("接口规定", "Spec"), spec)
        if field is None:
            return
        if line.codes:
            self._facts.add(field.table or tr("取值", "Values"), _codes(line), tip=_codes(line, whole=True))
        self._facts.add(tr("出处", "Published"), _place(line, subject))
        for doubt in field.doubts:
            self._facts.add(tr("文档存疑", "In doubt"), f"{doubt.note} ({doubt.where})")
        if field.overlay:
            told = tr(f"由叠加目录 {field.overlay} 增加或修改", f"added or changed by the overlay {field.overlay}")
            self._facts.add(tr("叠加", "Overlay"), told)

    def _copy(self) -> None:
        if self._line is not None:
            copying.copy(self._line.value)


class _Facts(QScrollArea):
    """Rows of label and text, as high as they need up to a limit."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = 0
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, theme.SPACE, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(self._page)

    def clear(self) -> None:
        self._rows = 0
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.verticalScrollBar().setValue(0)

    def add(self, label: str, text: str, *, role: str = "", tip: str = "") -> None:
        name, said = _muted(label), _said(text)
        said.setToolTip(tip)
        if role:
            said.setProperty("role", role)
        self.add_widgets(name, said)

    def add_widgets(self, *widgets: QWidget) -> None:
        row, self._rows = self._rows, self._rows + 1
        for column, widget in enumerate(widgets):
            above = Qt.AlignmentFlag(0) if column == 1 else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(widget, row, column, above)
            widget.show()  # at once, or `fit` would not count it

    def fit(self) -> None:
        """Take the height that the rows need at the width there is."""
        needed = self._grid.totalHeightForWidth(self.viewport().width()) if self._rows else 0
        self.setFixedHeight(min(max(needed, 0), _MOST_FACTS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: the texts are wrapped anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


def label_of(one: NextCall) -> str:
    """The next call for a person: what it does, and the function."""
    return f"{one.words} · {one.to}"


def _codes(line: Line, *, whole: bool = False) -> str:
    """The values of the table that the line may have; a long one cut short unless `whole`."""
    codes = line.codes or {}
    shown = [code if code == says else f"{code} {says}" for code, says in codes.items()]
    if whole:
        return "\n".join(shown) if len(shown) > _MOST_CODES else ""
    more = len(shown) - _MOST_CODES
    cut = [tr(f"…… 另有 {more} 项", f"… and {more} more")] if more > 0 else []
    return "  ·  ".join(shown[:_MOST_CODES] + cut)


def _place(line: Line, subject: Subject | None) -> str:
    """Where the row is printed."""
    assert line.field is not None
    row = f"{line.field.parent}/{line.field.name}"
    function = subject.function if subject else None
    if line.path.startswith("ROOT/") or subject is None or function is None:
        return row
    side = tr("请求", "request") if subject.direction == "request" else tr("应答", "response")
    return f"{function.section}  {function.label}  {side}  {row}"


def _size(value: str) -> str:
    if len(value) <= 1:
        return ""
    return tr(f"{len(value):,} 个字符", f"{len(value):,} characters")


def _muted(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _said(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(name: str, tip: str) -> QToolButton:
    button = QToolButton(icon=icons.icon(name, "muted" if name == "help" else "text"), toolTip=tip)
    button.setAccessibleName(tip)
    return button
