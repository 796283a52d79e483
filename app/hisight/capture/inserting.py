"""Several rows by few statements: each lets the interpreter go, and under load its thread waits long until it has it again."""

import sqlite3
from collections.abc import Iterator, Sequence

_MOST = 128  # rows of 25 columns; SQLite takes 32,766 values in a statement


def insert(connection: sqlite3.Connection, into: str, rows: Sequence[Sequence[object]]) -> range:
    """Insert `rows` into a table with AUTOINCREMENT; `into` names it and its columns. Their numbers, which follow each other.

    The statements are of few sizes: each is compiled once, and kept. Compiled for every number of rows they took 10 MB.
    """
    first, start = 0, 0
    for size in _sizes(len(rows)):
        part = rows[start : start + size]
        row = f"({', '.join('?' * len(part[0]))})"
        values = [value for one in part for value in one]
        last = connection.execute(f"INSERT INTO {into} VALUES {', '.join([row] * size)}", values).lastrowid  # noqa: S608
        assert last is not None
        first = first or last - size + 1
        start += size
    return range(first, first + len(rows))


def _sizes(count: int) -> Iterator[int]:
    """Powers of two that make up `count`, the largest first."""
    size = _MOST
    while count:
        while count >= size:
            yield size
            count -= size
        size //= 2
