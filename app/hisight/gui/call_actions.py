"""What can be done with the selected calls: replay, edit and send, export; and the menu that offers it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hisight.capture import Exchange, Row
from hisight.catalog import Function
from hisight.errors import HisightError
from hisight.gui import copying, marks
from hisight.gui.replaying import Make, Replaying
from hisight.gui.session_control import SessionControl
from hisight.gui.tr import tr
from hisight.gui.views.call_list import CallList
from hisight.reading import Reading
from hisight.replay import Outgoing, as_recorded
from hisight.replay.new_call import NewCall
from hisight.wording import Words

if TYPE_CHECKING:
    from hisight.gui.dialogs.edit_call import EditCallDialog

_NOBODY = "http://127.0.0.1:8080/"
_MENU = ("replay", "edit", "export", "original", "")


class CallActions(QObject):
    """Acts on what is selected in `calls`."""

    refused = Signal(object)
    """Something could not be done: the error."""
    show_requested = Signal(int)
    """Show the call with this number, whatever the filter says."""
    mark_requested = Signal(int)
    """Mark the selected calls with this colour, 0 for none."""

    def __init__(self, control: SessionControl, replaying: Replaying, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self._replaying = replaying
        self.calls: CallList

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about calls do, by their names."""
        return {
            "replay": self.replay,
            "edit": self.edit,
            "export": self.export,
            "original": self.go_to_original,
        }

    def replay(self) -> None:
        """Send the selected calls again, as they were; what changes data asks first."""
        session, reader = self._control.session, self._control.reader
        if session is None or self._is_busy():
            return
        requests: list[Make] = []
        try:
            for number in self.calls.selected_ids:
                exchange = session.get(number)
                outgoing = as_recorded(exchange)
                if not self._may_send(reader.read(exchange), outgoing):
                    return
                requests.append(lambda number=number: as_recorded(session.get(number)))
        except HisightError as error:
            self.refused.emit(error)
            return
        if requests:
            self._replaying.send(session, reader, requests)

    def edit(self) -> None:
        """Open the current call to be changed, sealed again and sent."""
        from hisight.gui.dialogs.edit_call import EditCallDialog

        exchange = self._current_exchange()
        if exchange is None:
            return
        reader = self._control.reader
        reading = reader.read(exchange)
        dialog = EditCallDialog(exchange, reading, reader, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.send_requested.connect(lambda outgoing: self._send_edited(dialog, reading, outgoing))
        dialog.open()

    def build(self, function: Function) -> None:
        """Open a request of `function` made from the interface, to be filled in and sent where the last calls went."""
        from hisight.gui.dialogs.build_request import BuildRequestDialog

        call = NewCall(function, self._control.reader, self._control.session)
        dialog = BuildRequestDialog(call, self._last_url(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.send_requested.connect(lambda outgoing: self._send_edited(dialog, dialog.reading, outgoing))
        dialog.show()

    def export(self) -> None:
        """Export the selected calls."""
        from hisight.gui.dialogs.export_dialog import ExportDialog

        session = self._control.session
        if session and self.calls.selected_ids:
            dialog = ExportDialog(session, self.calls.selected_ids, self._control.reader, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def go_to_original(self) -> None:
        """From a replay to the call that it repeats."""
        rows = self._selected_rows()
        if rows and rows[0].parent is not None:
            self.show_requested.emit(rows[0].parent)

    def pop_up_menu(self, place: QPoint, actions: dict[str, QAction], offer: Callable[[QMenu, QPoint], None]) -> None:
        """Offer what can be done with the selected calls; `offer` adds what can be done with the cell at `place`."""
        rows = self._selected_rows()
        if not rows:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _MENU:
            if name == "original" and rows[0].parent is None:
                continue
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        offer(menu, place)
        menu.addSeparator()
        menu.addAction(actions["comment"])
        colours = menu.addMenu(tr("标记", "Mark"))
        for colour, mark in enumerate(marks.MARKS, 1):
            colours.addAction(marks.icon(colour), f"{mark.words}\t{colour}", partial(self.mark_requested.emit, colour))
        colours.addAction(tr("清除", "None") + "\t0", partial(self.mark_requested.emit, 0))
        menu.addSeparator()
        copies = menu.addMenu(tr("复制", "Copy"))
        for name, text in copying.offers():
            copies.addAction(text, partial(self._copy, name))
        menu.popup(place)

    def _last_url(self) -> str:
        """Where the current call went, else where the newest one did; without any a server on this machine."""
        session = self._control.session
        if session is None:
            return _NOBODY
        rows = session.rows([self.calls.current_id or session.last_id()])
        return next((row.url for row in rows if row.url), _NOBODY)

    def _send_edited(self, dialog: "EditCallDialog", reading: Reading | None, outgoing: Outgoing) -> None:
        session = self._control.session
        if session and reading and not self._is_busy() and self._may_send(reading, outgoing):
            self._replaying.send(session, self._control.reader, [lambda: outgoing])
            dialog.accept()

    def _may_send(self, reading: Reading, outgoing: Outgoing) -> bool:
        from hisight.gui.dialogs.confirm_send import confirm_send

        function = reading.function
        if function is None or function.effect == "read":
            return True
        return confirm_send(self._window, function, outgoing.target, _patient(reading))

    def _is_busy(self) -> bool:
        if self._replaying.running:
            self.refused.emit(
                HisightError(
                    Words("上一批还在发送。", "the last batch is still being sent."),
                    Words("请等它结束，或在状态栏取消。", "Wait for it, or cancel it in the status bar."),
                )
            )
        return self._replaying.running

    def _copy(self, what: str) -> None:
        session, exchange = self._control.session, self._current_exchange()
        if session and exchange:
            copying.copy(copying.text_of(self._control.reader.read_in(session, exchange), what))

    def _current_exchange(self) -> Exchange | None:
        session, number = self._control.session, self.calls.current_id
        try:
            return session.get(number) if session and number else None
        except HisightError as error:
            self.refused.emit(error)
            return None

    def _selected_rows(self) -> list[Row]:
        session = self._control.session
        return session.rows(self.calls.selected_ids) if session else []


def _patient(reading: Reading) -> str:
    """The name of the patient that the request is about; empty when it names none."""
    subject = reading.subject("request")
    values = subject.values() if subject else ()
    return next((value for _, field, value in values if field.patient == "name"), "")
