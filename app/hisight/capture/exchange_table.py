"""The table of exchanges: how one is written as a row, and read back."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hisight.capture import bodies, body_table
from hisight.capture.exchange import Exchange

_STATUS = re.compile(rb"HTTP/\S+ (\d{3})")
_PLAIN = (
    "started", "connect_ms", "tls_ms", "request_ms", "first_byte_ms", "duration_ms",
    "url", "client", "server", "listener", "error", "origin", "parent",
)  # fmt: skip
_HEADS = ("request_head", "response_head", "request_head_sent", "response_head_sent")
_COLUMNS = (*_PLAIN, *_HEADS, "request_body", "response_body", "status")
_INSERT = f"INSERT INTO exchange ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_SELECT = (
    f"SELECT e.id, {', '.join(f'e.{name}' for name in (*_PLAIN, *_HEADS))}, "  # noqa: S608
    "e.request_body, asked.content, e.response_body, answered.content FROM exchange e "
    "LEFT JOIN body asked ON asked.id = e.request_body LEFT JOIN body answered ON answered.id = e.response_body "
)


def insert(connection: sqlite3.Connection, exchange: Exchange) -> int:
    """Store `exchange` with its bodies, and return its number."""
    status = _STATUS.match(exchange.response_head)
    cursor = connection.execute(
        _INSERT,
        (
            *(storable(getattr(exchange, name)) for name in _PLAIN),
            *(_packed_head(getattr(exchange, name)) for name in _HEADS),
            body_table.keep(connection, exchange.request_body),
            body_table.keep(connection, exchange.response_body),
            int(status[1]) if status else 0,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def select(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> Iterator[Exchange]:
    """The exchanges that `condition` (what follows FROM, over `exchange e`) lets through. Raises DamagedBodyError."""
    for values in connection.execute(_SELECT + condition, parameters):
        yield _from_row(connection, values)


def storable(value: object) -> object:
    """`value` as SQLite takes it: a lone surrogate, from a JSON escape or a lenient decoder, would fail the whole batch."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def require(kind: type, values: Iterable[object]) -> None:
    """In a damaged file a value may be of any kind, whatever its column says. Raises DamagedBodyError."""
    if not all(isinstance(value, kind) for value in values):
        raise bodies.DamagedBodyError


def _from_row(connection: sqlite3.Connection, values: Sequence[Any]) -> Exchange:
    number, *rest = values
    fields: dict[str, Any] = dict(zip((*_PLAIN, *_HEADS), rest, strict=False))
    require(bytes, (fields[name] for name in _HEADS))
    require(str, (fields[name] for name in ("url", "client", "server", "listener", "error", "origin")))
    require(float, (fields[name] for name in _PLAIN[:6]))
    fields |= {name: _unpacked_head(fields[name]) for name in _HEADS}
    request_body, asked, response_body, answered = rest[len(fields) :]
    return Exchange(
        request_body=body_table.unpacked(connection, request_body, asked),
        response_body=body_table.unpacked(connection, response_body, answered),
        id=number,
        **fields,
    )


def _packed_head(head: bytes) -> bytes:
    return bodies.pack(head) if head else b""


def _unpacked_head(stored: bytes) -> bytes:
    return bodies.unpack(stored) if stored else b""
