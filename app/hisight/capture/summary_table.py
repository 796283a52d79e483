"""The table of summaries, with what later calls want to know of them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from hisight.capture import content, content_table, exchange_table
from hisight.capture.exchange_table import storable
from hisight.capture.row import Row
from hisight.capture.summary import Summary

_COLUMNS = tuple(field.name for field in fields(Summary) if field.name not in ("trace", "values"))
_columns_of = attrgetter(*_COLUMNS)
_DISTINCT = {"fun": "fun_code", "code": "return_code", "user": "user_id", "hospital": "hospital_id"}
_MOST_VALUES = 1000
_STORED = (*_COLUMNS, "facts", "reader")
_STORE = f"INSERT OR REPLACE INTO summary ({', '.join(_STORED)}) VALUES ({', '.join('?' * len(_STORED))})"  # noqa: S608
_ROWS = (
    "SELECT e.id, e.started, e.duration_ms, e.url, e.status, e.error, e.origin, e.parent, coalesce(m.colour, 0), "  # noqa: S608
    f"coalesce(m.comment, ''), e.touched, {', '.join(f's.{name}' for name in _COLUMNS)} FROM exchange e "
    "LEFT JOIN summary s ON s.exchange_id = e.id LEFT JOIN mark m ON m.exchange_id = e.id "
)


def store(
    connection: sqlite3.Connection, summaries: Sequence[Summary], reader: str, codes: content_table.Codes
) -> None:
    """Within a transaction, keep summaries made by `reader`, over any older ones, with all that belongs to them."""
    keys = [(storable(value), one.exchange_id, kind) for one in summaries for kind, value in one.trace.keys]
    numbers = [(summary.exchange_id,) for summary in summaries]
    connection.executemany(_STORE, [_values(summary, reader) for summary in summaries])
    connection.executemany("DELETE FROM business_key WHERE exchange_id = ?", numbers)
    connection.executemany("INSERT OR IGNORE INTO business_key VALUES (?, ?, ?)", keys)
    texts = [(summary.exchange_id, content.text_of(summary.values, codes)) for summary in summaries]
    content_table.store(connection, texts)


def rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """The list lines of the calls with these numbers, in order of number. Raises DamagedBodyError."""
    statement = f"{_ROWS} WHERE e.id IN ({', '.join(map(str, map(int, ids)))}) ORDER BY e.id"
    return [_row(values) for values in connection.execute(statement)]


def facts(connection: sqlite3.Connection, keys: Sequence[str], reader: str, before: int, limit: int) -> list[str]:
    """What `reader` kept of calls before number `before` that have one of `keys`, in order: of each key the newest `limit`."""
    newest = (
        "SELECT * FROM (SELECT exchange_id FROM business_key WHERE value = ? AND exchange_id < ? "
        "ORDER BY exchange_id DESC LIMIT ?)"
    )
    numbers = " UNION ".join([newest] * len(keys))
    statement = f"SELECT facts FROM summary WHERE reader = ? AND exchange_id IN ({numbers}) ORDER BY exchange_id"  # noqa: S608
    parameters = [value for key in keys for value in (storable(key), before, limit)]
    return [found for (found,) in connection.execute(statement, [reader, *parameters])]


def having(connection: sqlite3.Connection, keys: Sequence[str], near: int, limit: int) -> dict[int, set[str]]:
    """The calls that have one of `keys`, and which of them: the `limit` pairs nearest to number `near`."""
    statement = (
        f"SELECT exchange_id, value FROM business_key WHERE value IN ({', '.join('?' * len(keys))}) "  # noqa: S608
        "ORDER BY abs(exchange_id - ?) LIMIT ?"
    )
    found: dict[int, set[str]] = {}
    for number, value in connection.execute(statement, [*map(storable, keys), near, limit]):
        found.setdefault(number, set()).add(value)
    return found


def distinct(connection: sqlite3.Connection, name: str) -> list[str]:
    """The values of the column that a filter calls `name`, at most `_MOST_VALUES`; none where there is no index to ask."""
    column = _DISTINCT.get(name)
    if column is None:
        return []
    statement = (
        f"WITH RECURSIVE step(value) AS (SELECT min({column}) FROM summary UNION ALL "  # noqa: S608
        f"SELECT (SELECT min({column}) FROM summary WHERE {column} > step.value) FROM step WHERE step.value IS NOT NULL) "
        "SELECT value FROM step WHERE value <> '' LIMIT ?"
    )
    return [value for (value,) in connection.execute(statement, [_MOST_VALUES])]


def _values(summary: Summary, reader: str) -> tuple[object, ...]:
    return (*map(storable, _columns_of(summary)), storable(summary.trace.facts), reader)


def _row(values: Sequence[Any]) -> Row:
    number, started, duration, url, status, error, origin, parent, colour, comment, touched, *read = values
    exchange_table.require(float, (started, duration))
    exchange_table.require(str, (url, error, origin, comment, touched))
    summary = None if read[0] is None else Summary(*read)
    return Row(number, started, duration, url, status, error, origin, parent, colour, comment, summary, touched)
