"""A session: one capture file (`*.hisight`, SQLite in WAL mode), written by one process and read by any."""

import itertools
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hisight.capture import body_table, complaints, exchange_table, recording_table, schema, spool
from hisight.capture.errors import SessionError
from hisight.capture.exchange import Arrival, Exchange
from hisight.capture.filter import Filter
from hisight.capture.recording_table import Cut
from hisight.capture.row import Row
from hisight.capture.summary import Summary
from hisight.wording import NOTHING, Words

_END = object()
_SUMMARY_COLUMNS = tuple(field.name for field in fields(Summary) if field.name != "trace")


class Session:
    """An open session file. It may be used from any thread; two processes may hold the same file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._recording = 0
        self._writing = threading.Lock()  # a transaction belongs to the connection, not to the thread

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the file at `path`; with `create` make it when it is missing.

        Raises SessionError when it is missing, not ours, damaged, or cannot be written.
        """
        if not create and not path.is_file():
            raise SessionError(Words(f"没有会话文件 {path}。", f"there is no session file {path}."))
        if create and not path.parent.is_dir():
            raise SessionError(Words(f"没有文件夹 {path.parent}。", f"there is no folder {path.parent}."))
        with complaints.explained(path):
            connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            try:
                connection.execute(
                    "PRAGMA auto_vacuum = INCREMENTAL"
                )  # heeded by a new file: what is removed gives room back
                schema.prepare(connection)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # writing

    def append(self, exchanges: Sequence[Exchange]) -> list[int]:
        """Store `exchanges` in one transaction and return their numbers."""
        with self._transaction():
            return [exchange_table.insert(self._connection, Arrival(exchange)) for exchange in exchanges]

    def record(self, arrivals: Sequence[Arrival], under_way: int) -> list[int]:
        """As `append`, for the proxy: in the same transaction it is noted that this process records and has `under_way` more."""
        with self._transaction():
            recording = self._recording or recording_table.begin(self._connection)
            recording_table.beat(self._connection, recording, under_way)
            numbers = [exchange_table.insert(self._connection, arrival) for arrival in arrivals]
        self._recording = recording
        return numbers

    def end_recording(self) -> None:
        """Note that the recording of this process ended in order."""
        if self._recording:
            with self._transaction():
                recording_table.end(self._connection, self._recording)
            self._recording = 0

    def move_spooled(self) -> Iterator[None]:
        """Move bodies from files beside the session into it, a piece with each step: those of this run and of one cut off."""
        for number, name in body_table.spooled(self._connection).items():
            path = self.path.with_name(name)
            steps = body_table.move(self._connection, number, path)
            moving = True
            while moving:
                with self._transaction():
                    try:
                        moving = next(steps, _END) is None
                    except OSError:  # somebody has removed the file
                        body_table.give_up(self._connection, number)
                        break
                yield
            path.unlink(missing_ok=True)

    def remove_abandoned_files(self) -> None:
        """Remove files beside the session with bodies of calls that a killed proxy had not finished."""
        with complaints.explained(self.path):
            spool.remove_abandoned(self.path, set(body_table.spooled(self._connection).values()))

    def store_summaries(self, summaries: Sequence[Summary], reader: str) -> None:
        """Store `summaries` made by `reader` (a fingerprint of decoder, catalog and keys), and their traces, over any older ones."""
        columns = (*_SUMMARY_COLUMNS, "facts", "reader")
        statement = f"INSERT OR REPLACE INTO summary ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        rows = [_summary_row(summary, reader) for summary in summaries]
        keys = [
            (exchange_table.storable(value), one.exchange_id, kind)
            for one in summaries
            for kind, value in one.trace.keys
        ]
        with self._transaction(durable=False):
            self._connection.executemany(statement, rows)
            numbers = [(summary.exchange_id,) for summary in summaries]
            self._connection.executemany("DELETE FROM business_key WHERE exchange_id = ?", numbers)
            self._connection.executemany("INSERT OR IGNORE INTO business_key VALUES (?, ?, ?)", keys)

    def mark(self, exchange_id: int, colour: int, comment: str) -> None:
        """Mark a call with a colour (1 to 6, 0 for none) and a comment."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", (exchange_id, colour, comment))

    # reading

    @property
    def cut(self) -> Cut | None:
        """How the newest recording was cut off; None when it ended in order or goes on."""
        with complaints.explained(self.path):
            return recording_table.cut(self._connection)

    def get(self, exchange_id: int) -> Exchange:
        """The exchange with this number. Raises SessionError when there is none."""
        for exchange in self._exchanges("WHERE e.id = ?", [exchange_id]):
            return exchange
        last = self.last_id()
        raise SessionError(
            Words(
                f"会话 {self.path.name} 中没有第 {exchange_id} 号调用。",
                f"session {self.path.name} has no call {exchange_id}.",
            ),
            Words(f"编号为 1 到 {last}。", f"Its numbers go from 1 to {last}.") if last else NOTHING,
        )

    def exchanges(self, ids: Iterable[int]) -> Iterator[Exchange]:
        """The exchanges with these numbers, one at a time."""
        return (self.get(exchange_id) for exchange_id in ids)

    def since(self, last_id: int, limit: int = 200) -> list[Exchange]:
        """The next exchanges after number `last_id`, at most `limit`."""
        return list(self._exchanges("WHERE e.id > ? ORDER BY e.id LIMIT ?", [last_id, limit]))

    def unread(self, reader: str, limit: int = 200, *, after: int = 0) -> list[Exchange]:
        """Exchanges after number `after` without a summary made by `reader`, oldest first, at most `limit`."""
        missing = (
            "WHERE e.id IN (SELECT x.id FROM exchange x LEFT JOIN summary s ON s.exchange_id = x.id "
            "WHERE x.id > ? AND s.reader IS NOT ? ORDER BY x.id LIMIT ?) ORDER BY e.id"
        )
        return list(self._exchanges(missing, [after, reader, limit]))

    def ids(self, chosen: Filter = Filter()) -> "array[int]":  # noqa: B008 - frozen
        """The numbers of all calls that `chosen` lets through, in order of arrival."""
        condition, parameters = chosen.condition()
        join = "exchange e LEFT JOIN summary s ON s.exchange_id = e.id"
        with complaints.explained(self.path):
            cursor = self._connection.execute(f"SELECT e.id FROM {join} WHERE {condition} ORDER BY e.id", parameters)  # noqa: S608
            return array("q", (number for (number,) in cursor))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The list lines of the calls with these numbers, in order of number."""
        columns = ", ".join(f"s.{name}" for name in _SUMMARY_COLUMNS)
        statement = (
            "SELECT e.id, e.started, e.duration_ms, e.url, e.status, e.error, e.origin, e.parent, coalesce(m.colour, 0), "  # noqa: S608
            f"coalesce(m.comment, ''), e.touched, {columns} FROM exchange e LEFT JOIN summary s ON s.exchange_id = e.id "
            f"LEFT JOIN mark m ON m.exchange_id = e.id WHERE e.id IN ({', '.join(map(str, map(int, ids)))}) ORDER BY e.id"
        )
        with complaints.explained(self.path):
            return [_list_row(values) for values in self._connection.execute(statement)]

    def facts(self, keys: Sequence[str], reader: str, *, before: int, limit: int) -> list[str]:
        """What `reader` kept of calls before number `before` that have one of `keys`, in order: of each key the newest `limit`."""
        newest = (
            "SELECT * FROM (SELECT exchange_id FROM business_key WHERE value = ? AND exchange_id < ? "
            "ORDER BY exchange_id DESC LIMIT ?)"
        )
        numbers = " UNION ".join([newest] * len(keys))
        statement = f"SELECT facts FROM summary WHERE reader = ? AND exchange_id IN ({numbers}) ORDER BY exchange_id"  # noqa: S608
        parameters = [value for key in keys for value in (exchange_table.storable(key), before, limit)]
        with complaints.explained(self.path):
            return [facts for (facts,) in self._connection.execute(statement, [reader, *parameters])]

    def having(self, keys: Sequence[str], *, near: int, limit: int) -> dict[int, set[str]]:
        """The calls that have one of `keys`, and which of them: the `limit` pairs nearest to number `near`."""
        statement = (
            f"SELECT exchange_id, value FROM business_key WHERE value IN ({_places(keys)}) "  # noqa: S608
            "ORDER BY abs(exchange_id - ?) LIMIT ?"
        )
        found: dict[int, set[str]] = {}
        with complaints.explained(self.path):
            for number, value in self._connection.execute(
                statement, [*map(exchange_table.storable, keys), near, limit]
            ):
                found.setdefault(number, set()).add(value)
        return found

    def count(self) -> int:
        """How many exchanges are stored."""
        with complaints.explained(self.path):
            return int(self._connection.execute("SELECT count(*) FROM exchange").fetchone()[0])

    def last_id(self) -> int:
        """The number of the newest exchange; 0 in an empty session."""
        with complaints.explained(self.path):
            return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM exchange").fetchone()[0])

    def _exchanges(self, condition: str, parameters: Sequence[object]) -> Iterator[Exchange]:
        with complaints.explained(self.path):
            yield from exchange_table.select(self._connection, condition, parameters)

    @contextmanager
    def connection(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """The file's connection, for the other modules of this package; when `writing`, within a transaction.

        Complaints of SQLite become SessionErrors.
        """
        if writing:
            with self._transaction():
                yield self._connection
        else:
            with complaints.explained(self.path):
                yield self._connection

    @contextmanager
    def _transaction(self, *, durable: bool = True) -> Iterator[None]:
        """What is not `durable` may be missing after a power loss: it can be made anew, and the disk is spared a wait."""
        with self._writing, complaints.explained(self.path):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise


def _summary_row(summary: Summary, reader: str) -> tuple[object, ...]:
    values = (getattr(summary, name) for name in _SUMMARY_COLUMNS)
    return (*map(exchange_table.storable, values), exchange_table.storable(summary.trace.facts), reader)


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _list_row(values: Sequence[Any]) -> Row:
    number, started, duration, url, status, error, origin, parent, colour, comment, touched, *read = values
    exchange_table.require(float, (started, duration))
    exchange_table.require(str, (url, error, origin, comment, touched))
    summary = None if read[0] is None else Summary(*read)
    return Row(number, started, duration, url, status, error, origin, parent, colour, comment, summary, touched)


def new_file(folder: Path) -> Path:
    """A path in `folder`, made when it is missing, for a new session: named by the time, and not taken."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SessionError(
            Words(
                f"无法建立文件夹 {folder}：{error.strerror}。", f"the folder {folder} cannot be made: {error.strerror}."
            )
        ) from None
    name = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    return next(path for number in numbers if not (path := folder / f"{name}{number}.hisight").exists())
