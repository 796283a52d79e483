import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from hisight.gui.capture_control import CaptureControl, Capturing
from hisight.gui.views.capture_button import CaptureButton, address_for_platform
from hisight.proxy import Listen, Route, Upstream


@pytest.fixture
def control(qapp):
    made = CaptureControl(qapp)
    yield made
    made.stop_and_wait()


@pytest.fixture
def button(qtbot, control):
    made = CaptureButton(control)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def running(control, button, tmp_path):
    upstream = Upstream("http", "his.example", 8080, "/svc")
    capturing = Capturing((Route(Listen("127.0.0.1", 9000), upstream),), tmp_path / "a.hisight")
    control.start(capturing, [sys.executable, "-c", "input()"])
    button.show_state()
    return button


def test_at_rest_it_offers_to_start(qtbot, button):
    assert button.findChild(QPushButton).text() == "Capture"
    assert button.findChild(QLabel).isHidden()
    with qtbot.waitSignal(button.pressed):
        qtbot.mouseClick(button.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_while_it_runs_it_offers_to_stop_and_names_both_addresses(running):
    assert running.findChild(QPushButton).text() == "Stop"
    assert running.findChild(QLabel).text() == "127.0.0.1:9000 → http://his.example:8080"


def test_several_listeners_are_counted_and_named_in_full_below_the_mouse(control, button, tmp_path):
    upstream = Upstream("http", "his.example", 8080)
    routes = tuple(Route(Listen("127.0.0.1", port), upstream) for port in (9000, 9001))
    control.start(Capturing(routes, tmp_path / "a.hisight"), [sys.executable, "-c", "input()"])
    button.show_state()
    label = button.findChild(QLabel)
    assert label.text() == "127.0.0.1:9000 → http://his.example:8080  +1"
    assert label.toolTip().splitlines()[1] == "127.0.0.1:9001 → http://his.example:8080"
    assert address_for_platform(control) == "http://127.0.0.1:9000\nhttp://127.0.0.1:9001"


def test_the_address_for_the_platform_can_be_copied(qtbot, running):
    with qtbot.waitSignal(running.copied) as copied:
        qtbot.mouseClick(running.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert copied.args == ["http://127.0.0.1:9000/svc"]
    assert running.findChild(QToolButton).accessibleName() == "Copy the address for the platform"


def test_without_a_capture_there_is_no_address(control):
    assert address_for_platform(control) == ""
