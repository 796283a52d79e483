"""hisight.capture.session"""

import re
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hisight.capture import Session, SessionError, Summary, Trace, new_file
from hisight.capture.errors import TooLargeError


def test_an_exchange_comes_back_as_it_was(session, exchange):
    body = "<REQ>张三</REQ>".encode("gbk") * 1000
    recorded = exchange(body, error="cut", origin="replay", response_body=b"\x1f\x8b\x00")

    assert session.append([recorded, exchange()]) == [1, 2]

    assert session.get(1) == replace(recorded, id=1)
    assert session.append([exchange(parent=1)]) == [3]
    assert session.get(3).parent == 1


def test_numbers_are_never_used_again(session, exchange):
    session.append([exchange(), exchange()])
    session._connection.execute("DELETE FROM exchange WHERE id = 2")

    assert session.append([exchange()]) == [3]


def test_exchanges_come_in_order_and_by_portions(session, exchange):
    session.append([exchange(bytes([65 + number])) for number in range(5)])

    assert [call.id for call in session.since(2, limit=2)] == [3, 4]
    assert [call.request_body for call in session.exchanges([5, 1])] == [b"E", b"A"]
    assert session.count() == session.last_id() == 5


def test_an_empty_session_has_no_calls(session):
    assert (session.count(), session.last_id(), session.since(0), list(session.ids()), session.rows([])) == (
        0,
        0,
        [],
        [],
        [],
    )
    with pytest.raises(SessionError, match=r"has no call 1\.$"):
        session.get(1)


def test_a_number_that_is_not_there_is_refused_with_those_that_are(session, exchange):
    session.append([exchange(), exchange()])

    with pytest.raises(SessionError, match=r"has no call 7\. Its numbers go from 1 to 2"):
        session.get(7)


def test_what_another_reader_read_is_unread(session, exchange):
    session.append([exchange()] * 4)
    session.store_summaries([Summary(1), Summary(3)], "old")
    session.store_summaries([Summary(2)], "new")

    assert [call.id for call in session.unread("new")] == [1, 3, 4]
    assert [call.id for call in session.unread("new", limit=2)] == [1, 3]
    assert [call.id for call in session.unread("new", after=1)] == [3, 4]


def test_a_row_shows_what_was_recorded_read_and_marked(session, exchange):
    session.append([exchange(), exchange(response_head=b"", error="refused")])
    session.store_summaries([Summary(1, fun_code="2007", failed=True, findings=2)], "r")
    session.mark(2, 3, "look here")
    session.mark(2, 4, "or here")
    session.mark(1, 0, "")
    assert session.marked() == 1

    first, second = session.rows([2, 1])

    assert (first.id, first.status, first.colour, first.comment) == (1, 200, 0, "")
    assert first.summary is not None
    assert (first.summary.fun_code, first.summary.findings) == ("2007", 2)
    assert (second.status, second.error, second.summary, second.colour, second.comment) == (
        0,
        "refused",
        None,
        4,
        "or here",
    )


def test_a_newer_summary_replaces_the_older(session, exchange):
    session.append([exchange()])
    session.store_summaries([Summary(1, verdict_en="old")], "r")
    session.store_summaries([Summary(1, verdict_en="new")], "r")

    assert session.rows([1])[0].summary.verdict_en == "new"


def test_a_lone_surrogate_spoils_nothing(session, exchange):
    session.append([exchange(url="http://his.example/\udcb2")])
    session.store_summaries([Summary(1, return_msg="\ud800", values=(("A\ud800", "\ud800"),))], "r")

    row = session.rows([1])[0]
    assert (row.url, row.summary.return_msg) == ("http://his.example/?", "?")
    assert session.values([1], "A?") == {1: "?"}


def test_a_batch_is_stored_whole_or_not_at_all(session, exchange):
    session._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000)

    with pytest.raises(TooLargeError, match="too large"):
        session.append([exchange(), exchange(Random(1).randbytes(25_600), response_body=b"")])

    assert session.count() == 0
    assert session.append([exchange()]) == [1]


def test_threads_may_write_to_the_same_session(session, exchange):
    def write():
        for _ in range(20):
            session.append([exchange()] * 5)
            session.store_summaries([Summary(1)], "r")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert session.count() == 400


def test_another_process_reads_while_one_writes(session, exchange):
    session.append([exchange()])

    with Session.open(session.path) as reader:
        session.append([exchange()])
        assert reader.last_id() == 2


def test_a_missing_file_or_folder_is_named(tmp_path):
    with pytest.raises(SessionError, match="there is no session file"):
        Session.open(tmp_path / "none.hisight")
    with pytest.raises(SessionError, match="there is no folder"):
        Session.open(tmp_path / "none" / "a.hisight", create=True)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path):
    file = tmp_path / "report.xml"
    file.write_text("<a/>" * 100)

    with pytest.raises(SessionError, match=r"not a HISight session.*Choose another session file") as refused:
        Session.open(file)
    assert refused.value.what.zh == f"会话文件 {file} 无法使用：不是 HISight 会话。"
    assert file.read_text() == "<a/>" * 100


