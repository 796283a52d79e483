"""The findings of a call, each with what disagrees, where, and what to do; one mistake made many times is one entry."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hisight.checks import Finding, Severity
from hisight.gui import icons, theme
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.tr import tr
from hisight.reading.grouped import Group, grouped

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_GROUP = Qt.ItemDataRole.UserRole


class FindingList(QListView):
    """Shows findings; says which one the user wants to see in its place."""

    activated_finding = Signal(object)
    """The Finding to go to."""
    interface_requested = Signal(object)
    """The Finding whose row in the interface the user wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("问题", "Findings"))
        self._model = _Groups(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show `findings`, in their order."""
        self._model.set_groups(grouped(findings))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its entries: the page around it scrolls."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a finding."""
        index = self.indexAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.menu(index.data(_GROUP).first).exec(event.globalPos())

    def menu(self, finding: Finding) -> QMenu:
        """The context menu of `finding`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("转到字段", "Go to the field"), lambda: self.activated_finding.emit(finding))
        interface = menu.addAction(icons.icon("catalog"), tr("在接口文档中查看", "Show in the interface"))
        interface.triggered.connect(lambda: self.interface_requested.emit(finding))
        interface.setEnabled(bool(finding.catalog))
        return menu

    def _fit(self) -> None:
        width = self.viewport().width()
        groups = (self._model.data(self._model.index(row), _GROUP) for row in range(self._model.rowCount()))
        self.setFixedHeight(sum(_height(group, width) for group in groups))

    def _go(self, index: QModelIndex) -> None:
        self.activated_finding.emit(index.data(_GROUP).first)


class _Groups(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()

    def set_groups(self, groups: tuple[Group, ...]) -> None:
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        group = self._groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(group.first.message)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{severity_name(group.first.severity)}: {group.first.message} {_place(group)}. {group.first.hint}"
        return group if role == _GROUP else None


class _Delegate(QStyledItemDelegate):
    """An entry: icon, message, below it place and rule, below that the hint."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self.parent().viewport().width()
        return QSize(width, _height(index.data(_GROUP), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        colours = theme.current()
        group: Group = index.data(_GROUP)
        severity = group.first.severity.value
        selected = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "selection" if selected else "hover" if hovered else "panel"
        painter.fillRect(option.rect, colours.color(ground))
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height() - 1)), colours.color(severity))
        ratio = self.parent().devicePixelRatioF()
        top = option.rect.top() + theme.SPACE
        painter.drawPixmap(
            option.rect.left() + theme.SPACE + 4, top + 1, icons.pixmap(severity, severity, theme.ICON, ratio)
        )
        for text, font, role, rect in _texts(group, option.rect):
            painter.setFont(font)
            painter.setPen(colours.color(role))
            painter.drawText(rect, _WRAPPED, text)
        painter.setPen(colours.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def severity_name(severity: Severity) -> str:
    """What a severity is called."""
    names = {Severity.ERROR: ("错误", "Error"), Severity.WARNING: ("提醒", "Warning"), Severity.NOTE: ("说明", "Note")}
    return tr(*names[severity])


def _place(group: Group) -> str:
    finding = group.first
    side = tr("请求", "Request") if finding.direction == "request" else tr("响应", "Response")
    times = len(group.findings)
    more = tr(f"等 {times} 处", f"and {times - 1} more") if times > 1 else ""
    where = " ".join(filter(None, (finding.path, more)))
    return "  ·  ".join(filter(None, (side, where, f"{finding.code} {finding.name}")))


def _texts(group: Group, rect: QRect) -> list[tuple[str, QFont, str, QRect]]:
    """Text, font, colour role and place of what an entry says, within `rect`."""
    left = rect.left() + theme.SPACE * 2 + theme.ICON + 4
    width = rect.right() - theme.SPACE - left
    top = rect.top() + theme.SPACE
    placed = []
    rows = (
        (_capital(str(group.first.message)), theme.base_font(), "text"),
        (_place(group), theme.small_font(), "muted"),
        (str(group.first.hint), theme.small_font(), "muted"),
    )
    for text, font, role in rows:
        if text:
            room = QFontMetrics(font).boundingRect(QRect(left, top, width, 10_000), _WRAPPED, text)
            placed.append((text, font, role, QRect(left, top, width, room.height())))
            top += room.height() + 2
    return placed


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _height(group: Group, width: int) -> int:
    return _texts(group, QRect(0, 0, width, 10_000))[-1][3].bottom() + theme.SPACE + 1
