"""The rows of a published table, nested as a message nests them."""

from collections import defaultdict
from collections.abc import Iterator
from enum import IntEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from hisight.catalog import Catalog, Field, FieldNode, Part
from hisight.catalog.model import Extra
from hisight.gui import icons, theme
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.tr import tr

_ROW = Qt.ItemDataRole.UserRole
_WIDEST = {0: 0.28, 1: 0.15, 2: 0.13}
"""Of the table, for the columns that are as wide as their texts."""
_SHARES = {4: 5, 5: 4, 6: 4}
"""How the others share what is left."""
_LONGEST = 200  # characters of a cell; what does not fit is told below the table


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    PARENT = 1
    TYPE = 2
    REQUIRED = 3
    DESCRIPTION = 4
    VALUES = 5
    DOUBT = 6


class PartTable(QTreeWidget):
    """Shows the table of a request or an answer, with what only the sample knows and what an overlay took out."""

    current_row = Signal(object)
    """The Field or Extra that the user is on; None for the root and for nothing."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setColumnCount(len(Column))
        self.setHeaderLabels(_headers())
        self.setItemDelegate(_Rows(self))
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)
        self.header().setStyleSheet("QHeaderView::section { padding: 4px 3px; }")  # in line with the cells
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(lambda item, _before: self.current_row.emit(_row(item)))

    def show_part(self, part: Part, catalog: Catalog) -> None:
        """Show the rows of `part`."""
        self.clear()
        extras: dict[str, list[Extra]] = defaultdict(list)
        names = {part.root} | {field.name for field in part.fields}
        for extra in part.extra:
            extras[extra.parent if extra.parent in names else part.root].append(extra)
        if part.root or part.extra:  # a table that says 无 may still have a sample
            root = _group_item(part.root or part.extra[0].parent)
            for child in _items(part.tree.children, catalog, extras, part.root):
                root.addChild(child)
            for name in part.removed:
                root.addChild(_removed_item(name))
            self.addTopLevelItem(root)
        self.expandAll()
        doubted = bool(part.extra) or any(field.doubts or field.overlay for field in part.fields)
        self.setColumnHidden(Column.DOUBT, not (doubted or part.removed))
        self._share_width()

    def row(self) -> Field | Extra | None:
        """The row that the user is on."""
        return _row(self.currentItem())

    def go_to(self, name: str, parent: str = "") -> bool:
        """Make the row called `name`, rather the one below the printed `parent`, current and visible."""
        named = [item for item in self.every_item() if (row := _row(item)) is not None and row.name == name]
        if not named:
            return False
        exact = (item for item in named if (row := _row(item)) is not None and row.parent == parent)
        item = next(exact, named[0])
        self.setCurrentItem(item)
        self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def every_item(self) -> Iterator[QTreeWidgetItem]:
        """All items, in order."""
        stack = [self.topLevelItem(0)] if self.topLevelItemCount() else []
        while stack:
            item = stack.pop()
            yield item
            stack.extend(item.child(place) for place in reversed(range(item.childCount())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        width = self.viewport().width()
        left = width
        for column, share in _WIDEST.items():
            wanted = max(self.sizeHintForColumn(column) + theme.SPACE, self.header().sectionSizeHint(column))
            self.header().resizeSection(column, min(wanted, round(width * share)))
            left -= self.header().sectionSize(column)
        self.header().resizeSection(Column.REQUIRED, self.header().sectionSizeHint(Column.REQUIRED))
        left -= self.header().sectionSize(Column.REQUIRED)
        shown = {column: share for column, share in _SHARES.items() if not self.isColumnHidden(column)}
        for column, share in shown.items():
            self.header().resizeSection(column, left * share // sum(shown.values()))


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.ROW_HEIGHT)


def type_of(field: Field) -> str:
    """`String(32)`; for a row without a type what it is, and a dash where the text only forgot it."""
    if not field.type:
        if is_value(field):
            return "–"
        return tr("列表", "list") if field.list else tr("组", "group")
    return f"{field.type}({field.length})" if field.length is not None else field.type


def is_value(field: Field) -> bool:
    """False for a group of fields."""
    return bool(field.type or field.doubted("type"))


def _headers() -> list[str]:
    return [
        tr("字段", "Field"),
        tr("父节点", "Parent"),
        tr("类型", "Type"),
        tr("必填", "Req."),
        tr("说明", "Description"),
        tr("取值", "Values"),
        tr("存疑与改动", "Doubts and changes"),
    ]


def _row(item: QTreeWidgetItem | None) -> Field | Extra | None:
    row = item.data(Column.NAME, _ROW) if item is not None else None
    return row if isinstance(row, Field | Extra) else None


def _items(
    nodes: tuple[FieldNode, ...], catalog: Catalog, extras: dict[str, list[Extra]], group: str
) -> Iterator[QTreeWidgetItem]:
    for node in nodes:
        if node.field is not None:
            item = _field_item(node.field, catalog)
            for child in _items(node.children, catalog, extras, node.name):
                item.addChild(child)
            yield item
    for extra in extras.pop(group, ()):
        yield _extra_item(extra)


def _group_item(name: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([name])
    item.setFont(Column.NAME, theme.bold_font())
    return item


def _field_item(field: Field, catalog: Catalog) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [
            field.name,
            field.parent,
            type_of(field),
            "√" if field.required else "",
            " ".join(field.description.split())[:_LONGEST],
            values_of(field, catalog)[:_LONGEST],
            "  ".join(
                [*([tr("本地改动", "changed here")] if field.overlay else []), *(str(d.note) for d in field.doubts)]
            ),
        ]
    )
    item.setData(Column.NAME, _ROW, field)
    if not is_value(field):
        item.setFont(Column.NAME, theme.bold_font())
    _colour(item, "muted", Column.PARENT, Column.TYPE, Column.VALUES)
    if field.parent != field.place:
        _colour(item, "warning", Column.PARENT)
        item.setToolTip(Column.PARENT, tr(f"实际在 {field.place} 之下", f"Really below {field.place}"))
    if field.doubts:
        item.setIcon(Column.DOUBT, icons.icon("note", "note"))
        _colour(item, "note", Column.DOUBT)
    if field.overlay:
        item.setIcon(Column.DOUBT, icons.icon("edit", "accent"))
        _colour(item, "accent", Column.NAME, Column.DOUBT)
    return item


def _extra_item(extra: Extra) -> QTreeWidgetItem:
    item = QTreeWidgetItem([extra.name, extra.parent, "", "", "", "", str(extra.note)])
    item.setData(Column.NAME, _ROW, extra)
    item.setIcon(Column.DOUBT, icons.icon("note", "note"))
    _ghost(item)
    return item


def _removed_item(name: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([name, "", "", "", "", "", tr("本地改动删去了这一行", "taken out here")])
    item.setIcon(Column.DOUBT, icons.icon("trash", "accent"))
    _ghost(item, struck=True)
    return item


def values_of(field: Field, catalog: Catalog) -> str:
    """The values that `field` may have, in one line; empty when it is no code."""
    codes = catalog.codes_of(field)
    if not codes:
        return {"fen": tr("单位：分", "in fen"), "yuan": tr("单位：元", "in yuan")}.get(field.unit, field.format)
    listed = "  ".join(code if code == meaning else f"{code}-{meaning}" for code, meaning in codes.items())
    return f"{field.table}：{listed}" if field.table else listed


def _colour(item: QTreeWidgetItem, role: str, *columns: Column) -> None:
    for column in columns:
        item.setForeground(column, theme.current().color(role))


def _ghost(item: QTreeWidgetItem, *, struck: bool = False) -> None:
    font = theme.base_font()
    font.setItalic(not struck)
    font.setStrikeOut(struck)
    item.setFont(Column.NAME, font)
    _colour(item, "ghost", Column.NAME, Column.PARENT, Column.DOUBT)
