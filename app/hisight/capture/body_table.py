"""The table of bodies: each is stored once, however many exchanges carried it, and found by its SHA-256."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

from hisight.capture import bodies

_IN_PIECES = b"\x03"
"""Stands in place of the content of a body that lies in `body_piece`."""


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
    view = memoryview(body)
    return keep_pieces(
        connection, digest, (bytes(view[at : at + bodies.PIECE]) for at in range(0, len(body), bodies.PIECE))
    )


def keep_pieces(connection: sqlite3.Connection, digest: bytes, pieces: Iterable[bytes]) -> int:
    """The number of the body whose SHA-256 is `digest` and that `pieces` make up, stored if it is new."""
    known = _known(connection, digest)
    if known is not None:
        return known
    number, size = _insert(connection, digest, 0, _IN_PIECES), 0
    for place, piece in enumerate(pieces):
        size += len(piece)
        connection.execute("INSERT INTO body_piece VALUES (NULL, ?, ?, ?)", (number, place, bodies.pack(piece)))
    connection.execute("UPDATE body SET size = ? WHERE id = ?", (size, number))
    return number


def keep_damaged(connection: sqlite3.Connection, stored: bytes) -> int:
    """The number of a body of which only `stored` is known, and that cannot be unpacked: it stays what it is."""
    return _insert(connection, hashlib.sha256(stored).digest(), 0, stored)


def unpacked(connection: sqlite3.Connection, number: int | None, content: bytes | None) -> bytes:
    """The body with this number and content. Raises DamagedBodyError."""
    if number is None:
        return b""
    if not isinstance(content, bytes):
        raise bodies.DamagedBodyError
    return b"".join(pieces(connection, number)) if content == _IN_PIECES else bodies.unpack(content)


def pieces(connection: sqlite3.Connection, number: int) -> Iterator[bytes]:
    """The body with this number that lies in pieces, one at a time. Raises DamagedBodyError."""
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


def _key(digest: bytes) -> int:
    """What the table is searched by: an index over whole digests would take three times the room."""
    return int.from_bytes(digest[:8], "big", signed=True)
