"""All of it is kept, or nothing."""

import sqlite3

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
