from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from hisight.gui.views.choice import Choice
from hisight.wording import Words

ENTRIES = [("a", Words("甲", "First")), ("b", Words("乙", "Second"))]


def test_values_have_words_of_their_own(qtbot):
    choice = Choice(ENTRIES)
    qtbot.addWidget(choice)
    assert (choice.value, choice.currentText()) == ("a", "First")
    choice.choose("b")
    assert choice.value == "b"
    choice.choose("nobody")
    assert choice.value == "a"


def test_a_wheel_that_turns_a_page_turns_no_choice(qtbot):
    choice = Choice(ENTRIES)
    qtbot.addWidget(choice)
    event = QWheelEvent(
        QPointF(1, 1),
        QPointF(1, 1),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    choice.wheelEvent(event)
    assert choice.value == "a"
    assert not event.isAccepted()
