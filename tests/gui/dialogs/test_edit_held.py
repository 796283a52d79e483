from PySide6.QtWidgets import QLabel
from tests.gui import recorded

from hisight.gui.dialogs.edit_held import EditHeldRequest


def test_where_a_held_request_goes_is_settled(qtbot):
    reading = recorded.reading(fun_code="2007")
    countdown = QLabel("in 9 s")
    dialog = EditHeldRequest(reading.call.exchange, reading, recorded.READER, countdown)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.target.isReadOnly()
    assert countdown.isVisible()
    assert dialog.send.text() == "Resume"
