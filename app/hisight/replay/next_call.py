"""What an answer can become: a schedule row a lock, the lock an order, the order its cancellation (resources/next_calls.toml)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from hisight import paths
from hisight.capture import Filter, Session
from hisight.catalog import Catalog, Field, Function
from hisight.checks import Aligned, Subject
from hisight.checks.alignment import align
from hisight.checks.dates import written
from hisight.protocol import document
from hisight.reading import Reader, Reading
from hisight.replay.compose import compose_request
from hisight.replay.edit import set_value
from hisight.wording import Words

_Held = Mapping[str, tuple[str, Field | None]]


@dataclass(frozen=True, slots=True)
class NextCall:
    """One way from a call to the next."""

    words: Words
    """What it does, for a menu."""
    origin: str
    """FUN_CODE of the call that offers it."""
    row: str
    """The list in its answer of which one row is taken; empty where the call as a whole offers it."""
    to: str
    """FUN_CODE of the next call."""
    values: Mapping[str, Mapping[str, object]]
    """By field of the next request where its value comes from, where that is not the field of the same name."""
    before: Mapping[str, str]
    """The earlier call that knows what is nowhere else: its FUN_CODE `call`, and the number `of` this one that is `there`."""


@cache
def known() -> tuple[NextCall, ...]:
    """Every way there is, in the order of the file."""
    return tuple(
        NextCall(
            Words(one["zh"], one["en"]),
            one["from"],
            one.get("row", ""),
            one["to"],
            one.get("values", {}),
            one.get("before", {}),
        )
        for one in _file()["next"]
    )


def offered_by(reading: Reading, path: str = "") -> list[NextCall]:
    """What the call of `reading`, which succeeded, can become; with the `path` of a line in its answer what its row can, first.

    Without a path that is inside a row only what the call as a whole offers.
    """
    function, answer = reading.function, reading.subject("response")
    if function is None or answer is None or answer.refused or reading.failed or reading.subject("request") is None:
        return []
    rows = {step.partition("[")[0] for step in path.split("/")}
    own = [one for one in known() if one.origin == function.code]
    return [one for one in own if one.row and one.row in rows] + [one for one in own if not one.row]


def earlier(one: NextCall, reading: Reading, reader: Reader, session: Session, path: str = "") -> Reading | None:
    """The newest call of `session` that knows what the call of `reading` does not; None where none is needed, or there is none.

    Raises SessionError.
    """
    if not one.before:
        return None
    number = _value(_held(reading, one.row, path), one.before["of"])
    found = list(session.ids(Filter(f'fun:{one.before["call"]} {one.before["there"]}="{number}"'))) if number else []
    return reader.read(session.get(found[-1])) if found else None


def fill(
    one: NextCall, reading: Reading, catalog: Catalog, now: datetime, path: str = "", before: Reading | None = None
) -> str:
    """The payload of the next request, from what the call of `reading` says; `path` leads to, or into, the row in its answer.

    What is not there, the call `before` it may know. What is nowhere to be found is as in a request that is made from nothing.
    """
    function = catalog.function(one.to)
    assert function is not None  # a test walks the file
    held = _held(reading, one.row, path)
    if before is not None:
        number, there = _value(held, one.before["of"]), one.before["there"]
        held += _held(before, "", _place_of(before, there, number))
    xml = compose_request(catalog, function, now, _value(held, "HOSPITAL_ID"))
    for line in _leaves(xml, function):
        value = _wanted(one, line, held, now)
        if value is not None:
            xml = set_value(xml, line.path, value)
    return xml


def _place_of(reading: Reading, name: str, value: str) -> str:
    """Where in its answer the field `name` has this value; empty where it stands in the request."""
    answer = reading.subject("response")
    lines = answer.values() if answer else ()
    return next((line.path for line, _, found in lines if line.name == name and found == value), "")


def _wanted(one: NextCall, line: Aligned, held: Sequence[_Held], now: datetime) -> str | None:
    """The value of the field of `line`; None where nothing is known about it."""
    how, field = one.values.get(line.name, {}), line.field
    if "text" in how:
        return str(how["text"])
    if "days" in how:
        return written(field.format if field else "", now + timedelta(days=int(str(how["days"]))))
    if "first" in how:
        return _value(held, str(how["first"])).partition(",")[0]
    if "of" in how:
        optional = field is not None and not field.required
        return _value(held, str(how["of"])) or ("" if optional else None)
    return _value(held, line.name, field) or None


def _value(held: Sequence[_Held], name: str, field: Field | None = None) -> str:
    """The nearest value of `name`; with a `field` only one that is about the same thing."""
    for values in held:
        value, found = values.get(name, ("", None))
        if value and value not in _file()["all"].get(name, ()) and (field is None or _alike(found, field)):
            return value
    return ""


def _alike(found: Field | None, wanted: Field) -> bool:
    if found is None:
        return False
    keys = {found.key, wanted.key}
    return found.patient == wanted.patient and (len(keys) == 1 or "" in keys) and _suits(found, wanted)


def _suits(found: Field, wanted: Field) -> bool:
    """Whether a value written as `found` can be written as `wanted`: another date format would be wrong."""
    return not wanted.format or found.format == wanted.format


def _held(reading: Reading, row: str, path: str) -> list[_Held]:
    """The values that stand in the row and in each group around it, then in the request: the nearest first."""
    held: list[_Held] = []
    answer, request = reading.subject("response"), reading.subject("request")
    if answer is not None:
        root = answer.message.document.root
        at = _row_path(path, row) or (root.name if root else "")
        while at:
            held.append(_inside(answer, at))
            at = at.rpartition("/")[0]
        if not row:
            held.append(_anywhere(answer))
    if request is not None:
        held.append({line.name: (value, field) for line, field, value in request.values()})
    return held


def _row_path(path: str, row: str) -> str:
    """The part of `path` that leads to the row; all of it where the row is not named."""
    steps = path.split("/")
    names = [step.partition("[")[0] for step in steps]
    return "/".join(steps[: names.index(row) + 1]) if row in names else path


def _anywhere(subject: Subject) -> _Held:
    """The first value of each name."""
    found: dict[str, tuple[str, Field | None]] = {}
    for line, field, value in subject.values():
        if value:
            found.setdefault(line.name, (value, field))
    return found


def _inside(subject: Subject, group: str) -> _Held:
    """The values that stand directly in `group`; with an empty or unknown one, in the root."""
    return {
        line.name: (value, field) for line, field, value in subject.values() if line.path.rpartition("/")[0] == group
    }


def _leaves(xml: str, function: Function) -> Iterator[Aligned]:
    root = document.read(xml).root
    if root is not None:
        yield from (
            line for line in align(root, function.request).walk() if line.node is not None and not line.children
        )


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "next_calls.toml").read_text("utf-8"))
