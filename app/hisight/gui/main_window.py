"""The main window: it wires panes and processes together, and holds nothing that it could ask one of them."""

from collections import ChainMap
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from hisight.capture import Filter
from hisight.errors import HisightError, sentence_of
from hisight.gui import actions, background, copying
from hisight.gui.bundle_opening import BundleOpening
from hisight.gui.call_actions import CallActions
from hisight.gui.capture_report import CaptureReport
from hisight.gui.compare_actions import CompareActions
from hisight.gui.current_call import CurrentCall
from hisight.gui.filter_actions import FilterActions
from hisight.gui.function_statistics import FunctionStatisticsFeed
from hisight.gui.icons import app_icon
from hisight.gui.import_actions import ImportActions
from hisight.gui.intercept_actions import InterceptActions
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.note_actions import NoteActions
from hisight.gui.profile_actions import ProfileActions
from hisight.gui.replay_report import ReplayReport
from hisight.gui.replaying import Replaying
from hisight.gui.session_control import SessionControl
from hisight.gui.settings import Settings
from hisight.gui.severity_actions import SeverityActions
from hisight.gui.tr import tr
from hisight.gui.views.banner import Banner
from hisight.gui.views.status import Status
from hisight.gui.views.welcome import Welcome
from hisight.gui.views.workspace import Workspace
from hisight.gui.window_actions import WindowActions
from hisight.imports.our_session import may_be_session
from hisight.reading import Reader, Reading

if TYPE_CHECKING:
    from hisight.demo import Demo

