"""Copying what can be read of a damaged session into a new one."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hisight.capture import bodies, exchange_table, schema
from hisight.capture.errors import SessionError
from hisight.capture.exchange import Arrival
from hisight.capture.session import Session
from hisight.wording import Words

_MISSES_IN_A_ROW = 10_000  # so many numbers without a call after the last that was found: that is the end
_DAMAGE = (sqlite3.Error, bodies.DamagedBodyError, UnicodeDecodeError, OverflowError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class Rescued:
    """How it went."""

    saved: int
    """How many calls are in the new session, with their numbers and marks."""
    unreadable: tuple[int, ...]
    """Numbers of calls that are there and cannot be read."""


def rescue(damaged: Path, new: Path) -> Rescued:
    """Copy every call that can be read from `damaged`, which is not changed, into the session `new`, which must not exist.

    Calls keep their numbers. Raises SessionError when nothing at all can be read, or `new` cannot be written.
    """
    if not damaged.is_file():
        raise SessionError(Words(f"没有会话文件 {damaged}。", f"there is no session file {damaged}."))
    if new.exists():
        raise SessionError(
            Words(f"文件 {new} 已存在。", f"the file {new} exists."), Words("请另给一个名字。", "Give another name.")
        )
    saved, unreadable = 0, []
    # A file that nobody writes is read as it lies, or else it could not be read where nobody may write, as on a CD.
    alone = "" if damaged.with_name(f"{damaged.name}-wal").exists() else "&immutable=1"
    with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro{alone}", uri=True)) as old:
        _require_ours(old, damaged)
        with Session.open(new, create=True) as session:
            for number in _numbers(old):
                try:
                    found = exchange_table.select(old, "WHERE e.id = ?", [number])
                    mark = old.execute("SELECT colour, comment FROM mark WHERE exchange_id = ?", [number]).fetchone()
                except _DAMAGE:
                    unreadable.append(number)
                    continue
                with session.connection(writing=True) as connection:
                    for exchange in found:
                        (kept,) = exchange_table.insert(connection, [Arrival(exchange)])
                        connection.execute("UPDATE exchange SET id = ? WHERE id = ?", (number, kept))
                        saved += 1
                if mark and found:
                    session.mark(number, *mark)
    return Rescued(saved, tuple(unreadable))


def _require_ours(old: sqlite3.Connection, path: Path) -> None:
    try:
        ours = schema.is_current(old)
    except sqlite3.Error:
        ours = False
    if not ours:
        raise SessionError(
            Words(f"从 {path} 中读不出任何调用：文件头已损坏，或不是本版本的会话。",
                  f"nothing can be read from {path}: its head is damaged, or it is no session of this version."),
            Words("请用备份。", "Use a backup."),
        )  # fmt: skip


def _numbers(old: sqlite3.Connection) -> list[int]:
    """The numbers of the calls, from whichever index can be read, else every number that there may be."""
    for table in (
        "exchange",
        "exchange INDEXED BY exchange_request_body",
        "exchange INDEXED BY exchange_response_body",
    ):
        try:
            return [number for (number,) in old.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
        except _DAMAGE:
            continue
    try:
        (last,) = old.execute("SELECT seq FROM sqlite_sequence WHERE name = 'exchange'").fetchone()
    except _DAMAGE:
        last = _MISSES_IN_A_ROW
    return list(range(1, last + 1))
