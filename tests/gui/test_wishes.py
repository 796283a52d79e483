import pytest
from PySide6.QtWidgets import QMenu

from hisight import wording
from hisight.gui import wishes


@pytest.fixture
def menu(qtbot):
    made = QMenu()
    qtbot.addWidget(made)
    return made


def test_a_value_can_be_all_that_is_seen_or_hidden_or_looked_for_everywhere(menu):
    wanted = []
    wishes.offer(menu, "LOCK_ID", "L1", lambda *wish: wanted.append(wish))
    assert [action.text() for action in menu.actions()] == [
        "Only LOCK_ID = L1",
        "Hide LOCK_ID = L1",
        "Every call with this value",
    ]
    for action in menu.actions():
        action.trigger()
    assert wanted == [("only", "LOCK_ID", "L1"), ("hide", "LOCK_ID", "L1"), ("every", "LOCK_ID", "L1")]


def test_what_no_field_can_hold_is_not_looked_for_everywhere(menu):
    wishes.offer(menu, "sign", "ok", print)
    assert [action.text() for action in menu.actions()] == ["Only sign = ok", "Hide sign = ok"]


def test_a_name_is_said_in_the_language_of_the_user(menu):
    wording.use("zh")
    wishes.offer(menu, "code", "0", print)
    assert menu.actions()[0].text() == "只看 返回码 = 0"


def test_a_long_value_is_cut_an_ampersand_stays_and_an_empty_one_cannot_be_chosen(menu):
    wishes.offer(menu, "A", "x&y " * 20, print)
    assert menu.actions()[0].text() == "Only A = x&&y x&&y x&&y x&&y x&&y x&&y …"
    empty = QMenu(menu)
    wishes.offer(empty, "A", "", print)
    assert not any(action.isEnabled() for action in empty.actions())
