import pytest

from hisight.gui.views.difference_list import DifferenceList
from hisight.protocol import Difference
from hisight.wording import Words


def difference(name: str) -> Difference:
    return Difference(name, Words(name, name), Words("约定", f"{name} as agreed"), Words("实际", f"{name} as found"))


@pytest.fixture
def shown(qtbot) -> DifferenceList:
    made = DifferenceList()
    qtbot.addWidget(made)
    return made


def test_each_difference_is_a_line_with_what_was_found_beside_what_was_agreed(shown):
    shown.show_differences([difference("charset"), difference("order")])
    assert shown.lines() == [
        ("charset", "charset as found", "charset as agreed"),
        ("order", "order as found", "order as agreed"),
    ]


def test_others_replace_them_and_none_hides_the_list(shown):
    shown.show_differences([difference("charset"), difference("order")])
    shown.show_differences([difference("empty")])
    assert [line[0] for line in shown.lines()] == ["empty"]
    shown.show_differences([])
    assert shown.lines() == []
    assert shown.isHidden()
