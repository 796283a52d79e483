"""What a session holds, and how old calls are removed from it so that it does not grow for ever. Marked calls stay."""

import re
from dataclasses import dataclass

from hisight.capture import content_table
from hisight.capture.errors import SessionError
from hisight.capture.session import Session
from hisight.wording import Words

_AT_ONCE = 200  # calls removed in one transaction: the proxy waits for it
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}
_BYTES = {"KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}
_TEXT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*")

_BODY_COLUMNS = ("request_body", "response_body", "request_body_sent", "response_body_sent")


@dataclass(frozen=True, slots=True)
class Limits:
    """What may stay in a session."""

    days: float | None = None
    """Calls that are older are removed; None keeps them whatever their age."""
    size: int | None = None
    """When the session uses more bytes the oldest calls are removed; None lets it grow."""

    @property
    def words(self) -> Words:
        """What will be done, for the user."""
        zh, en = [], []
        if self.days is not None:
            zh.append(f"早于 {self.days:g} 天的调用")
            en.append(f"calls older than {self.days:g} days")
        if self.size is not None:
            zh.append(f"会话超过 {self.size / 1024**2:,.0f} MB 时最早的调用")
            en.append(f"the oldest calls beyond {self.size / 1024**2:,.0f} MB")
        return Words(
            f"将删除{'，以及'.join(zh)}；有标记的保留。", f"{' and '.join(en)} will be removed; marked ones stay."
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What a session holds."""

    calls: int
    """How many exchanges."""
    first: float | None
    """When the earliest began, in seconds since 1970; None in an empty session."""
    last: float | None
    """When the latest began."""
    used: int
    """Bytes that the file uses."""
    free: int
    """Bytes of the file that are free for further calls."""
    bodies: int
    """How many different bodies are stored."""
    body_bytes: int
    """Their size before they were packed."""
    biggest: tuple[tuple[int, int], ...]
    """The calls with the largest bodies: number and bytes, at most five."""
    recordings: int
    """How many runs of the proxy recorded into it."""


def days_of(text: str) -> float:
    """The days in `7d`, `12h` or `2w`. Raises SessionError."""
    return _amount(text, _DAYS, Words("应写成 7d、12h 或 2w。", "Write it like 7d, 12h or 2w."))


def bytes_of(text: str) -> int:
    """The bytes in `2GB` or `500MB`. Raises SessionError."""
    return int(_amount(text, _BYTES, Words("应写成 500MB 或 2GB。", "Write it like 500MB or 2GB.")))


def contents(session: Session) -> Contents:
    """What `session` holds. Raises SessionError."""
    with session.connection() as connection:
        (calls, first, last) = connection.execute(
            "SELECT count(*), min(started), max(started) FROM exchange"
        ).fetchone()
        (bodies, body_bytes) = connection.execute(
            "SELECT count(*), coalesce(sum(max(size, 0)), 0) FROM body"
        ).fetchone()
        biggest = connection.execute(
            "SELECT e.id, b.size FROM body b JOIN exchange e ON e.id = "
            "(SELECT min(id) FROM exchange WHERE request_body = b.id OR response_body = b.id) "
            "WHERE b.id IN (SELECT id FROM body ORDER BY size DESC LIMIT 5) ORDER BY b.size DESC"
        ).fetchall()
        (recordings,) = connection.execute("SELECT count(*) FROM recording").fetchone()
    used, free = _room(session)
    return Contents(calls, first, last, used, free, bodies, body_bytes, tuple(biggest), recordings)


def trim(session: Session, limits: Limits, now: float, *, dry_run: bool = False) -> int:
    """Remove from `session` what is beyond `limits`, and return how many calls that were; with `dry_run` how many it would be.

    Raises SessionError.
    """
    before = 0.0 if limits.days is None else now - limits.days * 86400
    removed, last = 0, 0
    used, calls = _room(session)[0], session.count()
    while ids := _oldest(session, last, before, any_age=limits.size is not None and used > limits.size):
        last = ids[-1]
        removed += len(ids)
        if dry_run:
            used -= used * len(ids) // (calls - removed + len(ids))  # about: some share their bodies
        else:
            _remove(session, ids)
            used = _room(session)[0]
    if removed and not dry_run:
        with session.connection() as connection:
            connection.executescript("PRAGMA incremental_vacuum")  # `execute` would take one step, and free one page
    return removed


def _oldest(session: Session, last: int, before: float, *, any_age: bool) -> list[int]:
    """The next unmarked calls after number `last`: those that began before `before`, or all."""
    with session.connection() as connection:
        found = connection.execute(
            "SELECT id FROM exchange e WHERE id > ? AND (? OR started < ?) "
            "AND NOT EXISTS (SELECT 1 FROM mark WHERE exchange_id = e.id AND (colour OR comment <> '')) "
            "ORDER BY id LIMIT ?",
            (last, any_age, before, _AT_ONCE),
        )
        return [number for (number,) in found]


def _remove(session: Session, ids: list[int]) -> None:
    """Remove these calls, and the bodies that no other call has."""
    numbers = ", ".join(map(str, ids))
    with session.connection(writing=True) as connection:
        bodies = {
            body
            for row in connection.execute(f"SELECT {', '.join(_BODY_COLUMNS)} FROM exchange WHERE id IN ({numbers})")  # noqa: S608
            for body in row
            if body is not None
        }
        content_table.forget(connection, ids)
        for table in ("summary", "business_key", "mark", "brought_profile"):
            connection.execute(f"DELETE FROM {table} WHERE exchange_id IN ({numbers})")  # noqa: S608
        connection.execute(f"UPDATE exchange SET parent = NULL WHERE parent IN ({numbers})")  # noqa: S608
        connection.execute(f"DELETE FROM exchange WHERE id IN ({numbers})")  # noqa: S608
        used = " OR ".join(f"EXISTS (SELECT 1 FROM exchange WHERE {column} = ?1)" for column in _BODY_COLUMNS)  # noqa: S608
        for body in bodies:
            if not connection.execute(f"SELECT {used}", (body,)).fetchone()[0]:
                connection.execute("DELETE FROM body_piece WHERE body_id = ?", (body,))
                connection.execute("DELETE FROM body WHERE id = ?", (body,))


def _room(session: Session) -> tuple[int, int]:
    """Bytes of the file that are used and that are free."""
    with session.connection() as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size, free * size


def _amount(text: str, units: dict[str, float] | dict[str, int], remedy: Words) -> float:
    found = _TEXT.fullmatch(text)
    unit = next((units[name] for name in units if found and found[2].lower() == name.lower()), None)
    if found is None or unit is None:
        raise SessionError(Words(f"“{text}” 不正确。", f"{text!r} is not right."), remedy)
    return float(found[1]) * unit
