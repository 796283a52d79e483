"""hisight.follow"""

import gc
import subprocess
import sys
import threading
import time

import pytest

from hisight import wording
from hisight.bell import Bell
from hisight.calls import AS_FOUND
from hisight.capture import Exchange, Filter, Session, SessionError, Summary
from hisight.follow import Following, collecting_rarely, follow, read_first, read_up
from hisight.mock import DEMO_KEY, PEERS, HisServer, MockHis, Platform
from hisight.protocol import Scheme
from hisight.reading import Reader

HEAD = b"POST /HisService HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
ANSWER_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"


@pytest.fixture(scope="module")
def calls() -> list[Exchange]:
    with HisServer(MockHis(PEERS)) as his:
        sent = list(Platform(his.url).calls(6))
    return [Exchange(HEAD, call.request, ANSWER_HEAD, call.answer, "http://his.example/HisService") for call in sent]


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as opened:
        yield opened


@pytest.fixture
def reader(catalog):
    return Reader(catalog, scheme=Scheme(keys=(DEMO_KEY,)))


@pytest.fixture
def ended():
    bell = Bell()
    bell.end()
    return bell


def numbers(batches):
    return [exchange.id for batch in batches for exchange, _ in batch]


def test_what_is_unread_is_read_stored_and_handed_over(session, reader, ended, calls):
    session.append(calls)

    read = [pair for batch in follow(session, reader, ended) for pair in batch]

    assert [exchange.id for exchange, _ in read] == [1, 2, 3, 4, 5, 6]
    assert [row.summary for row in session.rows(range(1, 7))] == [summary for _, summary in read]
    assert {summary.signature for _, summary in read} == {"valid"}
    assert numbers(follow(session, reader, ended)) == []


def test_a_long_backlog_comes_in_batches(session, reader, ended):
    session.append([Exchange(HEAD, b"<a/>")] * 105)

    assert [len(batch) for batch in follow(session, reader, ended)] == [50, 50, 5]


def test_when_nothing_is_left_to_read_what_was_read_is_indexed(session, reader, ended, calls, monkeypatch):
    session.append(calls)
    asked = []
    index = session.index
    monkeypatch.setattr(session, "index", lambda: asked.append(index()))
    list(follow(session, reader, ended))
    assert asked == [None]
    assert list(session.ids(Filter("网络通讯测试"))) == [1]


def test_an_index_that_cannot_be_written_stops_nobody(session, reader, ended, calls):
    session.append(calls)
    session._connection.execute("DROP TABLE content_index")
    assert numbers(follow(session, reader, ended)) == [1, 2, 3, 4, 5, 6]


def test_what_came_before_is_left_to_others(session, reader, ended, calls):
    session.append(calls)

    assert numbers(follow(session, reader, ended, since=4)) == [5, 6]
    assert [row.summary is None for row in session.rows(range(1, 7))] == [True] * 4 + [False] * 2


def test_with_a_number_it_gives_what_another_has_read_already(session, catalog, calls, ended):
    session.append(calls[:3])
    list(follow(session, Reader(catalog), ended))
    assert numbers(follow(session, Reader(catalog), ended)) == []
    watched = []
    assert numbers(follow(session, Reader(catalog), ended, since=1, watch=watched.append)) == [2, 3]
    assert [reading.call.exchange.id for reading in watched] == [2, 3]


def test_another_key_reads_everything_again(session, reader, ended, calls, catalog):
    session.append(calls)
    list(follow(session, reader, ended))

    again = follow(session, Reader(catalog), ended)

    assert {summary.signature for batch in again for _, summary in batch} == {"unknown-key"}


def test_what_comes_later_is_read_when_the_bell_rings(session, reader, calls):
    bell, read = Bell(), []
    thread = threading.Thread(target=lambda: read.extend(follow(session, reader, bell)))
    thread.start()
    for call in calls:
        with Session.open(session.path) as proxy:
            proxy.append([call])
        bell.ring()
        time.sleep(0.01)
    bell.end()
    thread.join()

    assert numbers(read) == [1, 2, 3, 4, 5, 6]


def test_it_is_read_even_if_the_ring_was_lost(session, reader, calls):
    bell = Bell()
    batches = follow(session, reader, bell)
    timer = threading.Timer(0.05, session.append, [calls[:1]])
    timer.start()

    assert numbers([next(batches)]) == [1]
    timer.join()