_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """One session at a time, or the welcome page."""

    def __init__(self, session_path: Path | None, reader: Reader, settings: Settings, profile: str = "") -> None:
        """Raises SessionError when there is no session at `session_path`."""
        super().__init__()
        self.settings = settings
        self.control = SessionControl(reader, profile, self)
        self.model = CallsModel(self)
        self.replaying = Replaying(self)
        self.call_actions = CallActions(self.control, self.replaying, self)
        self.compare_actions = CompareActions(self.control, self)
        self.note_actions = NoteActions(self)
        self.filter_actions = FilterActions(self)
        self.capture_report = CaptureReport(self)
        self.replay_report = ReplayReport(self)
        self.statistics = FunctionStatisticsFeed(self)
        self.intercept_actions = InterceptActions(self)
        self.severity_actions = SeverityActions(self.control, self)
        self.profile_actions = ProfileActions(self)
        self.window_actions = WindowActions(self)
        self.bundle_opening = BundleOpening(self)
        self.import_actions = ImportActions(self)
        self.current = CurrentCall(self.control, self)
        self.setWindowIcon(app_icon())
        self.resize(*_SIZE)
        self.restoreGeometry(settings.state("window"))
        self._wire_controls()
        self._build()
        if session_path:
            self.open_session(session_path)

    # what the command line and the demo ask for

    def open_session(self, path: Path, *, select: int = 0) -> None:
        """Open the session at `path` and show call `select`. Raises SessionError."""
        self.control.open(path)
        self.settings.remember(path)
        if select:
            self.show_call(select)

    def show_demo(self, demo: "Demo") -> None:
        """Show `demo`, live, and close it when another session is opened or the window closes."""
        self.control.show_demo(demo)

    def show_call(self, number: int) -> None:
        """Select call `number`; a filter that hides it is cleared."""
        session = self.control.session
        if session is None or self.calls.select(number):
            return
        try:
            session.get(number)
        except HisightError as error:
            self.complain(error)
            return
        if self.filter_bar.filter != Filter():
            self.filter_bar.clear()

    @property
    def settled(self) -> bool:
        """True when everything that is known is on the screen: what a picture waits for."""
        session = self.control.session
        if session is None:
            return not background.running()
        unread = session.unread(self.control.reader.fingerprint, 1) if not self.control.demo else []
        return (
            not unread
            and not background.running()
            and self.current.number == self.calls.current_id
            and not self.model.stale
        )

    def complain(self, error: Exception) -> None:
        """Show an error: what happened, why, what to do next."""
        self.banner.say("error", sentence_of(error))

    def rebuild(self) -> None:
        """Make every widget anew, for another language or theme; what was shown is shown again."""
        shown, tab, chosen = self.calls.current_id, self.detail.tab(), self.filter_bar.filter
        self.workspace.save_layout()
        self._build()
        self.detail.set_tab(tab)
        self.filter_bar.set_filter(chosen)
        if shown:
            self.calls.select(shown)

    # construction

    def _build(self) -> None:
        """Make every widget, in the language and theme of now."""
        self.setWindowTitle("HISight")
        for action in self.actions():
            action.deleteLater()
        self.setMenuBar(QMenuBar())
        acting = (
            self.window_actions,
            self.call_actions,
            self.compare_actions,
            self.note_actions,
            self.filter_actions,
            self.intercept_actions,
            self.import_actions,
        )
        self.actions_by_name = actions.make(self, dict(ChainMap(*(one.handlers() for one in acting))))
        actions.fill(self.menuBar(), self.actions_by_name)
        self.banner = Banner()
        self.welcome = Welcome(self.settings.recent)
        self.welcome.chosen.connect(lambda name: self.actions_by_name[name].trigger())
        self.welcome.file_chosen.connect(self.try_to_open)
        self.workspace = Workspace(
            self.model,
            self.control.capture,
            self.settings,
            self.filter_actions.suggestions(),
            self.actions_by_name,
            self,
        )
        panes = self.workspace
        self.calls, self.detail, self.filter_bar = panes.calls, panes.detail, panes.filter_bar
        self.call_actions.calls = self.compare_actions.calls = self.calls
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.workspace)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.status = Status()
        layout.addWidget(self.banner)
        layout.addWidget(self.intercept_actions.strip())
        layout.addWidget(self._pages)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self._wire_views()
        self._show_session()

    def _wire_views(self) -> None:
        calls, detail = self.calls, self.detail
        calls.current_changed.connect(self.current.show)
        calls.follow_changed.connect(self.actions_by_name["follow"].setChecked)
        calls.menu_requested.connect(self._pop_up_menu)
        calls.table.selectionModel().selectionChanged.connect(self.show_counts)
        acting = (self.filter_actions, self.note_actions, self.statistics)
        for one in (*acting, self.bundle_opening, self.import_actions, self.replay_report):
            one.wire_views()
        self.workspace.capture_button.pressed.connect(self.actions_by_name["capture"].trigger)
        self.workspace.capture_button.copied.connect(copying.copy)
        detail.replay_requested.connect(self.call_actions.replay)
        detail.edit_requested.connect(self.call_actions.edit)
        detail.next_requested.connect(self.call_actions.build_next)
        detail.select_requested.connect(self.show_call)
        detail.severity_requested.connect(self.severity_actions.judge)
        detail.interface_requested.connect(self.window_actions.show_interface)
        detail.charset_chosen.connect(self.current.read_as)

    def _wire_controls(self) -> None:
        self.control.changed.connect(self._show_session)
        self.control.grown.connect(self.model.look)
        self.control.summarised.connect(self.model.summaries_changed)
        self.control.summarised.connect(self.current.look_again)
        self.control.read_again.connect(lambda: self.current.show(self.calls.current_id))
        self.current.pending.connect(lambda: self.detail.show_pending())
        self.current.read.connect(self._show_reading)
        self.current.failed.connect(lambda error: self.detail.show_why_not(sentence_of(error)))
        self.model.counted.connect(self.show_counts)
        self.model.failed.connect(self.complain)
        for acting in (self.call_actions, self.compare_actions, self.severity_actions):
            acting.refused.connect(self.complain)
        self.call_actions.comparison_requested.connect(self.compare_actions.show_difference)
        self.call_actions.show_requested.connect(self.show_call)
        self.call_actions.mark_requested.connect(self.note_actions.mark)

    # what is shown

    def _show_session(self) -> None:
        """Another session, or none."""
        session = self.control.session
        self.current.drop()
        self.note_actions.count()
        self.detail.set_session(session)
        self.detail.show_reading(None)
        if self.model.session is not session:
            self.model.show_session(session)
            self.calls.stop_following()
        self._pages.setCurrentWidget(self.workspace if session else self.welcome)
        self.calls.take_focus()
        for name in actions.NEED_SESSION:
            self.actions_by_name[name].setEnabled(session is not None)
        self.setWindowTitle(f"{session.path.name} - HISight" if session else "HISight")
        self.status.setVisible(session is not None)
        self.status.show_session(session.path if session else None)
        if session and (cut := session.cut):
            self.banner.say("warning", str(cut.words))
        profile = self.control.profile
        self.status.show_profile(tr(f"配置 {profile}", f"profile {profile}") if profile else "")
        self.capture_report.show()
        self.show_counts()
        self.profile_actions.offer_to_unlock()

    def show_counts(self) -> None:
        """How many calls there are, and why there are none."""
        shown, total = self.model.rowCount(), self.model.total
        selected = len(self.calls.table.selectionModel().selectedRows())
        self.status.show_counts(total, shown, selected, self.note_actions.marked)
        if not self.model.stale:
            self.calls.empty.explain(total, self.model.filter.text, self.control.capture)

    def _show_reading(self, reading: Reading | None) -> None:
        self.detail.show_reading(reading)
        self.note_actions.show_note()

    def _pop_up_menu(self, place: QPoint) -> None:
        self.call_actions.pop_up_menu(place, self.actions_by_name, self.filter_actions.offer)

    # files, and the end

    def try_to_open(self, path: Path) -> None:
        """Open the session or bundle at `path`, import what is neither, or say why not."""
        try:
            if self.bundle_opening.take(path):
                return
            if may_be_session(path):
                self.open_session(path)
            else:
                self.import_actions.bring([path])
        except HisightError as error:
            self.complain(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout, and end what runs; but stay while the user wants to keep what was edited in a window of its own."""
        if not all(dialog.close() for dialog in self.findChildren(QDialog) if dialog.isVisible()):
            event.ignore()
            return
        self.workspace.save_layout()
        self.settings.save_state("window", self.saveGeometry())
        self.hide()  # what follows may take a second
        self.replaying.cancel()
        self.import_actions.importing.cancel()
        background.finish()
        self.control.close()
        event.accept()
