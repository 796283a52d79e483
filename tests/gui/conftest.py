"""The window without a display, with settings, data folder and key of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.gui import recorded

from hisight import profiles, wording
from hisight.capture import Session
from hisight.gui import background, theme
from hisight.gui.dialogs import edit_call, profile_editor
from hisight.gui.main_window import MainWindow
from hisight.gui.settings import Settings
from hisight.gui.tr import translate_qt
from hisight.mock import DEMO_KEY
from hisight.reading import Reader, summarise


def pytest_configure(config):
    # Qt's offscreen platform says this of each window that has a smallest size, or is raised.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def asked_before_edits_are_dropped(monkeypatch) -> list[str]:
    """What the editors asked; they may, or no test could close one that was edited."""
    questions = []
    for dialog in (edit_call, profile_editor):
        monkeypatch.setattr(dialog, "may_drop", lambda _parent, question: questions.append(question) or True)
    return questions


@pytest.fixture(autouse=True)
def _dressed_and_finished(qapp, monkeypatch, tmp_path) -> Iterator[None]:
    monkeypatch.setenv(profiles.KEY_VARIABLE, DEMO_KEY.secret.decode())
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # for the children, which no monkeypatch reaches
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    theme.apply(qapp, theme.LIGHT)
    yield
    background.finish()
    # Without an event loop nobody does, and each test would dress the widgets of all those before it.
    for left in (widget for widget in QApplication.topLevelWidgets() if widget.parent() is None):
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wording.use("en")
    translate_qt()
    wording.use(None)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "window.ini", language="en", theme="light")


@pytest.fixture
def session_path(tmp_path) -> Path:
    """One round of the demo's script, read already."""
    path = tmp_path / "recorded.hisight"
    reader = Reader.default()
    with Session.open(path, create=True) as session:
        session.append(recorded.exchanges())
        summaries = [summarise(reader.read(one)) for one in recorded.exchanges()]
        session.store_summaries(summaries, reader.fingerprint)
    return path


@pytest.fixture
def session(session_path) -> Iterator[Session]:
    with Session.open(session_path) as opened:
        yield opened


@pytest.fixture
def open_window(qtbot, settings) -> Iterator[Callable[..., MainWindow]]:
    """Make a window, on a session or without, and wait until all is on the screen."""
    made: list[MainWindow] = []

    def open_(path: Path | None = None) -> MainWindow:
        window = MainWindow(path, Reader.default(), settings)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.settled and (path is None or window.model.total > 0), timeout=20_000)
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture
def window(open_window, session_path) -> MainWindow:
    return open_window(session_path)
