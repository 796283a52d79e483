import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from hisight.gui.capture_control import CaptureControl, Capturing
from hisight.gui.views.empty import EmptyList, EmptyPage
from hisight.proxy import Listen, Upstream


def texts(page) -> list[str]:
    widgets = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    return [widget.text() for widget in widgets if widget.text() and not widget.isHidden()]


@pytest.fixture
def page(qtbot):
    made = EmptyList()
    qtbot.addWidget(made)
    return made


def test_what_is_empty_is_left_out(qtbot):
    made = EmptyPage()
    qtbot.addWidget(made)
    made.say("note", "Nothing here")
    assert texts(made) == ["Nothing here"]


def test_a_filter_that_hides_all_offers_to_be_cleared(qtbot, page, qapp):
    page.explain(7, "fun:2005", CaptureControl(qapp))
    assert texts(page) == ["No call matches the filter", "fun:2005", "Clear the filter"]
    with qtbot.waitSignal(page.pressed):
        qtbot.mouseClick(page.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_a_capture_without_calls_names_the_address_for_the_platform(page, qapp, tmp_path):
    control = CaptureControl(qapp)
    control.capturing = Capturing(
        Listen("127.0.0.1", 9000), Upstream("http", "his.example", 8080, "/svc"), tmp_path / "a.hisight"
    )
    control.listening = True
    page.explain(0, "", control)
    assert texts(page)[1] == "Give the platform this address: http://127.0.0.1:9000/svc"


def test_an_empty_session_says_how_to_fill_it(page, qapp):
    page.explain(0, "", CaptureControl(qapp))
    assert texts(page)[1] == "Ctrl+E starts a capture"
