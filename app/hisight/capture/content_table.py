"""The tables of what was read in calls: a text for each, the names of fields, and an index of the texts.

The index is filled for many calls at once, because each time costs as much as many calls. Until then a call is in `unindexed`,
where every search looks too.
"""

import sqlite3
from collections.abc import Sequence

from hisight.capture import content

AT_ONCE = 500
"""So many calls are indexed in one transaction."""

_DELETE = "INSERT INTO content_index (content_index, rowid, tokens) VALUES ('delete', ?, ?)"


def store(connection: sqlite3.Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Within a transaction, keep the texts of calls by their numbers, over any older ones."""
    chosen = ", ".join(str(number) for number, _ in texts)
    old = dict(connection.execute(f"SELECT exchange_id, text FROM content WHERE exchange_id IN ({chosen})").fetchall())  # noqa: S608
    changed = [(number, text) for number, text in texts if old.get(number) != text]
    for number, _ in changed:
        if number in old:
            _forget(connection, number, old[number])
    connection.executemany("INSERT OR REPLACE INTO content VALUES (?, ?)", changed)
    connection.executemany("INSERT OR IGNORE INTO unindexed VALUES (?)", [(number,) for number, _ in changed])


def index(connection: sqlite3.Connection, limit: int = AT_ONCE) -> int:
    """Within a transaction, index what is in `unindexed`, at most `limit` calls; how many they were."""
    waiting = connection.execute(
        "SELECT u.exchange_id, c.text FROM unindexed u LEFT JOIN content c USING (exchange_id) ORDER BY 1 LIMIT ?",
        [limit],
    ).fetchall()
    rows = [(number, " ".join(content.tokens(text))) for number, text in waiting if text]
    connection.executemany("INSERT INTO content_index (rowid, tokens) VALUES (?, ?)", rows)
    connection.executemany("DELETE FROM unindexed WHERE exchange_id = ?", [(number,) for number, _ in waiting])
    return len(waiting)


def forget(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Within a transaction, remove the texts of calls, from the index too."""
    for number in numbers:
        old = connection.execute("SELECT text FROM content WHERE exchange_id = ?", [number]).fetchone()
        if old is not None:
            _forget(connection, number, old[0])
            connection.execute("DELETE FROM content WHERE exchange_id = ?", [number])


def first_values(connection: sqlite3.Connection, numbers: Sequence[int], name: str) -> dict[int, str]:
    """The first value of the field `name` in each of these calls; a call without it is not in the answer."""
    known = connection.execute("SELECT code FROM field_name WHERE name = ?", [name]).fetchone()
    if known is None:
        return {}
    chosen = ", ".join(map(str, map(int, numbers)))
    texts = connection.execute(f"SELECT exchange_id, text FROM content WHERE exchange_id IN ({chosen})")  # noqa: S608
    firsts = ((number, next(content.values_in(text, known[0]), None)) for number, text in texts)
    return {number: value for number, value in firsts if value is not None}


def names(connection: sqlite3.Connection) -> list[str]:
    """Every field name that occurs, in order of first occurrence."""
    return [name for (name,) in connection.execute("SELECT name FROM field_name ORDER BY id")]


class Codes(dict[str, str]):
    """The codes of field names, kept in memory; asked within a transaction, because one may be new.

    What was made in a transaction that failed must be forgotten.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection
        self.forget()

    def forget(self) -> None:
        """Ask the session again."""
        self.clear()
        self[""] = content.NO_NAME

    def __missing__(self, name: str) -> str:
        stored = content.cleaned(name)
        found = self._connection.execute("SELECT code FROM field_name WHERE name = ?", [stored]).fetchone()
        if found is None:
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM field_name").fetchone()
            found = (content.code(last + 1),)
            self._connection.execute("INSERT INTO field_name VALUES (?, ?, ?)", [last + 1, stored, *found])
        self[name] = str(found[0])
        return self[name]


def _forget(connection: sqlite3.Connection, number: int, text: str) -> None:
    waiting = connection.execute("DELETE FROM unindexed WHERE exchange_id = ?", [number]).rowcount
    if not waiting and text:
        connection.execute(_DELETE, [number, " ".join(content.tokens(text))])
