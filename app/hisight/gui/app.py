"""The application around the window: made once, dressed, and run to its end."""

import os
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from hisight import version
from hisight.errors import HisightError
from hisight.follow import settle
from hisight.gui.icons import app_icon
from hisight.gui.main_window import MainWindow
from hisight.gui.places import Place
from hisight.gui.screenshot import Screenshot
from hisight.gui.settings import Settings
from hisight.gui.theme import ThemeName
from hisight.gui.window_actions import dress
from hisight.imports.our_session import may_be_session
from hisight.profiles import key_file
from hisight.reading import Reader
from hisight.wording import Language, Words

if TYPE_CHECKING:
    from hisight.demo import Demo


@dataclass(frozen=True, slots=True)
class Start:
    """What the window begins with. Everything may be left out."""

    session: Path | None = None
    """A session file, a bundle, or a file that is imported; None for the welcome page."""
    select: int = 0
    """The call to show; 0 leaves it to the window."""
    tab: str = ""
    """The page of the detail."""
    theme: str = ""
    """`light` or `dark`; empty as set."""
    language: str = ""
    """`zh` or `en`; empty as set."""
    size: tuple[int, int] | None = None
    """Width and height of the window in logical pixels; None as it was."""
    screenshot: Path | None = None
    """Write a picture there and end."""
    profile: str = ""
    """Read every call with this profile."""
    catalog: Path | None = None
    """A folder laid over the published catalog; None takes the user's own, if any."""
    interface: str = ""
    """Open the interface at the function with this FUN_CODE or name; `screenshot` is of it then."""


def run(start: Start = Start()) -> int:
    """Show the window until it is closed. Returns the exit code; raises HisightError when it cannot begin so."""
    key_file.ask_with(None)  # the window asks by itself, and only when somebody looks
    reader = Reader.default(start.profile, start.catalog)
    application = _application(hidden=start.screenshot is not None)
    with tempfile.TemporaryDirectory(prefix="hisight-") as folder:
        # A picture must not depend on what a user has set, nor change it.
        file = Path(folder) / "window.ini" if start.screenshot else None
        theme, language = cast("ThemeName | None", start.theme or None), cast("Language | None", start.language or None)
        window = _window(Settings(file, theme=theme, language=language), reader, start.profile)
        if start.session and not window.bundle_opening.take(start.session, start.select):
            if may_be_session(start.session):
                window.open_session(start.session, select=start.select)
            else:
                window.import_actions.bring([start.session])
        if start.tab:
            window.detail.set_tab(start.tab)
        shown = _interface(window, start.interface) if start.interface else window
        if start.size:
            shown.resize(*start.size)
        picture = Screenshot(window, start.screenshot, shown) if start.screenshot else None
        code = _show(application, window)
    if picture and picture.problem:
        raise picture.problem
    return code


def _interface(window: MainWindow, name: str) -> QWidget:
    """The interface, opened at the function called `name`. Raises HisightError when there is none."""
    function = window.control.reader.catalog.function(name, name)
    if function is None:
        raise HisightError(
            Words(f"接口中没有功能 {name}。", f"the interface has no function {name}."),
            Words("运行 hisight catalog 查看全部。", "Run `hisight catalog` to see all."),
        )
    return window.window_actions.show_interface(Place(function, "request"))


def run_demo(demo: "Demo") -> int:
    """Show the window on the running `demo` until it is closed. Returns the exit code."""
    key_file.ask_with(None)
    application = _application(hidden=False)
    window = _window(Settings(), Reader.default())
    window.show_demo(demo)
    return _show(application, window)


def _application(*, hidden: bool) -> QApplication:
    """The one application; `hidden` does without a display."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    choose_platform(hidden=hidden)
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        qInstallMessageHandler(_report_but_size_hints)
    QCoreApplication.setApplicationName("HISight")
    QCoreApplication.setApplicationVersion(version())
    application = QApplication(sys.argv[:1])
    application.setDesktopFileName("hisight")
    application.setWindowIcon(app_icon())
    return application


def choose_platform(*, hidden: bool) -> None:
    """See that Qt can begin: without a display it would abort. Raises HisightError, but does without one when `hidden`."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform not in ("win32", "darwin") and not any(os.environ.get(name) for name in displays):
        if not hidden:
            raise HisightError(
                Words("没有图形界面，无法打开窗口。", "there is no display to open a window on."),
                Words(
                    "可用 hisight demo --headless、inspect 等命令。",
                    "Commands such as hisight inspect work without one.",
                ),
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _report_but_size_hints(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    # WORKAROUND: Qt's offscreen platform complains about each window that has a smallest size; gone when Qt leaves that out.
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)  # noqa: T201 - what Qt itself would do


def _window(settings: Settings, reader: Reader, profile: str = "") -> MainWindow:
    dress(settings)
    return MainWindow(None, reader, settings, profile)


def _show(application: QApplication, window: MainWindow) -> int:
    """Run until the window is closed, by its user or by a signal."""

    def complain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            window.control.capture.said.emit("".join(traceback.format_exception(error)))
            window.complain(error)
        else:
            sys.__excepthook__(kind, error, trace)

    before = sys.excepthook
    sys.excepthook = complain
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: window.close())
    window.show()
    QTimer.singleShot(0, settle)  # once it is painted
    try:
        return application.exec()
    finally:
        sys.excepthook = before
        window.close()
        window.deleteLater()
