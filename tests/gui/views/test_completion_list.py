import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from hisight.capture.filtering import Completion
from hisight.gui.views.completion_list import CompletionList
from hisight.wording import NOTHING, Words

MANY = [Completion(f"F{number}=", 0, 1, Words("字段", "a field") if number % 2 else NOTHING) for number in range(30)]


@pytest.fixture
def field(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = QLineEdit(window)
    made.setGeometry(20, 20, 400, 30)
    window.resize(600, 300)
    window.show()
    yield made
    window.close()


def test_it_lies_below_its_field_inside_the_window(field):
    below = CompletionList(field)
    below.offer(MANY, field)
    assert below.isVisible()
    assert below.geometry().top() >= field.geometry().bottom()
    assert below.geometry().bottom() < field.window().height()
    assert below.width() == field.width()
    assert below.list.topLevelItem(1).text(1) == "a field"
    below.offer([], field)
    assert below.isHidden()


def test_the_light_goes_around_the_ends(field):
    below = CompletionList(field)
    below.offer(MANY[:3], field)
    assert below.lit() is None
    assert below.first() is not None
    below.move_light(-1)
    assert below.lit().text == "F2="
    below.move_light(1)
    assert below.lit().text == "F0="
