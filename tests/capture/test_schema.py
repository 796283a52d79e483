"""hisight.capture.schema"""

import sqlite3
import threading

import pytest

from hisight.capture import Session, SessionError, schema


def test_an_empty_file_gets_the_tables():
    connection = sqlite3.connect(":memory:", isolation_level=None)

    schema.prepare(connection)

    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"exchange", "summary", "mark"} <= tables
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
