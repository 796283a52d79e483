"""hisight.capture.schema"""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from hisight.capture import Exchange, Session, SessionError, schema


def test_an_empty_file_gets_the_tables():
    connection = sqlite3.connect(":memory:", isolation_level=None)

    schema.prepare(connection)

    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"exchange", "body", "body_piece", "summary", "mark", "recording"} <= tables
    assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)


def test_a_file_that_is_up_to_date_is_left_alone():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.prepare(connection)
    before = connection.total_changes, connection.execute("PRAGMA schema_version").fetchone()

    schema.prepare(connection)

    assert (connection.total_changes, connection.execute("PRAGMA schema_version").fetchone()) == before


def test_a_database_of_somebody_else_is_refused():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE theirs (a)")

    with pytest.raises(SessionError, match="another program's"):
        schema.prepare(connection)


def test_a_session_of_a_newer_program_is_refused_with_the_remedy():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.prepare(connection)
    connection.execute("PRAGMA user_version = 99")

    with pytest.raises(SessionError, match=r"newer HISight\. Upgrade"):
        schema.prepare(connection)


def test_two_processes_may_make_the_same_file_at_once(tmp_path):
    opened, failed = [], []

    def open_it():
        try:
            opened.append(Session.open(tmp_path / "a.hisight", create=True))
        except SessionError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    for session in opened:
        session.close()


def test_an_older_session_is_brought_forward_and_its_calls_are_read_anew(monkeypatch):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with monkeypatch.context() as older:
        older.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:1])
        schema.prepare(connection)
    connection.execute("INSERT INTO exchange VALUES (1,0,0,0,0,'','','',0,'','proxy',NULL,x'',x'',x'',x'')")
    connection.execute("INSERT INTO summary VALUES (1,'r','2007','','','','','','','','','',0,0,'','','')")

    schema.prepare(connection)

    assert connection.execute("SELECT fun_code, facts, reader FROM summary").fetchall() == [("2007", "", "")]
    assert connection.execute("SELECT count(*) FROM business_key").fetchone() == (0,)
    assert connection.execute("SELECT listener, key_label FROM exchange, summary").fetchall() == [("", "")]


@pytest.fixture
def version_3(tmp_path) -> Path:
    """A session as HISight 0.1.0 left it: ten calls of the mock HIS, one taken out, one repeated, one refused, one marked."""
    return Path(shutil.copy(Path(__file__).with_name("version-3.hisight"), tmp_path))


def test_calls_of_a_version_3_file_are_what_they_were(version_3):
    with closing(sqlite3.connect(version_3)) as before:
        heads = before.execute("SELECT id, request_head, response_head FROM exchange ORDER BY id").fetchall()

    with Session.open(version_3) as session:
        calls = session.since(0)
        assert [(call.id, call.request_head, call.response_head) for call in calls] == heads
        assert all(f"Content-Length: {len(call.request_body)}".encode() in call.request_head for call in calls[:-1])
        assert calls[-1].request_body == "内科".encode("gbk") * 2000
        refused = calls[-2]
        assert (refused.error, refused.origin, refused.parent) == ("refused", "replay", 2)
        assert (refused.started, refused.request_ms, refused.duration_ms, refused.connect_ms) == (1.5, 2.5, 3.5, 0)
        assert session.rows([2])[0].comment == "看这里"
        assert session.append(calls[:1]) == [11]
    with Session.open(version_3) as again:
        assert again.count() == 10


def test_a_version_3_file_becomes_smaller_and_holds_each_body_once(version_3):
    with Session.open(version_3) as session:
        bodies = {body for call in session.since(0) for body in (call.request_body, call.response_body)} - {b""}
        assert session._connection.execute("SELECT count(*) FROM body").fetchone() == (len(bodies),)


def test_a_damaged_body_of_a_version_3_file_harms_no_other_call(version_3):
    with closing(sqlite3.connect(version_3)) as connection:
        connection.execute("UPDATE exchange SET request_body = x'0900' WHERE id = 3")
        connection.commit()

    with Session.open(version_3) as session:
        with pytest.raises(SessionError, match="damaged"):
            session.get(3)
        assert session.get(4).request_body


def test_a_number_is_never_used_again_after_the_last_calls_of_an_old_file_were_removed(version_3):
    with closing(sqlite3.connect(version_3)) as connection:
        connection.execute("DELETE FROM exchange")
        connection.commit()

    with Session.open(version_3) as session:
        assert session.append([Exchange(b"GET / HTTP/1.1\r\n\r\n", b"")]) == [11]


def test_the_text_of_summaries_moves_to_a_table_of_its_own(monkeypatch):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with monkeypatch.context() as older:
        older.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:4])
        schema.prepare(connection)
    connection.execute(
        "INSERT INTO summary (exchange_id, reader, fun_code, function, title, effect, user_id, hospital_id, "
        "return_code, return_msg, signature, severity, findings, failed, verdict_zh, verdict_en, text) "
        "VALUES (1, 'r', '2007', '', '', '', '', '', '', '', '', '', 0, 0, '', '', '号源')"
    )

    schema.prepare(connection)

    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(summary)")}
    assert "text" not in columns
    assert connection.execute("SELECT fun_code, reader FROM summary").fetchall() == [("2007", "")]
    assert connection.execute("SELECT count(*) FROM content").fetchone() == (0,)