def test_a_call_that_breaks_the_reader_does_not_stop_it(session, ended, calls, catalog):
    class Breaking(Reader):
        def read(self, exchange, charsets=AS_FOUND, **more):
            if exchange.id == 2:
                raise KeyError("oh")
            return super().read(exchange, charsets, **more)

    session.append(calls[:3])

    _, broken, whole = (summary for batch in follow(session, Breaking(catalog), ended) for _, summary in batch)

    assert (broken.exchange_id, broken.failed, broken.severity) == (2, True, "error")
    assert "HISight failed to read this call (KeyError: 'oh')" in broken.verdict_en
    assert whole.fun_code


def test_a_summary_that_cannot_be_stored_is_still_shown(session, reader, ended, calls, monkeypatch):
    def full(*_):
        raise SessionError(wording.Words("磁盘已满。", "the disk is full."))

    session.append(calls[:1])
    monkeypatch.setattr(session, "store_summaries", full)

    assert numbers(follow(session, reader, ended)) == [1]


def test_a_damaged_call_is_one_that_failed_and_the_others_are_read(session, reader, ended, calls):
    session.append(calls[:3])
    with session.connection(writing=True) as connection:
        connection.execute("UPDATE exchange SET request_head = x'ff00' WHERE id = 2")

    first, damaged, third = (summary for batch in follow(session, reader, ended) for _, summary in batch)

    assert damaged.failed
    assert "what the session file holds of this call is damaged" in damaged.verdict_en.lower()
    assert "hisight session rescue" in damaged.verdict_zh
    assert (first.signature, third.signature) == ("valid", "valid")


def test_a_file_that_cannot_be_read_for_a_while_is_told_once_and_read_then(session, reader, calls, monkeypatch):
    bell, plain, told, left = Bell(), Session.since, [], [3]

    def broken(self, *how):
        if left[0]:
            left[0] -= 1
            bell.ring()
            raise SessionError(wording.Words("坏了。", "broken."))
        bell.end()
        return plain(self, *how)

    session.append(calls[:2])
    monkeypatch.setattr(Session, "since", broken)

    assert numbers(follow(session, reader, bell, 0, trouble=told.append)) == [1, 2]
    assert [str(error) for error in told] == ["broken."]


def test_a_thread_follows_and_reports_a_line_a_call(session, calls, monkeypatch):
    monkeypatch.setenv("HISIGHT_KEY", DEMO_KEY.secret.decode())
    lines = []
    session.append(calls[:1])
    following = Following(session.path, 1, Reader.default(), lines.append)

    session.append(calls[1:])
    following.bell.ring()
    following.finish()

    assert [line.split()[0] for line in lines] == ["2", "3", "4", "5", "6"]


def test_a_thread_that_cannot_begin_says_why(session, tmp_path):
    with pytest.raises(SessionError):
        Following(tmp_path / "none.hisight", 0, Reader.default(), print)


def test_a_thread_whose_file_breaks_reports_it(session, calls, monkeypatch):
    def broken(*_, **__):
        raise SessionError(wording.Words("坏了。", "broken."))

    monkeypatch.setattr(Session, "since", broken)
    lines = []

    Following(session.path, 0, Reader.default(), lines.append).finish()

    assert lines == ["broken."]


def test_whoever_reads_for_long_has_the_catalog_left_alone_by_the_collector():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import gc; from hisight.follow import settle; settle(); print(gc.get_freeze_count() > 1000)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True\n"  # in a process of its own: it would hold for every test after it


def test_while_many_values_are_held_they_are_looked_through_rarely():
    before = gc.get_threshold()
    with collecting_rarely():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such thing")
def test_who_reads_lets_the_traffic_have_the_processor_first():
    program = (
        "import os; from hisight.follow import give_way; before = os.nice(0); give_way(); print(os.nice(0) > before)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "True\n"


def test_what_nobody_has_read_is_read_and_what_somebody_has_read_stays(session, catalog, calls):
    session.append(calls[:3])
    session.store_summaries([Summary(2, "9999", "Made")], "somebody else")
    told = []
    read_first(session, Reader(catalog), lambda *so_far: told.append(so_far))
    functions = [row.summary.fun_code for row in session.rows([1, 2, 3])]
    assert functions[1] == "9999"
    assert "" not in functions
    assert (told[-1], session.unread_count()) == ((2, 2), 0)


def test_what_was_not_read_yet_is_read_up_to_a_number_and_no_further(session, reader, calls):
    session.append(calls)
    read_up(session, reader, before=4)
    assert [one.id for one in session.unread(reader.fingerprint)] == [4, 5, 6]
    read_up(session, reader, before=100)
    assert session.unread(reader.fingerprint) == []


def test_reading_up_can_be_cancelled(session, reader, calls):
    session.append(calls)
    asked = []
    read_up(session, reader, before=100, cancelled=lambda: asked.append(1) or len(asked) > 2)
    assert len(session.unread(reader.fingerprint)) == len(calls) - 2
