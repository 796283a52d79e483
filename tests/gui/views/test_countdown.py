from tests.gui.held import Told, paused

from hisight.capture.pausing import Released
from hisight.gui.views.countdown import Countdown


def test_it_counts_and_says_when_it_is_too_late(qtbot):
    told = Told()
    told.intercepting.hear(paused("a"))
    label = Countdown(told.intercepting, told.intercepting.held["a"])
    qtbot.addWidget(label)
    assert label.text() in ("in 20 s", "in 19 s")
    assert label.property("role") == "text"
    told.intercepting.hear(Released("a", "expired"))
    label.look()
    assert "too late" in label.text()
    assert label.property("role") == "error"
