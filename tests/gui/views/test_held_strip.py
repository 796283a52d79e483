from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from tests.gui import recorded
from tests.gui.held import Told, paused

from hisight.capture.pausing import Released
from hisight.gui.views.held_strip import HeldStrip


def test_it_says_which_call_is_held_and_never_takes_the_focus(qtbot):
    told = Told()
    box = QWidget()
    field, strip = QLineEdit(), HeldStrip(told.intercepting, recorded.READER.catalog)
    layout = QVBoxLayout(box)
    layout.addWidget(strip)
    layout.addWidget(field)
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    field.setFocus()
    assert not strip.isVisible()

    told.intercepting.hear(paused("a", left=3.0))
    told.intercepting.hear(paused("b", "2005", "response"))

    assert strip.isVisible()
    assert field.hasFocus()
    assert strip.text.text().startswith("Held: 2007 OrderReg")
    assert strip.text.text().endswith("(2 held)")
    assert strip.countdown.text() in ("goes on in 3 s", "goes on in 2 s")
    assert strip.countdown.property("role") == "error"
    queue, resume = strip.findChildren(QPushButton)
    with qtbot.waitSignal(strip.queue_requested):
        queue.click()
    with qtbot.waitSignal(strip.resume_requested):
        resume.click()
    told.intercepting.hear(Released("a", "resumed"))
    assert "answer" in strip.text.text()
    told.intercepting.hear(Released("b", "resumed"))
    assert not strip.isVisible()
