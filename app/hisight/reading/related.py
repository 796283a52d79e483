"""The calls of a session that belong together: replays of each other, and calls that share a business key."""

from collections.abc import Mapping
from dataclasses import dataclass

from hisight.capture import Filter, Row, Session
from hisight.reading.reader import Reading
from hisight.wording import Words

KINDS: Mapping[str, Words] = {
    "lock": Words("锁号", "lock"),
    "order": Words("平台订单", "order"),
    "hosp-order": Words("医院订单", "hospital order"),
    "patient": Words("病人", "patient"),
    "receipt": Words("收据", "receipt"),
}
"""What each kind of key is called. A schedule is none of them: half of all calls share one."""

MOST_KEYS = 12
"""A list of receipts or patients has hundreds of keys; behind this many the calls no longer belong together."""

REPLAYED_WITHIN = 500
"""A replay is looked for among this many calls after its original: people replay what they have just seen."""


@dataclass(frozen=True, slots=True)
class BusinessKey:
    """A value that follows one matter through several calls."""

    kind: str
    """One of `KINDS`."""
    name: str
    """The field that holds it here."""
    value: str
    """The value."""


@dataclass(frozen=True, slots=True)
class Related:
    """One call that belongs to another."""

    row: Row
    """Its line of the list."""
    shared: tuple[BusinessKey, ...]
    """The keys that both have."""
    replay: bool = False
    """True when one of the two repeats the other."""


def business_keys(reading: Reading) -> tuple[BusinessKey, ...]:
    """The keys of a call, request first, each value once, at most `MOST_KEYS`."""
    found: dict[str, BusinessKey] = {}
    for subject in reading.subjects:
        for _, field, value in subject.values():
            if field.key in KINDS:
                found.setdefault(value, BusinessKey(field.key, field.name, value))
    return tuple(found.values())[:MOST_KEYS]


def related(session: Session, reading: Reading) -> list[Related]:
    """The calls of `session` that belong to `reading`, in order of arrival, `reading` itself among them.

    A key counts as shared where the other call has exactly that value in some field.
    """
    exchange = reading.call.exchange
    if exchange is None or not exchange.id:
        return []
    keys = business_keys(reading)
    numbers = {number for key in keys for number in session.ids(Filter(text=_searched(key.value)))}
    soon = range(exchange.id, exchange.id + REPLAYED_WITHIN)
    rows = {row.id: row for row in session.rows([*{*numbers, *soon, exchange.parent or exchange.id}])}
    return [line for number in sorted(rows) if (line := _line(rows[number], keys, exchange.id, exchange.parent))]


def _line(row: Row, keys: tuple[BusinessKey, ...], this: int, parent: int | None) -> Related | None:
    values = set(row.summary.text.split("\n")) if row.summary else set[str]()
    shared = tuple(key for key in keys if key.value in values)
    replay = row.id == parent or row.parent == this
    return Related(row, shared, replay) if shared or replay or row.id == this else None


def _searched(value: str) -> str:
    # The filter takes blanks apart into words; the longest word is enough, the exact comparison comes after it.
    return max(value.split(), key=len)
