import pytest
from PySide6.QtCore import Qt
from tests.gui import recorded
from tests.gui.held import Told, paused

from hisight.capture.pausing import Drop, Released, Resume
from hisight.gui.dialogs.held_calls import HeldCalls


@pytest.fixture
def told() -> Told:
    told = Told()
    told.intercepting.hear(paused("a"))
    told.intercepting.hear(paused("b", "2005", "response"))
    return told


@pytest.fixture
def queue(qtbot, told) -> HeldCalls:
    queue = HeldCalls(told.intercepting, recorded.READER)
    qtbot.addWidget(queue)
    with qtbot.waitExposed(queue):
        queue.show()
    return queue


def test_every_held_call_is_shown_with_its_message_until_it_goes_on(qtbot, told, queue):
    assert [queue.table.item(row, 0).text().split(" · ")[1][:7] for row in range(2)] == ["request", "answer,"]
    assert queue.table.item(0, 1).text() in ("in 20 s", "in 19 s")
    assert queue.current.paused.id == "a"
    qtbot.waitUntil(lambda: queue.messages["request"].isVisible())
    queue.table.selectRow(1)
    qtbot.waitUntil(lambda: queue.messages["response"].isVisible())
    told.intercepting.hear(Released("a", "resumed"))
    assert (queue.table.rowCount(), queue.current.paused.id) == (1, "b")
    told.intercepting.hear(Released("b", "resumed"))
    assert (queue.table.rowCount(), queue.current, queue.resume.isEnabled()) == (0, None, False)
    queue.resume.click()
    told.intercepting.hear(paused("c"))
    assert queue.current.paused.id == "c"


def test_all_can_be_done_by_keyboard(qtbot, told, queue):
    with qtbot.waitSignal(queue.edit_requested) as asked:
        qtbot.keyClick(queue.table, Qt.Key.Key_E)
    assert asked.args[0].paused.id == "a"
    with qtbot.waitSignal(queue.answer_requested):
        qtbot.keyClick(queue.table, Qt.Key.Key_A)
    qtbot.keyClick(queue.table, Qt.Key.Key_F5)
    qtbot.keyClick(queue.table, Qt.Key.Key_Down)
    qtbot.keyClick(queue.table, Qt.Key.Key_Delete)
    assert told == [Resume("a"), Drop("b")]
    qtbot.keyClick(queue.table, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert told[2:] == [Resume("a"), Resume("b")]