def test_a_database_of_another_program_is_refused(tmp_path):
    file = tmp_path / "theirs.db"
    with sqlite3.connect(file) as theirs:
        theirs.execute("CREATE TABLE t (a)")
    theirs.close()

    with pytest.raises(SessionError, match="another program's database"):
        Session.open(file)


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("database is locked", "Another program holds it"),
        ("attempt to write a readonly database", "can be written"),
        ("unable to open database file", "can be written"),
        ("database or disk is full", "Make room"),
        ("no such table: exchange", "Choose another session file"),
    ],
)
def test_what_sqlite_complains_about_comes_with_a_remedy(session, exchange, reason, remedy):
    class Complaining:
        def execute(self, statement, *_):
            if not statement.startswith(("PRAGMA", "BEGIN", "ROLLBACK")):
                raise sqlite3.OperationalError(reason)

    whole, session._connection = session._connection, Complaining()
    try:
        with pytest.raises(SessionError, match=remedy):
            session.append([exchange()])
    finally:
        session._connection = whole


def test_a_new_file_is_named_by_the_time_and_not_taken(tmp_path):
    files = []
    for _ in range(20):
        files.append(new_file(tmp_path / "sessions"))
        files[-1].touch(exist_ok=False)

    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}\.hisight", files[0].name)
    assert any(file.name.endswith("-2.hisight") for file in files)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SessionError, match="cannot be made"):
        new_file(tmp_path / "file" / "sessions")


def traced(number: int, facts: str, *values: str) -> Summary:
    return Summary(number, trace=Trace(facts, tuple(("order", value) for value in values)))


def test_what_was_kept_of_earlier_calls_is_found_by_their_keys_in_order(session, exchange):
    session.append([exchange()] * 5)
    session.store_summaries(
        [traced(1, "a", "K"), traced(2, "b", "L"), traced(3, "c", "K", "L"), traced(4, "d", "K")], "r"
    )

    assert session.facts(["K"], "r", before=4, limit=9) == ["a", "c"]
    assert session.facts(["K", "L"], "r", before=9, limit=9) == ["a", "b", "c", "d"]
    assert session.facts(["K", "L"], "r", before=9, limit=1) == ["c", "d"]
    assert session.facts(["K"], "another reader", before=9, limit=9) == []


def test_newer_keys_replace_the_older(session, exchange):
    session.append([exchange()])
    session.store_summaries([traced(1, "a", "K", "L")], "r")
    session.store_summaries([traced(1, "b", "L", "\ud800")], "r")

    assert session.facts(["K"], "r", before=9, limit=9) == []
    assert session.facts(["L", "\ud800"], "r", before=9, limit=9) == ["b"]


def test_who_has_a_key_is_told_with_the_keys_they_have_the_nearest_first(session, exchange):
    session.append([exchange()] * 3)
    session.store_summaries([traced(1, "", "K"), traced(2, "", "L"), traced(3, "", "K", "L")], "r")

    assert session.having(["K", "L", "M"], near=1, limit=9) == {1: {"K"}, 2: {"L"}, 3: {"K", "L"}}
    assert session.having(["K"], near=1, limit=1) == {1: {"K"}}
    assert session.having([], near=1, limit=9) == {}


@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=40)), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
def test_a_damaged_file_is_read_or_said_to_be_damaged(tmp_path_factory, exchange, patches):
    file = tmp_path_factory.mktemp("damaged") / "calls.hisight"
    with Session.open(file, create=True) as session:
        session.append([exchange(b"x" * 600), exchange()])
    made = bytearray(file.read_bytes())
    for at, patch in patches:
        made[at % len(made) : at % len(made) + len(patch)] = patch
    file.write_bytes(made)
    with suppress(SessionError), Session.open(file) as session:
        for row in session.rows(session.ids()):
            assert isinstance(session.get(row.id).request_body, bytes)


@pytest.mark.parametrize("column", ["request_body", "response_head", "url", "started"])
def test_a_value_of_another_kind_is_damage(tmp_path, exchange, column):
    file = tmp_path / "calls.hisight"
    with Session.open(file, create=True) as session:
        session.append([exchange()])
    with closing(sqlite3.connect(file)) as connection:
        # As in a file that somebody made by hand: the table is ours by its names, and holds anything.
        columns = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(exchange)"))
        connection.execute("ALTER TABLE exchange RENAME TO strict_one")
        connection.execute(f"CREATE TABLE exchange ({columns})")
        connection.execute(f"INSERT INTO exchange SELECT {columns} FROM strict_one")
        connection.execute(f"UPDATE exchange SET {column} = 7")
        connection.commit()
    with Session.open(file) as session, pytest.raises(SessionError, match="damaged"):
        session.get(1)


def test_calls_that_nobody_has_read_are_counted(session, exchange):
    session.append([exchange()] * 3)
    session.store_summaries([Summary(2)], "r")
    session.store_summaries([Summary(3)], "")  # as a migration leaves it
    assert session.unread_count() == 2
