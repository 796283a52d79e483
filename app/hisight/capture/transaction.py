"""A transaction of SQLite: all of it is kept, or nothing."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 10
"""How long another process that writes is waited for."""

_LOOK_AGAIN_SECONDS = 0.001


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write to `connection`; another process that writes is waited for. Raises what SQLite complains about."""
    _begin(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise


def _begin(connection: sqlite3.Connection) -> None:
    """SQLite itself looks ever more seldom whether a lock is gone: of two that write much one would wait for seconds."""
    until = time.monotonic() + PATIENCE_SECONDS
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(_LOOK_AGAIN_SECONDS)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000:.0f}")
