"""What the actions about breakpoints and held calls do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from hisight.capture.pausing import Breakpoint
from hisight.errors import HisightError
from hisight.gui.dialogs.answer_held import AnswerHeld
from hisight.gui.dialogs.breakpoints import BreakpointsDialog
from hisight.gui.dialogs.confirm_send import permitted
from hisight.gui.dialogs.edit_held import EditHeldRequest
from hisight.gui.dialogs.edit_outcome import EditOutcome
from hisight.gui.dialogs.held_calls import HeldCalls
from hisight.gui.dialogs.rules_dialog import RulesDialog
from hisight.gui.intercepting import HeldCall, words_for
from hisight.gui.views.countdown import Countdown
from hisight.gui.views.held_strip import HeldStrip
from hisight.intercept.answering import Reply
from hisight.intercept.consent import question_about
from hisight.intercept.rules import Rule, load, own_file, write
from hisight.replay import Outgoing
from hisight.replay.draft import Tried
from hisight.wording import Words

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class InterceptActions(QObject):
    """Acts on the capture of its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._intercepting = window.control.capture.intercepting
        self._queue: HeldCalls | None = None
        self._intercepting.held_changed.connect(self._show_state)
        self._intercepting.armed_changed.connect(self._show_state)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions do, by their names."""
        return {
            "break_next": lambda: self._intercepting.add(Breakpoint(direction="request", next_only=True)),
            "break_function": self.break_function,
            "breakpoints": self.breakpoints,
            "held": self.show_queue,
            "resume_all": self._intercepting.resume_all,
            "disarm": lambda: self._intercepting.arm(()),
            "rules": self.rules,
            "rules_off": lambda: self._intercepting.use_rules(()),
        }

    def strip(self) -> HeldStrip:
        """A new line for the window that tells what is held."""
        made = HeldStrip(self._intercepting, self._window.control.reader.catalog)
        made.queue_requested.connect(self.show_queue)
        made.resume_requested.connect(self._intercepting.resume_all)
        self._show_state()
        return made

    def break_function(self) -> None:
        """Hold the calls of the function of the current call."""
        session, number = self._window.control.session, self._window.calls.current_id
        rows = session.rows([number]) if session and number else []
        summary = rows[0].summary if rows else None
        if summary is not None:
            function = self._window.control.reader.catalog.function(summary.fun_code, summary.function)
            words = words_for(function) if function else summary.fun_code or summary.function
            self._intercepting.add(Breakpoint(words))

    def breakpoints(self) -> None:
        """Ask which calls to hold."""
        catalog = self._window.control.reader.catalog
        dialog = BreakpointsDialog(self._intercepting.points, self._intercepting.seconds, catalog, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._intercepting.arm(dialog.points, float(dialog.seconds.value())))
        dialog.open()

    def rules(self) -> None:
        """Ask what to do to calls; the rules are kept, and in force until they are switched off or the program ends."""
        try:
            known = load(own_file())
        except HisightError as error:
            self._window.complain(error)
            return
        dialog = RulesDialog(known, self._window.control.reader.catalog, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._use_rules(dialog.rules))
        dialog.open()

    def _use_rules(self, rules: tuple[Rule, ...]) -> None:
        control = self._window.control
        try:
            own_file().write_text(write(rules), encoding="utf-8")
        except OSError as error:
            what = Words(f"规则无法保存：{error.strerror}。", f"the rules cannot be kept: {error.strerror}.")
            self._window.complain(HisightError(what))
        folder = control.reader.catalog.folder
        self._intercepting.use_rules(rules, "" if control.demo else control.profile, str(folder or ""))

    def show_queue(self) -> None:
        """Show the held calls, or bring them to the front."""
        if self._queue is None:
            self._queue = HeldCalls(self._intercepting, self._window.control.reader, self._window)
            self._queue.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._queue.edit_requested.connect(self.edit)
            self._queue.answer_requested.connect(self.answer)
            self._queue.finished.connect(self._forget_queue)
        self._queue.show()
        self._queue.raise_()
        self._queue.activateWindow()

    def edit(self, call: HeldCall) -> None:
        """Open a held message to be changed, sealed again, and let go on."""
        if call.paused.direction == "response":
            self.answer(call)
            return
        exchange, reader = call.exchange, self._window.control.reader
        dialog = EditHeldRequest(
            exchange, reader.read(exchange), reader, Countdown(self._intercepting, call), self._queue or self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.send_requested.connect(lambda outgoing: self._send(dialog, call, outgoing))
        dialog.open()

    def answer(self, call: HeldCall) -> None:
        """Answer a held call from here; or edit the answer that is held."""
        session, reader = self._window.control.session, self._window.control.reader
        if session is None:
            return
        exchange = call.exchange
        dialog = AnswerHeld(
            exchange,
            reader.read(exchange),
            reader,
            session,
            Countdown(self._intercepting, call),
            self._queue or self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.answered.connect(lambda reply: self._answer(dialog, call, reply))
        dialog.open()

    def _send(self, dialog: EditHeldRequest, call: HeldCall, outgoing: Outgoing) -> None:
        exchange, key = call.exchange, call.paused.id
        if self._is_gone(key, dialog.outcome):
            return
        if outgoing.body == exchange.request_body:
            self._intercepting.resume(key)
        else:
            asked = question_about(exchange, outgoing, self._window.control.reader)
            if permitted(dialog, asked) is None or self._is_gone(key, dialog.outcome):
                return
            self._intercepting.resume_with(key, outgoing.head.to_bytes(), outgoing.body)
        dialog.accept()

    def _answer(self, dialog: AnswerHeld, call: HeldCall, reply: Reply) -> None:
        if self._is_gone(call.paused.id, dialog.outcome):
            return
        if call.paused.direction == "response":
            self._intercepting.resume_with(call.paused.id, reply.head, reply.body)
        else:
            self._intercepting.answer(call.paused.id, reply.head, reply.body)
        dialog.accept()

    def _is_gone(self, key: str, outcome: EditOutcome) -> bool:
        """Whether the message has gone on meanwhile; it is said then, and nothing of what was edited is lost."""
        gone = key not in self._intercepting.held
        if gone:
            outcome.show_tried(
                Tried(
                    None,
                    None,
                    Words(
                        "报文已不在暂停中：时间已到并按原样放行，或平台已断开。",
                        "It is not held any more: its time was up and it went on as it came, or its client has hung up.",
                    ),
                )
            )
        return gone

    def _forget_queue(self) -> None:
        self._queue = None

    def _show_state(self) -> None:
        """Where the window says what is armed."""
        held = self._intercepting
        self._window.status.show_interception(len(held.points), len(held.held), len(held.rules))
