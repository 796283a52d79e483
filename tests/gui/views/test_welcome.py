import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from hisight.gui.views.welcome import Welcome


def button(page, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "action"),
    [("Start capture", "capture"), ("Try the demo", "demo"), ("Open a file", "open"), ("Paste a message", "paste")],
)
def test_each_beginning_is_one_click(qtbot, name, action):
    page = Welcome([])
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)
    assert chosen.args == [action]


def test_a_recent_file_is_one_click(qtbot, session_path):
    page = Welcome([session_path])
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.file_chosen) as chosen:
        qtbot.mouseClick(button(page, "recorded.hisight"), Qt.MouseButton.LeftButton)
    assert chosen.args == [session_path]


def test_without_recent_files_it_says_so(qtbot):
    page = Welcome([])
    qtbot.addWidget(page)
    assert any("None yet" in label.text() for label in page.findChildren(QLabel))
