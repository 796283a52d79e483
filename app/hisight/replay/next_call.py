"""What an answer can become: a schedule row a lock, the lock an order, the order its cancellation (resources/next_calls.toml)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from hisight import paths
from hisight.catalog import Catalog, Field, Function
from hisight.checks import Aligned, Subject
from hisight.checks.alignment import align
from hisight.checks.dates import written
from hisight.protocol import document
from hisight.reading import Reading
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


@cache
def known() -> tuple[NextCall, ...]:
    """Every way there is, in the order of the file."""
    return tuple(
        NextCall(Words(one["zh"], one["en"]), one["from"], one.get("row", ""), one["to"], one.get("values", {}))
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


def fill(one: NextCall, reading: Reading, catalog: Catalog, now: datetime, path: str = "") -> str:
    """The payload of the next request, from what the call of `reading` says; `path` leads to, or into, the row in its answer.

    What is nowhere to be found is as in a request that is made from nothing.
    """
    function = catalog.function(one.to)
    assert function is not None  # a test walks the file
    held = _held(reading, one.row, path)
    xml = compose_request(catalog, function, now, _value(held, "HOSPITAL_ID"))
    for line in _leaves(xml, function):
        value = _wanted(one, line, held, now)
        if value is not None:
            xml = set_value(xml, line.path, value)
    return xml


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
    if request is not None:
        held.append({line.name: (value, field) for line, field, value in request.values()})
    return held


def _row_path(path: str, row: str) -> str:
    """The part of `path` that leads to the row; without a row that to the root of the answer."""
    steps = path.split("/")
    names = [step.partition("[")[0] for step in steps]
    return "/".join(steps[: names.index(row) + 1]) if row in names else steps[0]


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
