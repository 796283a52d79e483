"""What changes the filter and the columns from elsewhere: menus of the list, of a field, of a key; and the dialogs about both."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from hisight.capture import SessionError
from hisight.capture.filtering import only, without
from hisight.capture.filtering.narrowing import has, narrowed, widened
from hisight.gui import wishes
from hisight.gui.models.call_terms import term_of
from hisight.gui.suggestions import Suggestions
from hisight.gui.wishes import Wish

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class FilterActions(QObject):
    """Acts on its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about filter and columns do, by their names."""
        window = self._window
        return {
            "filter": lambda: window.filter_bar.focus(),
            "clear_filter": lambda: window.filter_bar.clear(),
            "only_function": self.only_function,
            "save_filter": lambda: window.filter_bar.saved.save(),
            "columns": lambda: window.calls.table.pop_up_columns_menu(),
            "field_column": self.ask_for_field,
            "statistics": lambda: window.statistics.toggle(),
        }

    def wire_views(self) -> None:
        """Listen to the panes, which were made anew."""
        window = self._window
        calls, detail = window.calls, window.detail
        calls.field_wanted.connect(self.ask_for_field)
        calls.clear_filter_requested.connect(window.filter_bar.clear)
        detail.filter_requested.connect(self.wish)
        detail.column_requested.connect(calls.table.show_field)
        bar, model = window.filter_bar, window.model
        bar.changed.connect(model.set_filter)
        bar.left.connect(calls.take_focus)
        bar.cancel_requested.connect(self.cancel)
        model.busy.connect(bar.show_busy)

    def suggestions(self) -> Suggestions:
        """What is offered while a filter is typed."""
        return Suggestions(self._window.control.reader.catalog, self._window.model.rows_at_hand, self._known_values)

    def _known_values(self, name: str) -> list[str]:
        session = self._window.control.session
        with suppress(SessionError):  # then there is only less to offer
            return session.known_values(name) if session else []
        return []

    def cancel(self) -> None:
        """Give up the search that runs; the list stays as it is."""
        window = self._window
        window.model.cancel()
        window.filter_bar.show_cancelled(window.model.filter, partly=not window.model.complete)

    def wish(self, wish: Wish, name: str, value: str) -> None:
        """Filter by `value` of `name`."""
        bar = self._window.filter_bar
        if wish == "every":
            bar.set_text(only("value", value))
            return
        term = only(name, value) if wish == "only" else without(name, value)
        bar.set_text(narrowed(bar.filter.text, term))

    def toggle(self, name: str, value: str) -> None:
        """Show only `value` of `name`; where that is so already, no longer."""
        bar, term = self._window.filter_bar, only(name, value)
        change = widened if has(bar.filter.text, term) else narrowed
        bar.set_text(change(bar.filter.text, term))

    def only_function(self) -> None:
        """Show only calls of the function of the current one."""
        model = self._window.model
        line = model.row_of(self._window.calls.current_id)
        row = model.row(line) if line is not None else None
        if row and row.summary:
            self.wish("only", "fun", row.summary.fun_code or row.summary.function)

    def offer(self, menu: QMenu, place: QPoint) -> None:
        """Offer in `menu` what can be wished of the cell at `place` of the screen; else of the function of the current call."""
        model, table = self._window.model, self._window.calls.table
        index = table.indexAt(table.viewport().mapFromGlobal(place))
        row = model.row(index.row())
        name, value = term_of(model.columns[index.column()], row, str(index.data() or "")) if row else ("", "")
        if name:
            wishes.offer(menu, name, value, self.wish)
        if name != "fun":
            menu.addAction(self._window.actions_by_name["only_function"])

    def ask_for_field(self) -> None:
        """Ask which field to show as a column."""
        from hisight.gui.dialogs.choose_field import ChooseField

        dialog = ChooseField(self._window.control.reader.catalog, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._window.calls.table.show_field(dialog.name))
        dialog.open()
