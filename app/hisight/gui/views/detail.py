"""The detail of one call: verdict, then the tabs. It shows readings and says what the user wants."""

from functools import cached_property

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from hisight.capture import Session
from hisight.checks import Finding
from hisight.gui import copying, icons, places, theme
from hisight.gui.background import BUSY_AFTER_MS
from hisight.gui.dialogs.rule_help import explain
from hisight.gui.places import Place
from hisight.gui.tr import tr
from hisight.gui.views import finding_menu
from hisight.gui.views.detail_tabs import TABS, DetailTabs
from hisight.gui.views.finding_list import leads_to_a_call
from hisight.gui.views.finding_menu import Choices
from hisight.gui.views.message_view import MessageView
from hisight.gui.views.overview import Overview
from hisight.gui.views.raw_view import RawView
from hisight.gui.views.related_view import RelatedView
from hisight.gui.views.signature_view import SignatureView
from hisight.gui.views.verdict_header import VerdictHeader
from hisight.protocol import Direction
from hisight.reading import Reading
from hisight.reading.leniency import STRICT


class DetailView(QWidget):
    """Everything about the call that is selected in the list."""

    replay_requested = Signal()
    """Send the call again, as it was."""
    edit_requested = Signal()
    """Edit the call and send it."""
    next_requested = Signal(object, object, str)
    """The NextCall to make of the Reading, and the path of the line in its answer that it begins at."""
    select_requested = Signal(int)
    """Go to another exchange, by its number."""
    note_requested = Signal()
    """Edit the comment and the mark of the call."""
    filter_requested = Signal(str, str, str)
    """Filter the list: a `Wish`, the name of a field, its value."""
    column_requested = Signal(str)
    """Show the field with this name as a column of the list."""
    severity_requested = Signal(object, object, str)
    """The Reading, a Finding of it, and what its rule shall count for: one of `leniency.choices`."""
    interface_requested = Signal(object)
    """Show a Place in the interface."""
    charset_chosen = Signal(str, str)
    """Read a side of the call in another charset, empty for the one that is found."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        """`hint` is what it says while there is no reading."""
        super().__init__(parent)
        self._hint = hint or tr(
            "选择左侧的一个调用，这里会说明结果和原因。",
            "Select a call on the left: here it says what happened, and why.",
        )
        self._reading: Reading | None = None
        self._session: Session | None = None
        self._stale: set[str] = set()
        self.header = VerdictHeader()
        self.tabs = DetailTabs()
        self._nothing = _Nothing()
        self._pending_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._pending_timer.timeout.connect(self._show_pending)
        self._connect()
        self._lay_out()
        self.show_reading(None)

    def _lay_out(self) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.header.replay_requested.connect(self.replay_requested)
        self.header.edit_requested.connect(self.edit_requested)
        self.header.next_requested.connect(lambda one: self.next_requested.emit(one, self._reading, ""))
        self.response.next_requested.connect(lambda one, path: self.next_requested.emit(one, self._reading, path))
        self.header.note_requested.connect(self.note_requested)
        self.header.copy_requested.connect(self._copy)
        self.tabs.currentChanged.connect(lambda _index: self._refresh())

    # The pages are made when somebody first looks: nobody who waits for the window looks at six of them.

    @cached_property
    def overview(self) -> Overview:
        """What was found."""
        view = Overview()
        view.finding_activated.connect(self.show_finding)
        view.select_requested.connect(self.select_requested)
        self._connect_findings(view)
        return self.tabs.place("overview", view)

    @cached_property
    def request(self) -> MessageView:
        """The request."""
        return self.tabs.place("request", self._side("request"))

    @cached_property
    def response(self) -> MessageView:
        """The answer."""
        return self.tabs.place("response", self._side("response"))

    @cached_property
    def signature(self) -> SignatureView:
        """The signatures of both."""
        return self.tabs.place("signature", SignatureView())

    @cached_property
    def raw(self) -> RawView:
        """The bytes."""
        view = RawView()
        view.charset_chosen.connect(self.charset_chosen)
        return self.tabs.place("raw", view)

    @cached_property
    def related(self) -> RelatedView:
        """Other calls about the same things."""
        view = RelatedView()
        view.set_session(self._session)
        view.select_requested.connect(self.select_requested)
        view.filter_requested.connect(self.filter_requested)
        return self.tabs.place("related", view)

    def _side(self, direction: Direction) -> MessageView:
        side = MessageView(direction)
        side.filter_requested.connect(self.filter_requested)
        side.charset_chosen.connect(self.charset_chosen)
        side.column_requested.connect(self.column_requested)
        side.interface_requested.connect(self.interface_requested)
        self._connect_findings(side)
        return side

    def _connect_findings(self, view: Overview | MessageView) -> None:
        view.help_requested.connect(self.explain)
        view.menu_requested.connect(lambda finding, place: self.menu(finding).popup(place))

    def set_session(self, session: Session | None) -> None:
        """Look for related calls in `session`."""
        self._session = session
        if "related" in self.__dict__:  # made already
            self.related.set_session(session)

    @property
    def profile(self) -> str:
        """The profile that reads what is shown; empty when none does."""
        return self._reading.leniency.profile if self._reading else ""

    def show_reading(self, reading: Reading | None) -> None:
        """Show `reading`; None when no call is selected."""
        if reading is None:
            self.show_why_not(self._hint)
            return
        self._pending_timer.stop()
        self._reading = reading
        self.header.show_reading(reading)
        self._stale = set(TABS)
        self.tabs.mark(reading)
        self._refresh()
        self._stack.setCurrentIndex(1)

    def show_why_not(self, text: str) -> None:
        """Show `text` where a call would be."""
        self._pending_timer.stop()
        self._reading = None
        self._nothing.say(text)
        self._stack.setCurrentIndex(0)

    def show_note(self, colour: int, comment: str) -> None:
        """Show the mark and the comment of the call below its facts."""
        self.header.note.show_note(colour, comment)

    def show_pending(self) -> None:
        """A reading is on its way: what is shown stays for half a second, so that fast ones do not flicker."""
        self._pending_timer.start()

    def set_tab(self, name: str) -> None:
        """Show the tab `name`, one of `TABS`."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def tab(self) -> str:
        """The name of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def show_finding(self, finding: Finding) -> None:
        """Show `finding` in its place, or go to the other call that it speaks of."""
        if finding.name in ("bad-signature", "signature-deviation"):
            self.set_tab("signature")
            return
        if leads_to_a_call(finding):
            self.select_requested.emit(finding.calls[0])
            return
        self.set_tab(finding.direction)
        side = self.request if finding.direction == "request" else self.response
        side.go_to(finding.path)

    def explain(self, finding: Finding) -> None:
        """Show what the rule of `finding` means."""
        explain(finding.code, self._reading.leniency if self._reading else STRICT, self)

    def menu(self, finding: Finding) -> QMenu:
        """The menu of `finding`; only a recorded call has a peer, whose profile can say what it counts for."""
        reading = self._reading
        assert reading is not None

        def judge(severity: str) -> None:
            self.severity_requested.emit(reading, finding, severity)

        can_judge = reading.call.exchange is not None
        menu = finding_menu.make(
            self,
            finding,
            reading.leniency,
            Choices(
                go=lambda: self.show_finding(finding),
                explain=lambda: self.explain(finding),
                show_in_interface=(lambda: self._show_in_interface(finding)) if finding.catalog else None,
                judge=judge if can_judge else None,
            ),
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def place(self) -> Place | None:
        """Where the interface speaks of what is shown: of the field, or else of the function; None when it does nowhere."""
        if self._reading is None:
            return None
        side = {"request": self.request, "response": self.response}.get(self.tab())
        function = self._reading.function
        return side.place() if side else Place(function, "request") if function else None

    def find_next(self) -> None:
        """F3: the next place in the message that is in front."""
        if self.tab() not in ("request", "response"):
            self.set_tab("response")
        (self.request if self.tab() == "request" else self.response).find_next()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: icons and marks are made anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._reading is not None:
            self.show_reading(self._reading)

    def _copy(self, what: str) -> None:
        if self._reading is not None:
            copying.copy(copying.text_of(self._reading, what))

    def _show_in_interface(self, finding: Finding) -> None:
        subjects = self._reading.subjects if self._reading else ()
        place = places.of_finding(finding.catalog, subjects[0].catalog) if subjects else None
        if place is not None:
            self.interface_requested.emit(place)

    def _refresh(self) -> None:
        """Fill the tab in front; the others wait until somebody looks."""
        name = self.tab()
        if self._reading is not None and name in self._stale:
            self._stale.discard(name)
            getattr(self, name).show_reading(self._reading)

    def _show_pending(self) -> None:
        self._nothing.say(tr("正在读取…", "Reading…"))
        self._stack.setCurrentIndex(0)


class _Nothing(QWidget):
    """A page that says why there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE * 2)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        layout.addStretch(3)

    def say(self, text: str) -> None:
        self._icon.setPixmap(icons.pixmap("request", "border", 40, self.devicePixelRatioF()))
        self._text.setText(text)
