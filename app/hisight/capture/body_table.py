"""The table of bodies: each is stored once, however many exchanges carried it, and found by its SHA-256."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hisight.capture import bodies, inserting, spool

_IN_PIECES = b"\x03"
"""Stands in place of the content of a body that lies in `body_piece`."""

_SPOOLED = b"\x04"
"""Stands before the name of the file beside the session in which a body lies until it is moved."""

_NOT_MOVED = -1  # its size until then


class NoFileError(bodies.DamagedBodyError):
    """The file of a spooled body is not there: it was moved since the row was read, or somebody has removed it."""


def keep(connection: sqlite3.Connection, body: bytes) -> int | None:
    """The number of `body` in the table, stored if it is new; None for an empty one."""
    return keep_all(connection, [body])[0]


def keep_all(connection: sqlite3.Connection, several: Sequence[bytes]) -> list[int | None]:
    """The numbers of bodies in the table, those that are new stored; None for an empty one.

    Each statement lets the interpreter go, and under load its thread waits long until it has it again: few for all of them.
    """
    digests = [hashlib.sha256(body).digest() if body else b"" for body in several]
    by_digest = {digest: body for digest, body in zip(digests, several, strict=True) if body}
    numbers = _known(connection, list(by_digest))
    new = {digest: body for digest, body in by_digest.items() if digest not in numbers}
    small = {digest: body for digest, body in new.items() if len(body) <= bodies.PIECE}
    contents = bodies.pack_all(list(small.values()))
    rows = [(digest, len(body), content) for (digest, body), content in zip(small.items(), contents, strict=True)]
    numbers |= zip(small, _insert(connection, rows), strict=True)
    for digest, body in new.items():
        if digest not in numbers:
            numbers[digest] = _keep_in_pieces(connection, digest, body)
    return [numbers.get(digest) for digest in digests]


def _keep_in_pieces(connection: sqlite3.Connection, digest: bytes, body: bytes) -> int:
    (number,) = _insert(connection, [(digest, len(body), _IN_PIECES)])
    view = memoryview(body)
    for place, at in enumerate(range(0, len(body), bodies.PIECE)):
        _insert_piece(connection, number, place, bytes(view[at : at + bodies.PIECE]))
    return number


def keep_spooled(connection: sqlite3.Connection, name: str) -> int:
    """The number of a body that lies in the file `name` beside the session until it is moved (`move`)."""
    (number,) = _insert(connection, [(b"", _NOT_MOVED, _SPOOLED + name.encode())])
    return number


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
    known = _known(connection, [digest.digest()]).get(digest.digest())
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
    (number,) = _insert(connection, [(hashlib.sha256(stored).digest(), 0, stored)])
    return number


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
    raise NoFileError


def _from_table(connection: sqlite3.Connection, number: int) -> Iterator[bytes]:
    rows = connection.execute("SELECT content FROM body_piece WHERE body_id = ? ORDER BY place", (number,))
    for (content,) in rows:
        if not isinstance(content, bytes):
            raise bodies.DamagedBodyError
        yield bodies.unpack(content)


def _known(connection: sqlite3.Connection, digests: Sequence[bytes]) -> dict[bytes, int]:
    """The numbers of those bodies that are stored."""
    keys = json.dumps([_key(digest) for digest in digests])  # one statement, compiled once, whatever their number
    wanted = set(digests)
    rows = connection.execute(
        "SELECT digest, id FROM body WHERE key IN (SELECT value FROM json_each(?))", [keys]
    ).fetchall()
    return {digest: number for digest, number in rows if digest in wanted}


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[bytes, int, bytes]]) -> range:
    """Store digest, size and content of several bodies; their numbers, which follow each other."""
    return inserting.insert(
        connection,
        "body (key, digest, size, content)",
        [(_key(digest), digest, size, content) for digest, size, content in rows],
    )


def _insert_piece(connection: sqlite3.Connection, number: int, place: int, piece: bytes) -> None:
    connection.execute("INSERT INTO body_piece VALUES (NULL, ?, ?, ?)", (number, place, bodies.pack(piece)))


def _key(digest: bytes) -> int:
    """What the table is searched by: an index over whole digests would take three times the room."""
    return int.from_bytes(digest[:8], "big", signed=True)
