"""Ctrl+I: the published interface to read and to search, beside the calls that should keep to it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from hisight.catalog import Catalog, search
from hisight.gui import theme
from hisight.gui.places import Place
from hisight.gui.tr import tr
from hisight.gui.views.function_list import FunctionList
from hisight.gui.views.function_page import FunctionPage

_PAUSE_MS = 80  # after a key; then what was typed is searched for
_SIZE = (1200, 760)


class CatalogBrowser(QDialog):
    """Functions on the left, the one that is chosen on the right. It stands beside the window and blocks nothing."""

    request_wanted = Signal(object)
    """Make a request of this Function."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(f"{tr('接口文档', 'Interface')} - {catalog.title}")
        self.resize(*_SIZE)
        self.catalog = catalog
        """What is shown."""
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("搜索功能、字段、码值、存疑", "Search functions, fields, codes, doubts"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.functions = FunctionList(catalog)
        self.page = FunctionPage(catalog)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.functions.chosen.connect(self._show_chosen)
        self.page.request_wanted.connect(self.request_wanted)
        for keys, call in (("Ctrl+F", self._focus_search), ("F3", self._next), ("Shift+F3", self._previous)):
            QShortcut(QKeySequence(keys), self, call)
        self.show_place(Place(catalog.functions[0] if catalog.functions else None, "request"))

    def show_place(self, place: Place) -> None:
        """Show `place`, and its function in the list."""
        if self.search.text():
            self.search.clear()
            self._search()
        self.functions.show_place(place)
        self.page.show_place(place)

    def place(self) -> Place:
        """What is shown."""
        return self.page.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Enter and Shift+Enter step through what was found, Down goes to the list, Esc empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.functions.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        left = QFrame()
        left.setProperty("panel", True)  # noqa: FBT003 - Qt's
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.functions, 1)
        splitter = QSplitter(childrenCollapsible=False, handleWidth=1)
        splitter.addWidget(left)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([380, 820])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _search(self) -> None:
        """Show what the text in the search field finds; without a text everything."""
        self._pause.stop()
        text = self.search.text().strip()
        if text:
            self.functions.show_hits(search(self.catalog, text))
        else:
            self.functions.show_all()
            self.functions.show_place(self.page.place())
        self._show_count()

    def _step(self, by: int) -> None:
        if self._pause.isActive():
            self._search()
        else:
            self.functions.step(by)

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_chosen(self, place: Place) -> None:
        self.page.show_place(place)
        self._show_count()

    def _show_count(self) -> None:
        here, total = self.functions.position()
        searching = bool(self.search.text().strip())
        self.search.setStyleSheet("" if total or not searching else f"color: {theme.current().error};")
        self.count.setText((f"{here}/{total}" if total else tr("没有", "none")) if searching else "")
