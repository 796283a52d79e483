"""hisight.capture.recording_table"""

import subprocess
import sys
from random import Random

import pytest

from hisight.capture import Session, SessionError, recording_table
from hisight.capture.exchange import Arrival
from hisight.capture.spool import LARGEST_IN_MEMORY, Spool

RECORDS_AND_DIES = """
import os, sys
from pathlib import Path
from hisight.capture import Session
Session.open(Path(sys.argv[1])).record([], int(sys.argv[2]))
os.kill(os.getpid(), 9)
"""


def cut_off(session, under_way):
    subprocess.run([sys.executable, "-c", RECORDS_AND_DIES, str(session.path), str(under_way)], check=False)


def test_a_session_that_nobody_records_into_was_not_cut(session, exchange):
    session.append([exchange()])

    assert session.cut is None


def test_while_it_is_recorded_and_after_an_orderly_end_nothing_is_cut(session, exchange):
    assert session.record([Arrival(exchange())], 3) == [1]
    assert session.cut is None
    session.end_recording()
    session.end_recording()
    assert session.cut is None


def test_a_recording_whose_process_is_gone_was_cut_off_with_the_calls_under_way(session):
    cut_off(session, 2)

    cut = session.cut
    assert cut.under_way == 2
    assert cut.began <= cut.seen
    assert "2 calls under way then are not here" in cut.words.en
    assert "有 2 次调用尚未完成" in cut.words.zh


def test_the_newest_recording_counts(session):
    cut_off(session, 1)
    assert "1 call under way then is not here" in session.cut.words.en

    session.record([], 0)
    session.end_recording()

    assert session.cut is None


def test_a_cut_without_calls_under_way_says_that_all_are_here(session):
    cut_off(session, 0)

    assert "Every call answered until" in session.cut.words.en


def test_of_another_machine_nothing_is_known(session):
    cut_off(session, 1)
    session._connection.execute("UPDATE recording SET host = 'elsewhere'")

    assert session.cut is None


def test_a_process_of_somebody_else_is_running(monkeypatch):
    def not_ours(*_):
        raise PermissionError

    monkeypatch.setattr(recording_table.os, "kill", not_ours)
    assert recording_table._is_running(1)


def spooled(session, body):
    spool = Spool(session.path)
    spool.take(body)
    spool.close()
    return spool.path


@pytest.fixture
def body():
    return Random(1).randbytes(3 * LARGEST_IN_MEMORY + 1)


def test_a_large_body_is_read_from_its_file_and_then_from_the_session(session, exchange, body):
    file = spooled(session, body)
    session.record([Arrival(exchange(b""), request_spool=file)], 0)
    assert session.get(1).request_body == body

    assert len(list(session.move_spooled())) == 5

    assert session.get(1).request_body == body
    assert not file.exists()
    assert list(session.move_spooled()) == []


def test_the_same_large_body_is_stored_once(session, exchange, body):
    for _ in range(2):
        session.record([Arrival(exchange(b"", response_body=b""), None, spooled(session, body))], 0)
        list(session.move_spooled())

    assert [call.response_body == body for call in session.since(0)] == [True, True]
    assert session._connection.execute("SELECT count(*), sum(size) FROM body").fetchone() == (1, len(body))


def test_a_move_that_was_cut_off_begins_anew(session, exchange, body):
    session.record([Arrival(exchange(b""), spooled(session, body))], 0)
    moving = session.move_spooled()
    next(moving)
    moving.close()
    with Session.open(session.path) as again:
        assert again.get(1).request_body == body
        list(again.move_spooled())
        assert again.get(1).request_body == body


def test_a_large_body_whose_file_somebody_removed_is_damage_of_that_call_alone(session, exchange, body):
    file = spooled(session, body)
    session.record([Arrival(exchange(b""), file), Arrival(exchange())], 0)
    file.unlink()

    list(session.move_spooled())

    with pytest.raises(SessionError, match="damaged"):
        session.get(1)
    assert session.get(2).request_body == b"<a/>"


def test_the_file_of_a_call_that_was_never_finished_is_removed(session, exchange, body):
    wanted, abandoned = spooled(session, body), spooled(session, body)
    session.record([Arrival(exchange(b""), wanted)], 0)

    session.remove_abandoned_files()

    assert (wanted.exists(), abandoned.exists()) == (True, False)
