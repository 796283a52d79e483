"""What can be done with the selected calls: replay, edit and send, export; and the menu that offers it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hisight import paths
from hisight.capture import Exchange, Row, Session, new_file
from hisight.catalog import Function
from hisight.errors import HisightError
from hisight.gui import background, copying, marks
from hisight.gui.dialogs.confirm_send import permitted
from hisight.gui.replaying import Replaying
from hisight.gui.session_control import SessionControl
from hisight.gui.tr import tr
from hisight.gui.views.call_list import CallList
from hisight.reading import Reading
from hisight.replay import Outgoing, Question, question
from hisight.replay.batch import Batch, send_one
from hisight.replay.beginnings import Beginning, from_answer
from hisight.replay.new_call import NewCall
from hisight.replay.next_call import NextCall
from hisight.wording import Words

if TYPE_CHECKING:
    from hisight.gui.dialogs.edit_call import EditCallDialog

_NOBODY = "http://127.0.0.1:8080/"
_MENU = ("replay", "replay_with_options", "edit", "compare", "export", "original", "")


class CallActions(QObject):
    """Acts on what is selected in `calls`."""

    refused = Signal(object)
    """Something could not be done: the error."""
    show_requested = Signal(int)
    """Show the call with this number, whatever the filter says."""
    comparison_requested = Signal(int, int)
    """Show in what the call with the second number differs from the first."""
    mark_requested = Signal(int)
    """Mark the selected calls with this colour, 0 for none."""

    def __init__(self, control: SessionControl, replaying: Replaying, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self._replaying = replaying
        self._asking = False  # about a batch; pressed twice, the key asks once
        self.calls: CallList

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about calls do, by their names."""
        return {
            "new_call": self.new_call,
            "replay": self.replay,
            "replay_with_options": self.replay_with_options,
            "edit": self.edit,
            "export": self.export,
            "original": self.go_to_original,
        }

    def replay(self) -> None:
        """Send the selected calls again, as they were; what does more than read asks first."""
        session, reader, numbers = self._control.session, self._control.reader, self.calls.selected_ids
        if session is not None and numbers and not self._asking and not self._is_busy():
            self._asking = True
            batch = Batch(session, reader, numbers)
            background.run(batch.question, lambda asked: self._send(session, numbers, asked), self._give_up)

    def replay_with_options(self) -> None:
        """Ask how to send the selected calls again: where to, sealed by whom, how often; and show what comes of it."""
        session, numbers = self._control.session, self.calls.selected_ids
        if session is not None and numbers and not self._is_busy():
            from hisight.gui.dialogs.replay_batch import ReplayBatchDialog

            dialog = ReplayBatchDialog(session, self._control.reader, numbers, self._replaying, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.comparison_requested.connect(self.comparison_requested)
            dialog.show()

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
        dialog.send_requested.connect(lambda outgoing: self._send_edited(dialog, outgoing))
        dialog.open()

    def build(self, function: Function) -> None:
        """Open a request of `function` made from the interface, to be filled in and sent where the last calls went."""
        self._build(NewCall(function, self._control.reader, self._control.session), self._last_url())

    def new_call(self) -> None:
        """Open a new call: of the function of the current one, where there is one."""
        exchange, catalog = self._current_exchange(), self._control.reader.catalog
        current = self._control.reader.read(exchange).function if exchange else None
        self.build(current or catalog.functions[0])

    def build_next(self, one: NextCall, reading: Reading, path: str) -> None:
        """Open the call that usually comes after that of `reading`, filled from its answer; `path` leads to the row to begin with."""
        catalog, exchange = self._control.reader.catalog, reading.call.exchange
        function = catalog.function(one.to)
        if function is not None and exchange is not None:
            call = NewCall(function, self._control.reader, self._control.session)
            self._build(call, exchange.url or _NOBODY, from_answer(one, reading, call, path))

    def _build(self, call: NewCall, url: str, begin: Beginning | None = None) -> None:
        from hisight.gui.dialogs.build_request import BuildRequestDialog

        try:
            dialog = BuildRequestDialog(call, url, self._window, begin=begin)
        except HisightError as error:
            self.refused.emit(error)
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.send_requested.connect(lambda outgoing: self._send_edited(dialog, outgoing))
        dialog.show()

    def export(self) -> None:
        """Export the selected calls, or all that the list shows."""
        from hisight.gui.dialogs.export_dialog import ExportDialog

        session, selected, shown = self._control.session, self.calls.selected_ids, self.calls.shown_ids
        if session and shown:
            dialog = ExportDialog(session, selected, self._control.reader, self._window, shown=shown)
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
        markdown = tr("复制为 Markdown（不含患者信息）", "Copy as Markdown (without patient data)")
        copies.addAction(markdown, self._copy_markdown)
        menu.popup(place)

    def _last_url(self) -> str:
        """Where the current call went, else where the newest one did; without any a server on this machine."""
        session = self._control.session
        if session is None:
            return _NOBODY
        rows = session.rows([self.calls.current_id or session.last_id()])
        return next((row.url for row in rows if row.url), _NOBODY)

    def _send_edited(self, dialog: "EditCallDialog", outgoing: Outgoing) -> None:
        session, reader = self._control.session, self._control.reader
        if not self._is_busy() and (permit := permitted(dialog, question([outgoing], reader))):
            session = session or self._new_session()
            if session is None:
                return
            self._replaying.send(session, 1, lambda own, _cancelled: iter([send_one(own, reader, outgoing, permit)]))
            dialog.accept()

    def _new_session(self) -> Session | None:
        """A session for what is sent while none is open; None, and the reason is told, when it cannot be made."""
        try:
            self._control.open(new_file(paths.user_data() / "sessions"), create=True)
        except HisightError as error:
            self.refused.emit(error)
        return self._control.session

    def _send(self, session: Session, numbers: Sequence[int], asked: object) -> None:
        """Send calls of `session` as they were, after what is `asked` was allowed."""
        reader, permit = self._control.reader, permitted(self._window, cast("Question | None", asked))
        self._asking = False
        if permit is not None and not self._is_busy():
            self._replaying.send(
                session, len(numbers), lambda own, cancelled: Batch(own, reader, numbers).run(permit, cancelled)
            )

    def _give_up(self, error: Exception) -> None:
        self._asking = False
        self.refused.emit(error)

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

    def _copy_markdown(self) -> None:
        session, number, reader = self._control.session, self.calls.current_id, self._control.reader
        if session and number:
            path = session.path
            background.run(
                lambda: copying.markdown_of(path, number, reader),
                lambda text: copying.copy(str(text)),
                self.refused.emit,
            )

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
