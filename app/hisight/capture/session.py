"""A session: one capture file (`*.hisight`, SQLite in WAL mode), written by one process and read by any."""

import itertools
import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from hisight.capture import (
    body_table,
    complaints,
    content_table,
    exchange_table,
    recording_table,
    schema,
    searching,
    spool,
    summary_table,
)
from hisight.capture.errors import SessionError
from hisight.capture.exchange import Arrival, Exchange
from hisight.capture.filtering import Filter
from hisight.capture.recording_table import Cut
from hisight.capture.row import Row
from hisight.capture.statistics import FunctionStatistics, Tally
from hisight.capture.summary import Summary
from hisight.capture.transaction import transaction
from hisight.wording import NOTHING, Words

_END = object()


class Session:
    """An open session file. It may be used from any thread; two processes may hold the same file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._codes = content_table.Codes(connection)
        self._unindexed = 0
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
                if create:  # heeded by a new file: what is removed gives room back
                    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
                schema.prepare(connection)
                searching.prepare(connection)
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
            return exchange_table.insert(self._connection, [Arrival(exchange) for exchange in exchanges])

    def record(self, arrivals: Sequence[Arrival], under_way: int) -> list[int]:
        """As `append`, for the proxy: in the same transaction it is noted that this process records and has `under_way` more."""
        with self._transaction():
            recording = self._recording or recording_table.begin(self._connection)
            recording_table.beat(self._connection, recording, under_way)
            numbers = exchange_table.insert(self._connection, arrivals)
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
        with self._transaction(durable=False):
            try:
                summary_table.store(self._connection, summaries, reader, self._codes)
            except BaseException:
                self._codes.forget()
                raise
            self._unindexed += len(summaries)
            if self._unindexed >= content_table.AT_ONCE:
                self._unindexed -= content_table.index(self._connection)

    def index(self) -> None:
        """Index what was read; until then it is found all the same, only not as fast. For a moment when nothing else waits."""
        while self._number("SELECT EXISTS (SELECT * FROM unindexed)"):
            with self._transaction(durable=False):
                content_table.index(self._connection)
        self._unindexed = 0

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
        """The exchange with this number. Raises SessionError when there is none, or it is damaged."""
        with complaints.explained(self.path, exchange_id):
            for exchange in exchange_table.select(self._connection, "WHERE e.id = ?", [exchange_id]):
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
        """The next exchanges after number `last_id`, at most `limit`; of a damaged one it is said in its error."""
        return self._exchanges("WHERE e.id > ? ORDER BY e.id LIMIT ?", [last_id, limit])

    def unread(self, reader: str | None, limit: int = 200, *, after: int = 0) -> list[Exchange]:
        """Exchanges after number `after` without a summary made by `reader`, oldest first, at most `limit`.

        With None those that nobody has read yet, or only an older HISight: those that `unread_count` counts.
        """
        missing = (
            "WHERE e.id IN (SELECT x.id FROM exchange x LEFT JOIN summary s ON s.exchange_id = x.id WHERE x.id > ? "
            "AND CASE WHEN ? IS NULL THEN coalesce(s.reader, '') = '' ELSE s.reader IS NOT ? END "
            "ORDER BY x.id LIMIT ?) ORDER BY e.id"
        )
        return self._exchanges(missing, [after, reader, reader, limit])

    def search(
        self, chosen: Filter, *, after: int = 0, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Sequence[int]]:
        """The numbers after `after` of the calls that `chosen` lets through, in order of arrival, in parts as they are found.

        For a thread that may take its time: nobody waits for it, and once `stopped` says so no more parts come. Raises QueryError.
        """
        with complaints.explained(self.path):
            yield from searching.search(self.path, chosen, after=after, stopped=stopped)

    def ids(self, chosen: Filter = Filter()) -> "array[int]":  # noqa: B008 - frozen
        """The numbers of all calls that `chosen` lets through, in order of arrival. Raises QueryError."""
        return array("q", itertools.chain.from_iterable(self.search(chosen)))

    def numbers(self, *, after: int) -> "array[int]":
        """The numbers of all calls after number `after`: for what is new, not for what there is."""
        with complaints.explained(self.path):
            found = self._connection.execute("SELECT id FROM exchange WHERE id > ? ORDER BY id", [after])
            return array("q", (number for (number,) in found))

    def among(self, chosen: Filter, ids: Iterable[int]) -> set[int]:
        """Which of these calls `chosen` lets through. Raises QueryError."""
        with complaints.explained(self.path):
            return searching.among(self._connection, chosen, sorted(ids))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The list lines of the calls with these numbers, in order of number."""
        with complaints.explained(self.path):
            return summary_table.rows(self._connection, ids)

    def values(self, ids: Sequence[int], name: str) -> dict[int, str]:
        """The first value of the field `name` in each of these calls, of those that have it; no body is read for it."""
        with complaints.explained(self.path):
            return content_table.first_values(self._connection, ids, name)

    def known_values(self, name: str) -> list[str]:
        """The values that a filter's name (`fun`, `code`, `user`, `hospital`) has here; for the empty name the field names."""
        with complaints.explained(self.path):
            return content_table.names(self._connection) if not name else summary_table.distinct(self._connection, name)

    def statistics(self, chosen: Filter = Filter(), tally: Tally | None = None) -> list[FunctionStatistics]:  # noqa: B008 - frozen
        """The calls that `chosen` lets through and that have been read, by function. Raises QueryError.

        With a `tally` that was counted by the same filter only newer calls are counted. For a thread that may take its time.
        """
        with complaints.explained(self.path):
            return searching.count(self.path, chosen, tally or Tally())

    def facts(self, keys: Sequence[str], reader: str, *, before: int, limit: int) -> list[str]:
        """What `reader` kept of calls before number `before` that have one of `keys`, in order: of each key the newest `limit`."""
        with complaints.explained(self.path):
            return summary_table.facts(self._connection, keys, reader, before, limit)

    def having(self, keys: Sequence[str], *, near: int, limit: int) -> dict[int, set[str]]:
        """The calls that have one of `keys`, and which of them: the `limit` pairs nearest to number `near`."""
        with complaints.explained(self.path):
            return summary_table.having(self._connection, keys, near, limit)

    def marked(self) -> int:
        """How many calls have a colour."""
        with complaints.explained(self.path):
            return int(self._connection.execute("SELECT count(*) FROM mark WHERE colour > 0").fetchone()[0])

    def count(self) -> int:
        """How many exchanges are stored."""
        return self._number("SELECT count(*) FROM exchange")

    def unread_count(self) -> int:
        """How many exchanges nobody has read yet, or only an older HISight, and which filters do not find for that."""
        return max(0, self.count() - self._number("SELECT count(*) FROM summary WHERE reader > ''"))

    def first_id(self) -> int:
        """The number of the oldest exchange that is kept; 0 in an empty session."""
        return self._number("SELECT coalesce(min(id), 0) FROM exchange")

    def last_id(self) -> int:
        """The number of the newest exchange; 0 in an empty session."""
        return self._number("SELECT coalesce(max(id), 0) FROM exchange")

    def _exchanges(self, condition: str, parameters: Sequence[object]) -> list[Exchange]:
        with complaints.explained(self.path):
            return exchange_table.select_all(self._connection, condition, parameters)

    def _number(self, question: str) -> int:
        with complaints.explained(self.path):
            return int(self._connection.execute(question).fetchone()[0])

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
            with transaction(self._connection):
                yield
