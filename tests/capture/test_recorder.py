"""hisight.capture.recorder"""

import sqlite3
import threading
import time
from random import Random

import pytest

from hisight.capture import Session, SessionError
from hisight.capture.exchange import Arrival
from hisight.capture.recorder import Recorder
from hisight.wording import Words


class Told:
    """What the recorder told."""

    def __init__(self):
        self.ids = []
        self.batches = []
        self.troubles = []

    def stored(self, ids):
        self.ids += ids
        self.batches.append(len(ids))

    def trouble(self, words):
        self.troubles.append(words.en)


class Stubborn:
    """A session that cannot be written until it is freed."""

    def __init__(self, session):
        self._session = session
        self.free = threading.Event()
        self.attempts = 0

    def record(self, arrivals, under_way):
        self.attempts += 1
        if not self.free.is_set():
            raise SessionError(Words("磁盘已满。", "the disk is full."), Words("腾出空间。", "Make room."))
        return self._session.record(arrivals, under_way)

    def __getattr__(self, name):
        return getattr(self._session, name)


@pytest.fixture
def told():
    return Told()


def put(recorder, exchange):
    recorder.put(lambda: Arrival(exchange), len(exchange.request_body) + 1024)


def wait_until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_what_is_put_is_stored_in_order(session, exchange, told):
    recorder = Recorder(session, told.stored, told.trouble)
    for number in range(250):
        put(recorder, exchange(b"%d" % number))
    recorder.close()

    assert [call.request_body for call in session.since(0, 300)] == [b"%d" % number for number in range(250)]
    assert told.ids == list(range(1, 251))
    assert (told.troubles, recorder.lost) == ([], 0)


def test_what_waits_is_written_in_batches(session, exchange, told):
    stubborn = Stubborn(session)
    recorder = Recorder(stubborn, told.stored, told.trouble, retry_seconds=0.01)
    for _ in range(250):
        put(recorder, exchange())
    stubborn.free.set()
    recorder.close()

    assert max(told.batches) == 100
    assert sum(told.batches) == 250


def test_a_whole_batch_is_written_at_once_however_long_others_are_gathered(session, exchange, told, monkeypatch):
    monkeypatch.setattr("hisight.capture.recorder._GATHER_SECONDS", 3600.0)
    recorder = Recorder(session, told.stored, told.trouble)
    for _ in range(250):
        put(recorder, exchange())
    wait_until(lambda: len(told.ids) >= 200)
    recorder.close()
    assert len(told.ids) == 250


def test_trouble_is_told_once_and_nothing_is_lost_when_it_passes(session, exchange, told):
    stubborn = Stubborn(session)
    recorder = Recorder(stubborn, told.stored, told.trouble, retry_seconds=0.01)
    put(recorder, exchange(b"1"))
    wait_until(lambda: stubborn.attempts >= 3)
    put(recorder, exchange(b"2"))
    stubborn.free.set()
    wait_until(lambda: told.ids == [1, 2])
    stubborn.free.clear()
    put(recorder, exchange(b"3"))
    wait_until(lambda: len(told.troubles) == 2)
    stubborn.free.set()
    recorder.close()

    assert told.troubles == ["the disk is full. Make room."] * 2
    assert told.ids == [1, 2, 3]
    assert recorder.lost == 0


def test_a_full_backlog_loses_the_newest_and_says_how_many(session, exchange, told):
    stubborn = Stubborn(session)
    recorder = Recorder(stubborn, told.stored, told.trouble, backlog=10_000, retry_seconds=0.01)
    for number in range(6):
        put(recorder, exchange(b"%d" % number + b"x" * 3000))
    stubborn.free.set()
    recorder.close()

    assert [call.request_body[:1] for call in session.since(0)] == [b"0", b"1"]
    assert recorder.lost == 4
    assert told.troubles[-1] == "4 calls were not recorded."


def test_one_call_larger_than_the_backlog_is_recorded(session, exchange, told):
    recorder = Recorder(session, told.stored, told.trouble, backlog=10)
    put(recorder, exchange(b"x" * 1000))
    recorder.close()

    assert told.ids == [1]


def test_closing_with_a_session_that_cannot_be_written_saves_what_waits_beside_it(session, exchange, told, tmp_path):
    (tmp_path / "calls-saved.hisight").touch()
    stubborn, large = Stubborn(session), tmp_path / "calls.hisight-1-1.part"
    recorder = Recorder(stubborn, told.stored, told.trouble, retry_seconds=60)
    put(recorder, exchange(b"1"))
    wait_until(lambda: stubborn.attempts)
    large.write_bytes(b"<large/>")
    recorder.put(lambda: Arrival(exchange(b""), request_spool=large), 1024)
    recorder.close()

    saved = tmp_path / "calls-saved-2.hisight"
    with Session.open(saved) as opened:
        assert [call.request_body for call in opened.since(0)] == [b"1", b"<large/>"]
        assert opened.cut is None
    assert not large.exists()
    assert (recorder.lost, told.ids) == (0, [])
    assert told.troubles == [
        "the disk is full. Make room.",
        f"2 calls that were waiting to be written were saved in {saved}.",
    ]


def test_what_has_no_room_beside_it_either_counts_as_lost(session, exchange, told, monkeypatch):
    plain, written = Session.record, []

    def record(self, arrivals, under_way):
        if written:
            raise SessionError(Words("磁盘已满。", "the disk is full."))
        written.extend(arrivals)
        return plain(self, arrivals, under_way)

    recorder = Recorder(Stubborn(session), told.stored, told.trouble, retry_seconds=60)
    for _ in range(150):
        put(recorder, exchange())
    monkeypatch.setattr(Session, "record", record)
    recorder.close()

    assert recorder.lost == 150 - len(written)
    with Session.open(session.path.with_name("calls-saved.hisight")) as saved:
        assert saved.count() == len(written)


def test_what_cannot_be_saved_anywhere_counts_as_lost(session, exchange, told, monkeypatch):
    def full(*_, **__):
        raise SessionError(Words("磁盘已满。", "the disk is full."))

    recorder = Recorder(Stubborn(session), told.stored, told.trouble, retry_seconds=60)
    put(recorder, exchange())
    put(recorder, exchange())
    monkeypatch.setattr(Session, "record", full)
    recorder.close()

    assert recorder.lost == 2
    assert told.troubles == ["the disk is full. Make room.", "2 calls were not recorded."]
    assert [file.name for file in session.path.parent.glob("*.hisight")] == ["calls.hisight"]


def test_a_call_that_no_file_can_hold_is_recorded_without_its_bodies(session, exchange, told):
    session._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000)
    noise = Random(1).randbytes(25_600)
    recorder = Recorder(session, told.stored, told.trouble)
    put(recorder, exchange())
    put(recorder, exchange(noise))
    put(recorder, exchange(noise, error="reset"))
    put(recorder, exchange())
    recorder.close()

    first, second, third, fourth = session.since(0)
    assert (second.request_body, second.response_body) == (b"", b"")
    assert second.error == "bodies of 25604 bytes are more than a session file can hold"
    assert third.error.startswith("reset; bodies of")
    assert first.request_body == fourth.request_body == b"<a/>"
    assert told.troubles == []
