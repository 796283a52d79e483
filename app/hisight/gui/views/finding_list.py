"""The findings of a call, each with what disagrees, where, and what to do; one mistake made many times is one entry."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from hisight.checks import Finding, Severity
from hisight.gui import icons, theme
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.tr import tr
from hisight.reading.grouped import Group, grouped
from hisight.reading.leniency import STRICT, Leniency

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENTRY = Qt.ItemDataRole.UserRole


class FindingList(QListView):
    """Shows findings; says which one the user wants to see in its place, to have explained, or to judge otherwise."""

    activated_finding = Signal(object)
    """The Finding to go to."""
    help_requested = Signal(object)
    """The Finding whose rule is to be explained."""
    menu_requested = Signal(object, QPoint)
    """The Finding to offer a menu for, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("问题", "Findings"))
        self._model = _Entries(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    def show_findings(self, findings: Sequence[Finding], leniency: Leniency = STRICT, *, off: bool = False) -> None:
        """Show `findings`, in their order, and what `leniency` has done about them; `off`: it has switched them off."""
        self._model.set_entries([_Entry(group, str(leniency.lowered(group.first)), off) for group in grouped(findings)])
        self._fit()

    def event(self, event: QEvent) -> bool:
        """F1 is ours while we have the focus, though the window has another use for it."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_F1:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 explains the current finding."""
        if event.key() == Qt.Key.Key_F1 and self.currentIndex().isValid():
            self.help_requested.emit(self.currentIndex().data(_ENTRY).finding)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the question mark explains, one anywhere else goes to the place."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_help(index, event.position().toPoint()):
            self.help_requested.emit(index.data(_ENTRY).finding)
            return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The question mark says what it does."""
        if isinstance(event, QHelpEvent) and self._on_help(self.indexAt(event.pos()), event.pos()):
            QToolTip.showText(event.globalPos(), tr("这条规则是什么意思  F1", "What this rule means  F1"), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a finding."""
        by_mouse = event.reason() == event.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_requested.emit(index.data(_ENTRY).finding, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its entries: the page around it scrolls."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _on_help(self, index: QModelIndex, place: QPoint) -> bool:
        return index.isValid() and _help_rect(self.visualRect(index)).contains(place)

    def _fit(self) -> None:
        width = self.viewport().width()
        entries = (self._model.data(self._model.index(row), _ENTRY) for row in range(self._model.rowCount()))
        self.setFixedHeight(sum(_height(entry, width) for entry in entries))

    def _go(self, index: QModelIndex) -> None:
        self.activated_finding.emit(index.data(_ENTRY).finding)


class _Entry(NamedTuple):
    group: Group
    told: str
    """That the profile has lowered it; empty where it has not."""
    off: bool
    """True where the profile does not want to hear of it."""

    @property
    def finding(self) -> Finding:
        return self.group.first


class _Entries(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: tuple[_Entry, ...] = ()

    def set_entries(self, entries: Sequence[_Entry]) -> None:
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entries[index.row()]
        finding = entry.finding
        if role == Qt.ItemDataRole.DisplayRole:
            return str(finding.message)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{severity_name(finding.severity)}: {finding.message} {_place(entry.group)}. {finding.hint} {entry.told}"
            return f"{said} {_other_call(finding)}".rstrip()
        return entry if role == _ENTRY else None


class _Delegate(QStyledItemDelegate):
    """An entry: icon, message, below it place and rule, below that the hint; a question mark at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self.parent().viewport().width()
        return QSize(width, _height(index.data(_ENTRY), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        colours = theme.current()
        entry: _Entry = index.data(_ENTRY)
        severity = entry.finding.severity.value
        role = "border" if entry.off else severity
        selected = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "selection" if selected else "hover" if hovered else "panel"
        painter.fillRect(option.rect, colours.color(ground))
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height() - 1)), colours.color(role))
        ratio = self.parent().devicePixelRatioF()
        top = option.rect.top() + theme.SPACE
        tint = "muted" if entry.off else severity
        mark = icons.pixmap(severity, tint, theme.ICON, ratio)
        painter.drawPixmap(option.rect.left() + theme.SPACE + 4, top + 1, mark)
        painter.drawPixmap(_help_rect(option.rect).topLeft(), icons.pixmap("help", "muted", theme.ICON, ratio))
        for text, font, colour, rect in _texts(entry, option.rect):
            painter.setFont(font)
            painter.setPen(colours.color("muted" if entry.off else colour))
            painter.drawText(rect, _WRAPPED, text)
        painter.setPen(colours.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def severity_name(severity: Severity) -> str:
    """What a severity is called."""
    return _capital(str(severity.words))


def _help_rect(entry: QRect) -> QRect:
    """Where the question mark of an entry is."""
    return QRect(entry.right() - theme.SPACE - theme.ICON, entry.top() + theme.SPACE + 1, theme.ICON, theme.ICON)


def _place(group: Group) -> str:
    finding = group.first
    side = tr("请求", "Request") if finding.direction == "request" else tr("应答", "Response")
    times = len(group.findings)
    more = tr(f"等 {times} 处", f"and {times - 1} more") if times > 1 else ""
    where = " ".join(filter(None, (finding.path, more)))
    return "  ·  ".join(filter(None, (side, where, f"{finding.code} {finding.name}")))


def _other_call(finding: Finding) -> str:
    """Where a click leads that does not lead to a field."""
    return tr(f"→ 第 {finding.calls[0]} 号调用", f"→ call {finding.calls[0]}") if leads_to_a_call(finding) else ""


def leads_to_a_call(finding: Finding) -> bool:
    """True for a finding that stands in no field, and speaks of another call."""
    return bool(finding.calls) and not finding.path


def _texts(entry: _Entry, rect: QRect) -> list[tuple[str, QFont, str, QRect]]:
    """Text, font, colour role and place of what an entry says, within `rect`."""
    left = rect.left() + theme.SPACE * 2 + theme.ICON + 4
    width = rect.right() - theme.SPACE * 2 - theme.ICON - left
    top = rect.top() + theme.SPACE
    placed = []
    rows = (
        (_capital(str(entry.finding.message)), theme.base_font(), "text"),
        (_place(entry.group), theme.small_font(), "muted"),
        (_capital(entry.told), theme.small_font(), "text"),
        (str(entry.finding.hint), theme.small_font(), "muted"),
        (_other_call(entry.finding), theme.small_font(), "accent"),
    )
    for text, font, role in rows:
        if text:
            room = QFontMetrics(font).boundingRect(QRect(left, top, width, 10_000), _WRAPPED, text)
            placed.append((text, font, role, QRect(left, top, width, room.height())))
            top += room.height() + 2
    return placed


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _height(entry: _Entry, width: int) -> int:
    return _texts(entry, QRect(0, 0, width, 10_000))[-1][3].bottom() + theme.SPACE + 1
