"""The main window: it wires panes and processes together, and holds nothing that it could ask one of them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hisight.capture import Filter
from hisight.demo import Demo
from hisight.errors import HisightError
from hisight.gui import actions, background, copying
from hisight.gui.call_actions import CallActions
from hisight.gui.child import Ended
from hisight.gui.icons import app_icon
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.replaying import Replaying
from hisight.gui.session_control import SessionControl, words_of
from hisight.gui.settings import Settings
from hisight.gui.tr import tr
from hisight.gui.views.banner import Banner
from hisight.gui.views.capture_button import address_for_platform
from hisight.gui.views.status import Status
from hisight.gui.views.welcome import Welcome
from hisight.gui.views.workspace import Workspace
from hisight.gui.window_actions import WindowActions
from hisight.reading import Reader, Reading
from hisight.wording import Words

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
        self.window_actions = WindowActions(self)
        self._reading_job: background.Job | None = None
        self._read_id = 0
        self._chosen_by_us = 0  # a call that was shown so that the detail is not empty
        self._retry: Callable[[], None] = lambda: None
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
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

    def show_demo(self, demo: Demo) -> None:
        """Show `demo`, live, and close it when another session is opened or the window closes."""
        self.control.show_demo(demo)

    def show_call(self, number: int) -> None:
        """Select call `number`; a filter that hides it is cleared."""
        self._chosen_by_us = 0
        session = self.control.session
        if session is None or self.calls.select(number):
            return
        if not 0 < number <= session.last_id():
            self.complain(_no_such_call(number, session.last_id()))
        elif self.filter_bar.filter != Filter():
            self.filter_bar.clear()

    @property
    def settled(self) -> bool:
        """True when everything that is known is on the screen: what a picture waits for."""
        session = self.control.session
        if session is None:
            return True
        unread = session.unread(self.control.reader.fingerprint, 1) if not self.control.demo else []
        return (
            not unread and not background.running() and self._read_id == self.calls.current_id and not self.model.stale
        )

    def complain(self, error: Exception) -> None:
        """Show an error: what happened, why, what to do next."""
        text = str(error) if isinstance(error, HisightError) else f"{type(error).__name__}: {error}"
        self._retry = lambda: None
        self.banner.say("error", text[:1].upper() + text[1:])

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
            self.removeAction(action)
        self.actions_by_name = actions.make(self, self.window_actions.handlers() | self.call_actions.handlers())
        actions.fill(self.menuBar(), self.actions_by_name)
        self.banner = Banner()
        self.banner.pressed.connect(lambda: self._retry())
        self.welcome = Welcome(self.settings.recent)
        self.welcome.chosen.connect(lambda name: self.actions_by_name[name].trigger())
        self.welcome.file_chosen.connect(self.try_to_open)
        self.workspace = Workspace(self.model, self.control.capture, self.settings, self.actions_by_name, self)
        self.calls, self.detail, self.filter_bar = (
            self.workspace.calls,
            self.workspace.detail,
            self.workspace.filter_bar,
        )
        self.call_actions.calls = self.calls
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.workspace)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self._pages)
        self.setCentralWidget(central)
        self.status = Status()
        self.status.cancelled.connect(self.replaying.cancel)
        self.setStatusBar(self.status)
        self._wire_views()
        self._show_session()

    def _wire_views(self) -> None:
        calls, detail = self.calls, self.detail
        calls.current_changed.connect(self._show_current)
        calls.follow_changed.connect(self.actions_by_name["follow"].setChecked)
        calls.menu_requested.connect(lambda place: self.call_actions.pop_up_menu(place, self.actions_by_name))
        calls.mark_requested.connect(self.call_actions.mark)
        calls.clear_filter_requested.connect(self.filter_bar.clear)
        calls.table.selectionModel().selectionChanged.connect(self._show_counts)
        calls.table.pressed.connect(self._forget_choice)
        self.filter_bar.changed.connect(self.model.set_filter)
        self.filter_bar.left.connect(calls.table.setFocus)
        self.workspace.capture_button.pressed.connect(self.actions_by_name["capture"].trigger)
        self.workspace.capture_button.copied.connect(copying.copy)
        detail.replay_requested.connect(self.call_actions.replay)
        detail.edit_requested.connect(self.call_actions.edit)
        detail.select_requested.connect(self.show_call)
        detail.filter_requested.connect(self.filter_bar.set_text)

    def _wire_controls(self) -> None:
        self.control.changed.connect(self._show_session)
        self.control.grown.connect(self.model.look)
        self.control.summarised.connect(self.model.summaries_changed)
        self.control.decoder_failed.connect(lambda ended: self._report_decoder(ended))
        self.control.capture.state_changed.connect(self._show_capture)
        self.control.capture.failed.connect(self._report_proxy)
        self.control.capture.trouble.connect(lambda text: self.banner.say("warning", text))
        self.model.counted.connect(self._show_counts)
        self.model.counted.connect(self._choose)
        self.model.dataChanged.connect(self._choose)
        self.model.failed.connect(self.complain)
        self.replaying.stored.connect(self._show_replay)
        self.replaying.progress.connect(self._show_progress)
        self.replaying.ended.connect(lambda: self.status.show_work(""))
        self.replaying.failed.connect(self.complain)
        self.call_actions.refused.connect(self.complain)
        self.call_actions.filter_requested.connect(lambda text: self.filter_bar.set_text(text))
        self.call_actions.marked.connect(self.model.summaries_changed)

    # what is shown

    def _show_session(self) -> None:
        """Another session, or none."""
        session = self.control.session
        self._drop_reading()
        self.detail.set_session(session)
        self.detail.show_reading(None)
        if self.model.session is not session:
            self.model.show_session(session)
            self.calls.stop_following()
        self._pages.setCurrentWidget(self.workspace if session else self.welcome)
        (self.calls.table if session else self.welcome).setFocus()
        for name in ("replay", "edit", "export", "close", "filter", "go_to", "next", "previous", "follow", "comment"):
            self.actions_by_name[name].setEnabled(session is not None)
        self.setWindowTitle(f"{session.path.name} - HISight" if session else "HISight")
        self.status.setVisible(session is not None)
        self.status.show_session(session.path if session else None)
        self.status.show_profile(
            tr(f"配置 {self.control.profile}", f"profile {self.control.profile}") if self.control.profile else ""
        )
        self._show_capture()
        self._show_counts()

    def _show_capture(self) -> None:
        """The proxy started, listens, or ended."""
        capture = self.control.capture
        self.workspace.capture_button.show_state()
        words = Words("停止抓包", "Stop the capture") if capture.running else Words("开始抓包…", "Start capture…")
        self.actions_by_name["capture"].setText(str(words))
        if capture.listening:
            self.calls.begin_following()
            self.status.show_state(tr("正在抓包", "recording"), "error")
        elif capture.running:
            self.status.show_state(tr("代理启动中…", "the proxy is starting …"), "warning")
        else:
            self.status.show_state(tr("未抓包", "not recording"), "border")
        self._show_counts()

    def _show_counts(self) -> None:
        """How many calls there are, and why there are none."""
        shown, total = self.model.rowCount(), self.model.total
        self.status.show_counts(total, shown, len(self.calls.table.selectionModel().selectedRows()))
        empty = self.calls.empty
        if total and not shown:
            empty.say(
                "filter",
                tr("没有符合条件的调用", "No call matches the filter"),
                button=tr("清除过滤条件", "Clear the filter"),
            )
        elif self.control.capture.listening:
            address = address_for_platform(self.control.capture)
            text = tr(f"请把平台侧的接口地址改为 {address}", f"Give the platform this address: {address}")
            empty.say("capture", tr("正在等待第一个调用", "Waiting for the first call"), text)
        elif self.control.capture.running:
            empty.say("capture", tr("代理启动中…", "The proxy is starting …"))
        elif not self.model.stale:
            empty.say(
                "note",
                tr("会话中还没有调用", "This session has no calls yet"),
                tr("按 Ctrl+E 开始抓包", "Ctrl+E starts a capture"),
            )

    def _choose(self) -> None:
        """While the user has chosen nothing, show the first call that failed, or the first of all: no pane stays empty."""
        current = self.calls.current_id
        if not self.model.rowCount() or (current and current != self._chosen_by_us):
            return
        lines = range(min(self.model.rowCount(), 500))
        failed = next(
            (line for line in lines if (row := self.model.row(line)) and row.summary and row.summary.failed), 0
        )
        number = self.model.id_at(failed)
        if number != current:
            self._chosen_by_us = number
            self.calls.select(number, scroll=not self.calls.follow)

    def _show_current(self, number: int) -> None:
        """Read the call that is current now, and show it."""
        self._drop_reading()
        session, reader = self.control.session, self.control.reader
        if session is None or not number:
            self.detail.show_reading(None)
            return

        def show(reading: Reading) -> None:
            self._read_id = number
            self.detail.show_reading(reading)

        self.detail.show_pending()
        self._reading_job = background.run(lambda: reader.read(session.get(number)), show, self.complain)

    def _drop_reading(self) -> None:
        if self._reading_job:
            self._reading_job.cancel()
        self._reading_job, self._read_id = None, 0

    def _forget_choice(self) -> None:
        self._chosen_by_us = 0

    def _show_replay(self, number: int) -> None:
        """An answer came back: select it."""
        self.model.look()
        self.show_call(number)

    def _show_progress(self, done: int, of: int) -> None:
        self.status.show_work(
            tr(f"重放 {done}/{of}", f"Replaying {done}/{of}") if of > 1 and done < of else "", done, of
        )

    def _report_proxy(self, ended: Ended) -> None:
        """The proxy ended by itself."""
        reason = words_of(ended)
        self._retry = self.control.capture.restart
        self.banner.say(
            "error",
            tr(f"代理意外退出：{reason}", f"The proxy has ended by itself: {reason}"),
            tr("重新启动", "Restart"),
        )

    def _report_decoder(self, ended: Ended) -> None:
        reason = words_of(ended)
        self._retry = lambda: None
        self.banner.say(
            "error", tr(f"解读进程意外退出：{reason}", f"The process that reads the calls has ended: {reason}")
        )

    # files, and the end

    def try_to_open(self, path: Path) -> None:
        """Open the session at `path`, or say why not."""
        try:
            self.open_session(path)
        except HisightError as error:
            self.complain(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped: a session, or a message as text."""
        for file in _files(event.mimeData())[:1]:
            if file.suffix.lower() in (".xml", ".txt", ".log"):
                self.window_actions.paste(file.read_text(encoding="utf-8", errors="replace"))
            else:
                self.try_to_open(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout, and end what runs."""
        self.workspace.save_layout()
        self.settings.save_state("window", self.saveGeometry())
        self.replaying.cancel()
        background.finish()
        self.control.close()
        event.accept()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _no_such_call(number: int, last: int) -> HisightError:
    return HisightError(
        Words(f"没有 {number} 号调用。", f"there is no call {number}."),
        Words(f"编号为 1 到 {last}。", f"The numbers go from 1 to {last}.") if last else Words("", ""),
    )
