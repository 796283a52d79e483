"""The table of bodies: each is stored once, however many exchanges carried it, and found by its SHA-256."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hisight.capture import bodies, spool

_IN_PIECES = b"\x03"
"""Stands in place of the content of a body that lies in `body_piece`."""

_SPOOLED = b"\x04"
"""Stands before the name of the file beside the session in which a body lies until it is moved."""

_NOT_MOVED = -1  # its size until then


def keep(connection: sqlite3.Connection, body: bytes) -> int | None:
    """The number of `body` in the table, stored if it is new; None for an empty one."""
    if not body:
        return None
    digest = hashlib.sha256(body).digest()
    known = _known(connection, digest)
    if known is not None:
        return known
    if len(body) <= bodies.PIECE:
        return _insert(connection, digest, len(body), bodies.pack(body))
    number = _insert(connection, digest, len(body), _IN_PIECES)
    view = memoryview(body)
    for place, at in enumerate(range(0, len(body), bodies.PIECE)):
        _insert_piece(connection, number, place, bytes(view[at : at + bodies.PIECE]))
    return number


def keep_spooled(connection: sqlite3.Connection, name: str) -> int:
    """The number of a body that lies in the file `name` beside the session until it is moved (`move`)."""
    return _insert(connection, b"", _NOT_MOVED, _SPOOLED + name.encode())


def carried_by(connection: sqlite3.Connection, number: int, exchange_id: int) -> None:
    """Note which exchange the spooled body with this number belongs to; one that is stored already takes its place there."""
    connection.execute("UPDATE body SET key = ? WHERE id = ?", (exchange_id, number))


def give_up(connection: sqlite3.Connection, number: int) -> None:
    """Note that the file of a spooled body is gone."""
    connection.execute("UPDATE body SET size = 0 WHERE id = ?", (number,))


def spooled(connection: sqlite3.Connection) -> dict[int, str]:
    """The bodies that are not moved yet: their numbers, and the names of their files."""
    rows = connection.execute("SELECT id, content FROM body WHERE size < 0")
    return {number: content[1:].decode() for number, content in rows}


def move(connection: sqlite3.Connection, number: int, path: Path) -> Iterator[None]:
    """Bring the body with this number from the file at `path` into the tables, a piece with each step.

    Each step belongs into a transaction; cut off between two of them it may begin anew. Raises OSError.
    """
    connection.execute("DELETE FROM body_piece WHERE body_id = ?", (number,))
    digest, size = hashlib.sha256(), 0
    for place, piece in enumerate(spool.read(path)):
        digest.update(piece)
        size += len(piece)
        _insert_piece(connection, number, place, piece)
        yield
    known = _known(connection, digest.digest())
    if known is None:
        connection.execute(
            "UPDATE body SET key = ?, digest = ?, size = ?, content = ? WHERE id = ?",
            (_key(digest.digest()), digest.digest(), size, _IN_PIECES, number),
        )
    else:
        for side in ("request_body", "response_body"):
            connection.execute(
                f"UPDATE exchange SET {side} = ? WHERE {side} = ? AND id = (SELECT key FROM body WHERE id = ?)",  # noqa: S608
                (known, number, number),
            )
        connection.execute("DELETE FROM body_piece WHERE body_id = ?", (number,))
        connection.execute("DELETE FROM body WHERE id = ?", (number,))


def keep_damaged(connection: sqlite3.Connection, stored: bytes) -> int:
    """The number of a body of which only `stored` is known, and that cannot be unpacked: it stays what it is."""
    return _insert(connection, hashlib.sha256(stored).digest(), 0, stored)


def unpacked(connection: sqlite3.Connection, number: int | None, content: bytes | None) -> bytes:
    """The body with this number and content. Raises DamagedBodyError."""
    if number is None:
        return b""
    return b"".join(pieces(connection, number, content))


def pieces(connection: sqlite3.Connection, number: int, content: bytes | None) -> Iterator[bytes]:
    """The body with this number and content, in pieces of at most `bodies.PIECE`. Raises DamagedBodyError."""
    if not isinstance(content, bytes):
        raise bodies.DamagedBodyError
    if content[:1] == _SPOOLED:
        yield from _from_file(connection, content[1:])
    elif content == _IN_PIECES:
        yield from _from_table(connection, number)
    else:
        yield bodies.unpack(content)


def _from_file(connection: sqlite3.Connection, name: bytes) -> Iterator[bytes]:
    with suppress(OSError, UnicodeDecodeError):
        (_, _, session), *_ = connection.execute("PRAGMA database_list")
        yield from spool.read(Path(session).with_name(name.decode()))
        return
    raise bodies.DamagedBodyError


def _from_table(connection: sqlite3.Connection, number: int) -> Iterator[bytes]:
    rows = connection.execute("SELECT content FROM body_piece WHERE body_id = ? ORDER BY place", (number,))
    for (content,) in rows:
        if not isinstance(content, bytes):
            raise bodies.DamagedBodyError
        yield bodies.unpack(content)


def _known(connection: sqlite3.Connection, digest: bytes) -> int | None:
    found = connection.execute("SELECT id FROM body WHERE key = ? AND digest = ?", (_key(digest), digest)).fetchone()
    return int(found[0]) if found else None


def _insert(connection: sqlite3.Connection, digest: bytes, size: int, content: bytes) -> int:
    cursor = connection.execute(
        "INSERT INTO body (key, digest, size, content) VALUES (?, ?, ?, ?)", (_key(digest), digest, size, content)
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _insert_piece(connection: sqlite3.Connection, number: int, place: int, piece: bytes) -> None:
    connection.execute("INSERT INTO body_piece VALUES (NULL, ?, ?, ?)", (number, place, bodies.pack(piece)))


def _key(digest: bytes) -> int:
    """What the table is searched by: an index over whole digests would take three times the room."""
    return int.from_bytes(digest[:8], "big", signed=True)
