"""The functions of the interface to choose one from, narrowed while somebody types."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from hisight.catalog import Catalog, Function
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.function_list import EFFECTS

_FUNCTION = Qt.ItemDataRole.UserRole


class FunctionPicker(QFrame):
    """Says which function the user wants to call."""

    chosen = Signal(object)
    """The Function."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self.search = QLineEdit(
            clearButtonEnabled=True,
        )
        self.search.setPlaceholderText(
            tr(f"搜索 {len(catalog.functions)} 个功能", f"Search {len(catalog.functions)} functions")
        )
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("功能", "Functions"))
        self.list.setHeaderHidden(True)
        self.list.setIndentation(10)
        self.list.setIconSize(QSize(theme.ICON, theme.ICON))
        self.list.setUniformRowHeights(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill(catalog)
        self.list.currentItemChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, 0, 0)
        layout.setSpacing(theme.SPACE)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, theme.SPACE, 0)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def show_function(self, function: Function) -> None:
        """Make `function` the chosen one, without saying so."""
        for item in self._items():
            if item.data(0, _FUNCTION) is function:
                before = self.list.blockSignals(True)  # noqa: FBT003 - Qt's
                self.list.setCurrentItem(item)
                self.list.blockSignals(before)
                self.list.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Enter takes the first function that is left, Down goes to the list, Esc empties the field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                shown = [item for item in self._items() if not item.isHidden()]
                if shown and self.list.currentItem() not in shown:
                    self.list.setCurrentItem(shown[0])
                self.list.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, catalog: Catalog) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for function in catalog.functions:
            heading = catalog.heading_of(function).partition(" ")[2] or tr("其它", "Others")
            if heading not in groups:
                groups[heading] = group = QTreeWidgetItem([heading])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setForeground(0, theme.current().color("muted"))
                group.setFont(0, theme.small_font())
                group.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
                self.list.addTopLevelItem(group)
            title = function.title.removesuffix("WEBSERVICE").removesuffix("接口")
            item = QTreeWidgetItem([f"{function.code}  {title}".strip()])
            item.setIcon(0, icons.icon(*EFFECTS[function.effect]))
            item.setToolTip(0, f"{function.label}\n{function.title}")
            item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
            item.setData(0, _FUNCTION, function)
            groups[heading].addChild(item)
        self.list.expandAll()

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount())]
        return [top.child(place) for top in tops for place in range(top.childCount())]

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        left = set()
        for item in self._items():
            function = item.data(0, _FUNCTION)
            said = f"{function.label} {function.title} {function.description}".casefold()
            item.setHidden(not all(word in said for word in words))
            if not item.isHidden():
                left.add(item.parent().text(0))
        for place in range(self.list.topLevelItemCount()):
            top = self.list.topLevelItem(place)
            top.setHidden(top.text(0) not in left)
        self.search.setStyleSheet("" if left else f"color: {theme.current().error};")

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _FUNCTION) is not None:
            self.chosen.emit(item.data(0, _FUNCTION))
