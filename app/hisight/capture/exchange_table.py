"""The table of exchanges: how one is written as a row, and read back."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from hisight.capture import bodies, body_table, failure, inserting
from hisight.capture.exchange import Arrival, Exchange

_MOST_HEADS = 256  # a peer sends nearly the same head again and again
_STATUS = re.compile(rb"HTTP/\S+ (\d{3})")
_PLAIN = (
    "started", "connect_ms", "tls_ms", "request_ms", "first_byte_ms", "duration_ms",
    "url", "client", "server", "listener", "error", "touched", "origin", "parent",
)  # fmt: skip
_HEADS = (
    "request_head", "response_head", "request_head_sent", "response_head_sent", "request_framing", "response_framing",
)  # fmt: skip
_BODIES = ("request_body", "response_body", "request_body_sent", "response_body_sent")
_COLUMNS = (*_PLAIN, *_HEADS, *_BODIES, "status")
_AT_ONCE = 200  # exchanges that are packed together
_INTO = f"exchange ({', '.join(_COLUMNS)})"
_SELECT = (
    f"SELECT e.id, {', '.join(f'e.{name}' for name in (*_PLAIN, *_HEADS, *_BODIES))}, "  # noqa: S608
    f"{', '.join(f'{name}.content' for name in _BODIES)} FROM exchange e "
    f"{' '.join(f'LEFT JOIN body {name} ON {name}.id = e.{name}' for name in _BODIES)} "
)

_LOOKS_FOR_A_FILE = 5
_DAMAGED = "the bytes of this call in the session file are damaged"


def insert(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> list[int]:
    """Store exchanges with their bodies, and return their numbers, which follow each other."""
    numbers: list[int] = []
    for start in range(0, len(arrivals), _AT_ONCE):
        numbers += _insert_some(connection, arrivals[start : start + _AT_ONCE])
    return numbers


def _insert_some(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> range:
    places = [(arrival, name) for arrival in arrivals for name in _BODIES]
    spools = [_spool(arrival, name) for arrival, name in places]
    in_memory = [
        b"" if spool else getattr(one.exchange, name) for (one, name), spool in zip(places, spools, strict=True)
    ]
    kept = body_table.keep_all(connection, in_memory)
    for place, spool in enumerate(spools):
        if spool:
            kept[place] = body_table.keep_spooled(connection, spool.name)
    heads = _packed_heads(arrivals)
    rows = [
        tuple(_to_row(one, heads, kept[at * len(_BODIES) : (at + 1) * len(_BODIES)])) for at, one in enumerate(arrivals)
    ]
    numbers = inserting.insert(connection, _INTO, rows)
    for place, spool in enumerate(spools):
        if spool:
            body_table.carried_by(connection, kept[place] or 0, numbers[place // len(_BODIES)])
    return numbers


def _spool(arrival: Arrival, name: str) -> Path | None:
    return {"request_body": arrival.request_spool, "response_body": arrival.response_spool}.get(name)


def _packed_heads(arrivals: Sequence[Arrival]) -> dict[bytes, bytes]:
    """The heads of all of them, and each as it is stored."""
    heads = list({getattr(one.exchange, name) for one in arrivals for name in _HEADS} - {b""})
    return {b"": b"", **dict(zip(heads, bodies.pack_all(heads), strict=True))}


def _to_row(arrival: Arrival, heads: Mapping[bytes, bytes], kept: Sequence[int | None]) -> Iterator[object]:
    exchange = arrival.exchange
    status = _STATUS.match(exchange.response_head)
    yield from (storable(getattr(exchange, name)) for name in _PLAIN)
    yield from (heads[getattr(exchange, name)] for name in _HEADS)
    yield from kept
    yield int(status[1]) if status else 0


def select(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> list[Exchange]:
    """The exchanges that `condition` (what follows FROM, over `exchange e`) lets through. Raises DamagedBodyError."""
    for _ in range(_LOOKS_FOR_A_FILE):
        with suppress(body_table.NoFileError):  # a large body is moved into the session soon after its call is recorded
            return [_from_row(connection, values) for values in connection.execute(_SELECT + condition, parameters)]
    raise body_table.NoFileError


def select_all(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> list[Exchange]:
    """As `select`, but an exchange whose bytes are damaged comes without them, and its error says so."""
    try:
        return select(connection, condition, parameters)
    except bodies.DamagedBodyError:
        rows = connection.execute(_SELECT + condition, parameters).fetchall()
        return [_what_is_left(connection, values) for values in rows]


def storable(value: object) -> object:
    """`value` as SQLite takes it: a lone surrogate, from a JSON escape or a lenient decoder, would fail the whole batch."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value


def require(kind: type, values: Iterable[object]) -> None:
    """In a damaged file a value may be of any kind, whatever its column says. Raises DamagedBodyError."""
    if not all(isinstance(value, kind) for value in values):
        raise bodies.DamagedBodyError


def _what_is_left(connection: sqlite3.Connection, values: Sequence[Any]) -> Exchange:
    try:
        return _from_row(connection, values)
    except bodies.DamagedBodyError:
        return Exchange(b"", b"", error=str(failure.classify(_DAMAGED)), id=values[0])


def _from_row(connection: sqlite3.Connection, values: Sequence[Any]) -> Exchange:
    number, *rest = values
    fields: dict[str, Any] = dict(zip((*_PLAIN, *_HEADS), rest, strict=False))
    require(bytes, (fields[name] for name in _HEADS))
    require(str, (fields[name] for name in ("url", "client", "server", "listener", "error", "touched", "origin")))
    require(float, (fields[name] for name in _PLAIN[:6]))
    fields |= {name: _unpacked_head(fields[name]) for name in _HEADS}
    numbers, contents = rest[len(fields) : -len(_BODIES)], rest[-len(_BODIES) :]
    for name, body, content in zip(_BODIES, numbers, contents, strict=True):
        fields[name] = body_table.unpacked(connection, body, content)
    return Exchange(**fields, id=number)


@lru_cache(_MOST_HEADS)
def _unpacked_head(stored: bytes) -> bytes:
    return bodies.unpack(stored) if stored else b""
