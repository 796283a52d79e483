"""Two sessions compared off the GUI thread."""

from dataclasses import replace

import pytest

from hisight.capture import Session
from hisight.compare import How
from hisight.gui.comparing import Comparing
from hisight.reading import Reader


@pytest.fixture
def other(session, tmp_path):
    path = tmp_path / "other.hisight"
    with Session.open(path, create=True) as made:
        made.append([replace(session.get(number), id=0) for number in range(2, 31)])
    return path


def test_every_pair_is_told_with_how_many_are_done(qtbot, qapp, session_path, other):
    comparing = Comparing(qapp)
    found, progress = [], []
    comparing.found.connect(found.extend)
    comparing.progress.connect(lambda done, of: progress.append((done, of)))
    with qtbot.waitSignal(comparing.ended, timeout=20000):
        comparing.start(session_path, other, Reader.default(), How.substance())
    assert len(found) == 30
    assert [one.pair.left for one in found if one.differs] == [1]
    assert progress[-1] == (30, 30)
    assert not comparing.running


def test_a_file_that_cannot_be_read_is_an_error_and_an_end(qtbot, qapp, session_path, tmp_path):
    comparing = Comparing(qapp)
    with qtbot.waitSignals([comparing.failed, comparing.ended], timeout=20000):
        comparing.start(session_path, tmp_path / "none.hisight", Reader.default(), How.substance())


def test_what_is_cancelled_compares_no_further_pair(qtbot, qapp, session_path, other):
    comparing = Comparing(qapp)
    found = []
    comparing.found.connect(found.extend)
    with qtbot.waitSignal(comparing.ended, timeout=20000):
        comparing.start(session_path, other, Reader.default(), How.substance())
        comparing.cancel()
    assert found == []
