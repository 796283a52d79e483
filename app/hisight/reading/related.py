"""The calls of a session that belong together: replays of each other, and calls that share a business key."""

from collections.abc import Mapping
from dataclasses import dataclass

from hisight.capture import Row, Session
from hisight.reading.reading import Reading
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

MOST_RELATED = 500
"""So many sharings of a key are looked at, the nearest: a patient may be in half of all calls."""

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

    A key counts as shared where the other call has exactly that value as a key, of whatever kind: ORDER_ID is the LOCK_ID.
    """
    exchange = reading.call.exchange
    if exchange is None or not exchange.id:
        return []
    keys = business_keys(reading)
    having = session.having([key.value for key in keys], near=exchange.id, limit=MOST_RELATED)
    soon = range(exchange.id, exchange.id + REPLAYED_WITHIN)
    rows = {row.id: row for row in session.rows([*{*having, *soon, exchange.parent or exchange.id}])}
    sharing = ((row, [key for key in keys if key.value in having.get(row.id, ())]) for row in rows.values())
    return [line for row, shared in sharing if (line := _line(row, tuple(shared), exchange.id, exchange.parent))]


def _line(row: Row, shared: tuple[BusinessKey, ...], this: int, parent: int | None) -> Related | None:
    replay = row.id == parent or row.parent == this
    return Related(row, shared, replay) if shared or replay or row.id == this else None
