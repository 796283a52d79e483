import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hisight.gui.views.banner import Banner


@pytest.fixture
def banner(qtbot):
    made = Banner()
    qtbot.addWidget(made)
    return made


def test_it_is_hidden_until_there_is_something_to_say(banner):
    assert banner.isHidden()
    banner.say("error", "Port 9000 is taken.")
    assert not banner.isHidden()
    assert banner.text.text() == "Port 9000 is taken."
    assert banner.button.isHidden()


def test_its_button_does_what_it_says_and_the_banner_goes(qtbot, banner):
    done = []
    banner.say("error", "The proxy has ended.", "Restart", lambda: done.append(1))
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert banner.isHidden()


@pytest.mark.parametrize("severity", ["error", "warning", "note", "ok"])
def test_every_severity_has_an_icon(banner, severity):
    banner.say(severity, "x")
    assert not banner.grab().isNull()


def test_its_icon_stands_level_with_its_line(banner):
    banner.resize(600, 40)
    banner.say("error", "Port 9000 is taken.")
    icon = next(label for label in banner.findChildren(QLabel) if not label.pixmap().isNull())
    assert abs(icon.geometry().center().y() - banner.text.geometry().center().y()) <= 1
