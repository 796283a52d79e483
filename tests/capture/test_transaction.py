"""All of it is kept, or nothing."""

import sqlite3
import threading

import pytest

from hisight.capture.transaction import transaction


@pytest.fixture
def connection():
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute("CREATE TABLE t (x INTEGER)")
    yield made
    made.close()


def count(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM t").fetchone()[0]


def fail_after(connection: sqlite3.Connection, statement: str) -> None:
    with transaction(connection):
        connection.execute(statement)
        raise KeyError


def test_what_is_written_is_kept(connection):
    with transaction(connection):
        connection.execute("INSERT INTO t VALUES (1)")
    assert count(connection) == 1
    assert not connection.in_transaction


def test_after_an_error_nothing_of_it_is_kept(connection):
    with pytest.raises(KeyError):
        fail_after(connection, "INSERT INTO t VALUES (1)")
    assert count(connection) == 0
    assert not connection.in_transaction


def test_what_has_ended_the_transaction_already_is_what_is_told(connection):
    with pytest.raises(KeyError):
        fail_after(connection, "ROLLBACK")  # as SQLite does itself when the disk is full


@pytest.fixture
def two(tmp_path):
    """Two writers of one file."""
    made = [sqlite3.connect(tmp_path / "t", isolation_level=None, check_same_thread=False) for _ in range(2)]
    made[0].execute("CREATE TABLE t (x INTEGER)")
    yield made
    for connection in made:
        connection.close()


def test_another_writer_is_waited_for(two):
    first, second = two
    first.execute("BEGIN IMMEDIATE")
    threading.Timer(0.1, first.execute, ["COMMIT"]).start()
    with transaction(second):
        second.execute("INSERT INTO t VALUES (1)")
    assert count(first) == 1


def test_a_writer_that_does_not_end_is_told_and_other_waits_are_as_before(two, monkeypatch):
    monkeypatch.setattr("hisight.capture.transaction.PATIENCE_SECONDS", 0.05)
    first, second = two
    with transaction(first), pytest.raises(sqlite3.OperationalError, match="locked"):
        fail_after(second, "SELECT 1")
    assert second.execute("PRAGMA busy_timeout").fetchone() == (50,)
