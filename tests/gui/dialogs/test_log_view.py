from hisight.gui.capture_control import CaptureControl
from hisight.gui.dialogs.log_view import LogView


def test_the_log_is_shown_and_what_is_added_while_it_is_open(qtbot, qapp):
    control = CaptureControl(qapp)
    control.said.emit("first")
    view = LogView(control)
    qtbot.addWidget(view)
    control.said.emit("second")
    assert view.text.toPlainText() == "first\nsecond"


def test_an_empty_log_says_so(qtbot, qapp):
    view = LogView(CaptureControl(qapp))
    qtbot.addWidget(view)
    assert view.text.placeholderText() == "The proxy has said nothing."
