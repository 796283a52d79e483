"""The functions of the interface by section; while somebody searches, what was found, function by function."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from hisight.catalog import Catalog, Function, Hit
from hisight.gui import icons, places, theme
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.places import Place
from hisight.gui.tr import tr

_PLACE = Qt.ItemDataRole.UserRole
_FOUND = Qt.ItemDataRole.UserRole + 1
_MOST_OPEN = 300  # hits; more are shown function by function, closed
_NAME = 190  # width of the names, in logical pixels: all but the longest, and their titles beside them
_EXCERPT = 60  # characters
EFFECTS = {"read": ("read", "muted"), "write": ("write", "warning"), "money": ("money", "warning")}
"""Icon and colour of what a function does."""


class FunctionList(QTreeWidget):
    """Says which place the user wants to see."""

    chosen = Signal(object)
    """The Place."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self.setAccessibleName(tr("功能列表", "Functions"))
        self._catalog = catalog
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setItemDelegate(_Rows(self))
        self.setIndentation(10)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setUniformRowHeights(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(True)
        self.header().resizeSection(0, _NAME)
        self.currentItemChanged.connect(self._choose)
        self.show_all()

    def show_all(self) -> None:
        """Show every function below its heading, after the page that is common to all."""
        self.clear()
        self.addTopLevelItem(_common_item())
        groups: dict[str, QTreeWidgetItem] = {}
        for function in self._catalog.functions:
            heading = self._catalog.heading_of(function)
            if heading not in groups:
                groups[heading] = group = _group(heading or tr("其它", "Others"))
                self.addTopLevelItem(group)
                group.setFirstColumnSpanned(True)
            groups[heading].addChild(_function_item(function))
        self.expandAll()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show `hits` in their order, those of one function together, and choose the first."""
        self.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for hit in hits:
            label = hit.function.label if hit.function else ""
            if label not in groups:
                groups[label] = _function_item(hit.function, found=False) if hit.function else _common_item(found=False)
                self.addTopLevelItem(groups[label])
            if hit.kind == "function":
                groups[label].setData(0, _FOUND, True)  # noqa: FBT003 - Qt's
            else:
                groups[label].addChild(_hit_item(hit))
        if len(hits) <= _MOST_OPEN:
            self.expandAll()
        self.step(1)

    def step(self, by: int) -> None:
        """Go to the next place that was found (1) or the one before (-1), around the end if need be."""
        items = self._found()
        if items:
            here = self.currentItem()
            place = items.index(here) + by if here in items else 0
            self.setCurrentItem(items[place % len(items)])
            self.scrollToItem(self.currentItem())

    def position(self) -> tuple[int, int]:
        """Which of how many places is current, counted from 1; 0 when it is none of them."""
        items, here = self._found(), self.currentItem()
        return (items.index(here) + 1 if here in items else 0, len(items))

    def _found(self) -> list[QTreeWidgetItem]:
        """The items that stand for something found, in order; without a search every function."""
        items: list[QTreeWidgetItem] = []
        for number in range(self.topLevelItemCount()):
            top = self.topLevelItem(number)
            items += [top, *(top.child(place) for place in range(top.childCount()))]
        return [item for item in items if item.data(0, _FOUND)]

    def show_place(self, place: Place) -> None:
        """Make the function of `place` current, without saying so."""
        before = self.blockSignals(True)  # noqa: FBT003 - Qt's
        for item in self._found():
            if item.data(0, _PLACE).function is place.function:
                self.setCurrentItem(item)
                self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)
                break
        self.blockSignals(before)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is not None:
            self.chosen.emit(place)


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        heading = not index.parent().isValid() and index.data(_PLACE) is None
        return QSize(0 if heading else super().sizeHint(option, index).width() + theme.SPACE, theme.ROW_HEIGHT)


def common_title() -> str:
    """What the page is called that is common to all functions."""
    return tr("外层报文、码表与总则", "Envelopes, codes, rules")


def _group(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setFont(0, theme.small_font())
    item.setForeground(0, theme.current().color("muted"))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def _function_item(function: Function, *, found: bool = True) -> QTreeWidgetItem:
    icon, role = EFFECTS[function.effect]
    item = _item(function.label, function.title, Place(function), found=found)
    item.setIcon(0, icons.icon(icon, role))
    item.setToolTip(0, f"{function.label}  {function.title}  {function.section}")
    if function.overlay:
        item.setForeground(0, theme.current().color("accent"))
    return item


def _common_item(*, found: bool = True) -> QTreeWidgetItem:
    item = _item("ROOT", common_title(), Place(None), found=found)
    item.setIcon(0, icons.icon("catalog", "muted"))
    return item


def _hit_item(hit: Hit) -> QTreeWidgetItem:
    text = " ".join(str(hit.text).split())
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    item = _item(hit.name or tr("存疑", "in doubt"), excerpt, places.of_hit(hit), found=True)
    if hit.kind in ("doubt", "extra"):
        item.setIcon(0, icons.icon("note", "note"))
    elif hit.part:
        item.setIcon(0, icons.icon(hit.part, "muted"))
    item.setToolTip(1, text)
    return item


def _item(name: str, text: str, place: Place, *, found: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([name, text])
    item.setData(0, _PLACE, place)
    item.setData(0, _FOUND, found)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name} {text}")
    item.setForeground(1, theme.current().color("muted"))
    return item
