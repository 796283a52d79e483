from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from hisight import wording
from hisight.gui.views.status import Status


@pytest.fixture
def status(qtbot):
    made = Status()
    qtbot.addWidget(made)
    return made


def texts(status) -> list[str]:
    return [label.text() for label in status.findChildren(QLabel) if label.text() and not label.isHidden()]


def test_it_says_what_is_shown_and_selected_only_where_that_is_not_all(status):
    status.show_counts(43, 43, 1, 0)
    assert texts(status) == ["43 calls"]
    status.show_counts(1, 1, 1, 0)
    assert texts(status) == ["1 call"]
    status.show_counts(12345, 40, 2, 3)
    assert texts(status) == ["12,345 calls, 40 shown, 2 selected, 3 marked"]


def test_chinese_counts_are_parted_by_a_chinese_comma(status):
    wording.use("zh")
    status.show_counts(43, 40, 2, 1)
    assert texts(status) == ["43 次调用，显示 40，选中 2，标记 1"]


def test_it_names_state_profile_and_file(status):
    status.show_state("recording", "error")
    status.show_profile("profile city")
    status.show_session(Path("/data/city.hisight"))
    assert set(texts(status)) == {"recording", "profile city", "city.hisight"}
    status.show_session(None)
    assert "city.hisight" not in texts(status)


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(qtbot, status):
    status.show_work("Replaying 3/10", 3, 10)
    bar = status.findChild(QProgressBar)
    assert (bar.value(), bar.maximum(), bar.isHidden()) == (3, 10, False)
    with qtbot.waitSignal(status.cancelled):
        qtbot.mouseClick(status.findChild(QPushButton), Qt.MouseButton.LeftButton)
    status.show_work("")
    assert bar.isHidden()


def test_what_is_armed_and_held_is_said_only_when_there_is_something(status):
    status.show_interception(2, 1)
    assert "2 breakpoints, 1 held" in texts(status)
    status.show_interception(0, 0, 1)
    assert "1 rule on" in texts(status)
    status.show_interception(0, 0)
    assert not [text for text in texts(status) if "held" in text]
