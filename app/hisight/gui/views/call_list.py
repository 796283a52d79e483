"""The list of calls: a table that follows what arrives until the user looks elsewhere."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from hisight.capture import Row
from hisight.gui import theme
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.settings import Settings
from hisight.gui.tr import tr
from hisight.gui.views.call_table import CallTable
from hisight.gui.views.empty import EmptyList

_LOOKED_THROUGH = 500  # lines, for one that failed


class CallList(QWidget):
    """Shows a `CallsModel`; one call is current, any number are selected."""

    current_changed = Signal(int)
    """The number of the current call; 0 when there is none."""
    follow_changed = Signal(bool)
    """Following began or stopped."""
    menu_requested = Signal(QPoint)
    """A menu for the selected calls, at this place of the screen."""
    mark_requested = Signal(int)
    """Mark the selected calls with this colour, 0 for none."""
    field_wanted = Signal()
    """The user wants a column for a field, and has not said which."""
    clear_filter_requested = Signal()

    def __init__(self, model: CallsModel, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._follow = False
        self._stopped_by_scrolling = False
        self._adjusting = False
        self._unseen = 0
        self._focus_wanted = False
        self._chosen_for_user = 0  # a call that was selected so that the detail is not empty
        self._wanted = 0  # a call to be current as soon as it is in the list
        self.table = CallTable(model, settings, self)
        self.table.field_wanted.connect(self.field_wanted)
        self.table.customContextMenuRequested.connect(
            lambda place: self.menu_requested.emit(self.table.viewport().mapToGlobal(place))
        )
        self.empty = EmptyList()
        self.empty.pressed.connect(self.clear_filter_requested)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.table)
        self.new_button = QPushButton(self.table)
        self.new_button.setProperty("main", "true")
        self.new_button.clicked.connect(self.begin_following)
        self.new_button.hide()
        for colour in range(7):
            shortcut = QShortcut(QKeySequence(str(colour)), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda colour=colour: self.mark_requested.emit(colour))
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table, context=Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.table.copy_rows)
        model.rowsInserted.connect(self._on_inserted)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        model.counted.connect(self.show_something)  # first: a table that gets the keyboard makes its first line current
        model.counted.connect(self._show_page)
        model.dataChanged.connect(self.show_something)
        self.table.pressed.connect(self._forget_choice)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._show_page()

    # what is current

    @property
    def current_id(self) -> int:
        """The number of the current call; 0 when there is none."""
        return self.model.id_at(self.table.currentIndex().row())

    @property
    def selected_ids(self) -> list[int]:
        """The numbers of the selected calls, in order."""
        return sorted(self.model.id_at(index.row()) for index in self.table.selectionModel().selectedRows())

    @property
    def shown_ids(self) -> list[int]:
        """The numbers of all calls in the list, in order."""
        return [self.model.id_at(row) for row in range(self.model.rowCount())]

    def select(self, exchange_id: int, *, scroll: bool = True) -> bool:
        """Make a call current, now or as soon as it is there; False when the filter hides it or it is not there yet.

        Without `scroll` the list stays where it is.
        """
        row = self.model.row_of(exchange_id)
        if row is None:
            self._wanted = exchange_id
            return False
        self._wanted = 0
        index = self.model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._adjusting = not scroll
        self.table.setAutoScroll(scroll)
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.setAutoScroll(True)
        self._adjusting = False
        if scroll:
            self.table.scrollTo(index)
        return True

    def show_something(self) -> None:
        """While the user has chosen nothing, select the first call that failed, or the first of all: no pane stays empty."""
        if not self.model.rowCount() or (self.current_id and self.current_id != self._chosen_for_user):
            return
        lines = range(min(self.model.rowCount(), _LOOKED_THROUGH))
        failed = next((line for line in lines if _has_failed(self.model.row(line))), 0)
        self._chosen_for_user = self.model.id_at(failed)
        if self._chosen_for_user != self.current_id:
            self.select(self._chosen_for_user, scroll=not self._follow)

    def step(self, by: int, *, failed: bool = False) -> None:
        """Make the next (`by` 1) or previous (-1) call current; with `failed` the next that failed."""
        row = self.table.currentIndex().row() + by
        while failed and 0 <= row < self.model.rowCount():
            if _has_failed(self.model.row(row)):
                break
            row += by
        if 0 <= row < self.model.rowCount():
            self.select(self.model.id_at(row))

    def take_focus(self) -> None:
        """Give the keyboard to the list, as soon as it has lines."""
        self._focus_wanted = self._pages.currentWidget() is not self.table
        if not self._focus_wanted:
            self.table.setFocus()

    # following

    @property
    def follow(self) -> bool:
        """True while new calls scroll the list."""
        return self._follow

    def begin_following(self) -> None:
        """Show the newest call, and those that come."""
        self._resume()
        self._scroll_to_end()

    def stop_following(self) -> None:
        """Stay where the list is."""
        self._stopped_by_scrolling = False
        self._pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button for new calls in its place, and the end in sight."""
        super().resizeEvent(event)
        self._place_button()
        if self._follow:
            self._scroll_to_end()

    def _resume(self) -> None:
        self._unseen = 0
        self._show_unseen()
        if not self._follow:
            self._follow = True
            self.follow_changed.emit(self._follow)

    def _pause(self) -> None:
        if self._follow:
            self._follow = False
            self.follow_changed.emit(self._follow)

    def _scroll_to_end(self) -> None:
        self._adjusting = True
        self.table.scrollToBottom()
        self._adjusting = False

    def _on_scrolled(self, value: int) -> None:
        if self._adjusting:
            return
        at_end = value >= self.table.verticalScrollBar().maximum()
        if not at_end and self._follow:
            self._stopped_by_scrolling = True
            self._pause()
        elif at_end and not self._follow and self._stopped_by_scrolling:
            self._stopped_by_scrolling = False
            self._resume()
        elif at_end:
            self._unseen = 0
            self._show_unseen()

    def _on_inserted(self, _parent: object, first: int, last: int) -> None:
        if self._follow:
            self._scroll_to_end()
        elif first and not self.model.filling:
            self._unseen += last - first + 1
            self._show_unseen()
        if self._wanted:
            self.select(self._wanted)

    def _on_about_to_reset(self) -> None:
        self._wanted = self._wanted or self.current_id
        self._adjusting = True

    def _on_reset(self) -> None:
        wanted, self._wanted = self._wanted, 0
        self._unseen = 0
        self._show_unseen()
        if not self.select(wanted):
            self.current_changed.emit(0)
        self._adjusting = False
        if self._follow:
            self._scroll_to_end()

    def _show_unseen(self) -> None:
        self.new_button.setVisible(self._unseen > 0)
        if self._unseen:
            self.new_button.setText(tr(f"↓ {self._unseen} 个新调用", f"↓ {self._unseen} new"))
            self._place_button()

    def _place_button(self) -> None:
        self.new_button.adjustSize()
        room = self.table.viewport()
        place = QPoint(room.width() - self.new_button.width(), 2 * room.height() - 2 * self.new_button.height()) / 2
        self.new_button.move(place.x(), place.y() + self.table.horizontalHeader().height() - theme.SPACE)

    # the table

    def _forget_choice(self) -> None:
        self._chosen_for_user = 0

    def _on_current(self) -> None:
        self.current_changed.emit(self.current_id)

    def _show_page(self) -> None:
        before, page = self._pages.currentWidget(), self.table if self.model.rowCount() else self.empty
        had_keyboard = (before.focusProxy() or before).hasFocus()
        self._pages.setCurrentWidget(page)
        if had_keyboard:
            page.setFocus()  # or Qt gives it to the first button of the window
        if self._focus_wanted:
            self.take_focus()


def _has_failed(row: Row | None) -> bool:
    return row is not None and bool(row.error or (row.summary and row.summary.failed))
