from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hisight.capture.statistics import LATENCY_LIMITS, FunctionStatistics
from hisight.gui.views.function_strip import FunctionStrip

SPREAD = (0, 3, *[0] * (len(LATENCY_LIMITS) - 1))
LOCK = FunctionStatistics("2005", "LockReg", "号源锁定接口", 1234, 2, 4.2, 12_345.6, SPREAD)
NET = FunctionStatistics("1001", "NetTest", "网络通讯测试", 12, 0, 3.0, 20.0, SPREAD)


@pytest.fixture
def strip(qtbot):
    made = FunctionStrip()
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.show()
    return made


def texts(strip: FunctionStrip, row: int) -> list[str]:
    return [strip.table.topLevelItem(row).text(column) for column in range(5)]


def test_it_is_folded_at_first_and_then_shows_nothing(qtbot, strip):
    strip.show_statistics([LOCK])
    assert not strip.table.isVisible()
    with qtbot.waitSignal(strip.unfolded) as opened:
        strip.title.click()
    assert opened.args == [True]
    strip.show_statistics([LOCK, NET])
    assert strip.table.isVisible()
    assert "2 functions, 1,246 calls, 2 failed" in strip.title.text()
    strip.title.click()
    assert not strip.table.isVisible()


def test_a_function_is_told_in_numbers_and_in_words(strip):
    strip.unfold(True)
    strip.show_statistics([LOCK, NET])
    assert texts(strip, 0) == ["2005 LockReg 号源锁定接口", "1,234", "2", "4.2", "12,346"]
    assert texts(strip, 1)[2] == ""
    spoken = strip.table.topLevelItem(0).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "1234 calls, 2 failed, half within 4.2 ms, 95% within 12,346 ms" in spoken
    assert "1 ms - 3 ms: 3" in strip.table.topLevelItem(0).toolTip(5)
    assert not strip.grab().isNull()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_press_and_a_key_choose_a_function(qtbot, strip, key):
    strip.unfold(True)
    strip.show_statistics([LOCK, NET])
    place = strip.table.visualItemRect(strip.table.topLevelItem(1)).center()
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [NET]
    strip.table.setFocus()
    qtbot.keyClick(strip.table, Qt.Key.Key_Up)
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.keyClick(strip.table, key)
    assert chosen.args == [LOCK]


def test_what_is_current_stays_so_while_the_order_changes(strip):
    strip.unfold(True)
    strip.show_statistics([LOCK, NET])
    strip.table.setCurrentItem(strip.table.topLevelItem(1))
    strip.show_statistics([replace(NET, count=2000), LOCK])
    assert strip.table.currentItem().text(0).startswith("1001")
    strip.show_statistics([NET])
    assert strip.table.topLevelItemCount() == 1


def test_nothing_to_count_is_said(strip):
    strip.unfold(True)
    strip.show_statistics([])
    assert not strip.table.isVisible()
    assert "No calls" in strip._nothing.text()


def test_many_functions_scroll(strip):
    strip.unfold(True)
    strip.show_statistics([replace(LOCK, fun_code=str(number)) for number in range(40)])
    assert strip.table.height() < 240
    assert strip.table.verticalScrollBar().maximum() > 0
