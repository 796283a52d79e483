"""Codes and what they mean, table by table."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from hisight.gui import theme
from hisight.gui.models.tree_model import AnyIndex
from hisight.gui.tr import tr


class CodesView(QTreeWidget):
    """Code tables, or return codes: every table a group."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels([tr("代码", "Code"), tr("含义", "Meaning")])
        self.setItemDelegate(_Rows(self))
        self.setIndentation(14)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def show_tables(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Show `tables` by their names; one without codes says so."""
        self.clear()
        for title, codes in tables.items():
            group = QTreeWidgetItem([title])
            group.setFont(0, theme.bold_font())
            for code, meaning in codes.items():
                item = QTreeWidgetItem([code, " ".join(meaning.split())])
                item.setFont(0, theme.mono_font())
                item.setToolTip(1, meaning)
                group.addChild(item)
            if not codes:
                nothing = QTreeWidgetItem(["", tr("没有", "none")])
                nothing.setForeground(1, theme.current().color("muted"))
                group.addChild(nothing)
            self.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
        self.expandAll()

    def go_to(self, code: str, title: str = "") -> bool:
        """Make `code` current, rather the one in the table `title`."""
        for place in range(self.topLevelItemCount()):
            group = self.topLevelItem(place)
            if title and group.text(0) != title:
                continue
            inside = (group.child(number) for number in range(group.childCount()))
            item = next((one for one in inside if one.text(0) == code), None)
            if item is not None:
                self.setCurrentItem(item)
                self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)
                return True
        return False


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        hint = super().sizeHint(option, index)
        spanned = index.data(Qt.ItemDataRole.FontRole) is not None and not index.parent().isValid()
        return QSize(0 if spanned else hint.width() + theme.SPACE * 2, theme.ROW_HEIGHT)
