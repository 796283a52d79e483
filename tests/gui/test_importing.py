from pathlib import Path

import pytest
from tests.imports.text.writing import REQUEST

from hisight.capture import Session
from hisight.gui.importing import Importing


@pytest.fixture
def session(tmp_path) -> Path:
    with Session.open(tmp_path / "here.hisight", create=True) as made:
        return made.path


def test_files_come_one_by_one_and_one_that_cannot_be_read_says_why(qtbot, qapp, session, tmp_path):
    (tmp_path / "a.log").write_text(REQUEST, "utf-8")
    importing, arrived, refused = Importing(qapp), [], []
    importing.arrived.connect(arrived.append)
    importing.refused.connect(lambda file, error: refused.append((file.name, str(error))))
    with qtbot.waitSignal(importing.ended):
        importing.start([tmp_path / "none", tmp_path / "a.log"], session)
    assert [one.calls for one in arrived] == [1]
    assert [name for name, _ in refused] == ["none"]


def test_it_stops_when_it_is_cancelled(qtbot, qapp, session, tmp_path):
    (tmp_path / "a.log").write_text(REQUEST * 1000, "utf-8")
    importing, arrived = Importing(qapp), []
    importing.arrived.connect(arrived.append)
    importing.counted.connect(lambda _file, _calls: importing.cancel())
    with qtbot.waitSignal(importing.ended):
        importing.start([tmp_path / "a.log"] * 50, session)
    assert len(arrived) < 50
