"""What a report keeps of one call: counts, codes, places and numbers. No value of a patient is among it, so none can leave."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from hisight.catalog import Catalog, Field
from hisight.checks import SUCCESS, Finding, Severity, Subject
from hisight.protocol import Direction
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading import Reading
from hisight.report import shown
from hisight.report.symptoms import Symptom, symptoms_of

SURROUNDING = "-"
"""The function of what only surrounds the calls: a GET of the WSDL, say."""


class FieldPlace(NamedTuple):
    """A row of the interface."""

    direction: Direction
    """Request or answer."""
    group: str
    """The group that it stands in: `DEPT_LIST`, the payload's root, or `ROOT` for the envelope."""
    name: str
    """The field."""


class FieldSeen(NamedTuple):
    """A field in one message."""

    place: FieldPlace
    """Which."""
    filled: int = 0
    """How often it stood there with a value, or, for a group, with content."""
    empty: int = 0
    """How often it stood there without one."""
    missing: int = 0
    """How often its group was there and it was not."""
    codes: tuple[tuple[str, int], ...] = ()
    """Values of its code table, and how often."""
    unknown: tuple[tuple[str, int], ...] = ()
    """Values that its code table does not have, as far as they may be shown."""


class RuleSeen(NamedTuple):
    """A rule that one call breaks at one place."""

    code: str
    """The rule's code."""
    severity: Severity
    """How much it matters here."""
    direction: Direction
    """On which side."""
    place: str
    """The field without the numbers of its rows; empty for the message as a whole."""
    times: int
    """How often, in this call."""


class Observation(NamedTuple):
    """One call."""

    number: int
    """Its number in the session."""
    started: float
    """When the request began, in seconds since 1970."""
    duration_ms: float
    """How long it took."""
    function: str
    """FUN_CODE in the catalog, or the name of a function without one; empty where the catalog has none."""
    called: str
    """What it asked for: `2005 LockReg`; where the catalog has no such function its FUN_CODE or operation, as it may be shown."""
    answered: bool
    """True when an answer came."""
    failed: bool
    """True when it did not do what was asked."""
    return_code: str
    """RETURN_CODE, as it may be shown; with the status inside the answer where that alone says no: `0/1001`."""
    signatures: tuple[tuple[Direction, str], ...]
    """The verdict on the signature of each side that has one."""
    fields: tuple[FieldSeen, ...]
    """The fields of both sides."""
    rules: tuple[RuleSeen, ...]
    """What disagrees."""
    symptoms: tuple[Symptom, ...]
    """What may have been the cause where it failed or does not conform."""


def observe(reading: Reading) -> Observation:
    """What a report keeps of `reading`, which comes from an exchange."""
    call, exchange, function = reading.call, reading.call.exchange, reading.function
    assert exchange is not None
    called = function.label if function else SURROUNDING
    if function is None and call.is_business:
        called = shown.return_code(call.fun_code) or shown.tag(call.operation)
    return Observation(
        exchange.id,
        exchange.started,
        exchange.duration_ms,
        (function.code or function.name) if function else "",
        called,
        call.response is not None,
        reading.failed,
        _return_code(reading),
        tuple((one.direction, one.signature.verdict) for one in call.messages if one.envelope.fields),
        _once(tuple(seen for subject in reading.subjects for seen in _fields(subject))),
        tuple(_rules(reading.findings)),
        tuple(symptoms_of(reading)),
    )


@lru_cache(4096)
def _once(fields: tuple[FieldSeen, ...]) -> tuple[FieldSeen, ...]:
    """The same object for the same fields: calls of a function are much alike, and each then crosses to another process once."""
    return fields


def _return_code(reading: Reading) -> str:
    code = reading.call.return_code
    inner = next((one.inner_status for one in reading.subjects if one.inner_status), None)
    shown_code = shown.return_code(code)
    return f"{shown_code}/{shown.return_code(inner.value)}" if inner and code == SUCCESS else shown_code


def _rules(findings: tuple[Finding, ...]) -> Iterator[RuleSeen]:
    counts = Counter((one.code, one.severity, one.direction, shown.place(one)) for one in findings)
    return (RuleSeen(*key, times) for key, times in counts.items())


def _fields(subject: Subject) -> Iterator[FieldSeen]:
    yield from _envelope(subject)
    aligned, part, direction = subject.aligned, subject.part, subject.direction
    if aligned is None or part is None:
        return
    groups: Counter[str] = Counter({part.root: 1})
    filled: Counter[tuple[str, str]] = Counter()
    empty = Counter((line.field.place, line.field.name) for line in subject.sorted_lines.empty if line.field)
    values: dict[tuple[str, str], Counter[str]] = {}
    for line in subject.lines:
        if line.children and line.node is not None and line.field is not None:
            groups[line.field.name] += 1
            filled[line.field.place, line.field.name] += 1
    for field, column in subject.columns:
        key = field.place, field.name
        filled[key] += len(column)
        if subject.catalog.codes_of(field) is not None:
            values.setdefault(key, Counter()).update(value for _, value in column)
    # Of a refusal, or of what breaks off, nothing is missing.
    whole = not (subject.refused or subject.message.document.error or subject.message.cut)
    for group, name, field in rows(part.fields):
        key = group, name
        there = filled[key] + empty[key]
        missing = max(0, groups[group] - there) if whole else 0
        if there or missing:
            known, unknown = _sorted(values.get(key), field, subject.catalog)
            yield FieldSeen(FieldPlace(direction, group, name), filled[key], empty[key], missing, known, unknown)


def rows(fields: tuple[Field, ...]) -> Iterator[tuple[str, str, Field]]:
    """The rows of a table by the group that they really stand in; one that is printed twice comes once."""
    seen: dict[tuple[str, str], Field] = {}
    for field in fields:
        seen.setdefault((field.place, field.name), field)
    return ((group, name, field) for (group, name), field in seen.items())


def _envelope(subject: Subject) -> Iterator[FieldSeen]:
    envelope = subject.message.envelope
    if not envelope.fields:
        return
    for field in subject.envelope_part.fields:
        place = FieldPlace(subject.direction, "ROOT", field.name)
        if envelope.get(field.name).strip():
            yield FieldSeen(place, filled=1)
        elif not (subject.refused and field.name in PAYLOAD_NAME.values()):  # a refusal needs no payload
            there = envelope.entry(field.name) is not None
            yield FieldSeen(place, empty=there, missing=not there)


_Counts = tuple[tuple[str, int], ...]


def _sorted(values: Mapping[str, int] | None, field: Field, catalog: Catalog) -> tuple[_Counts, _Counts]:
    """`values` that the code table of `field` has, and those that it does not have, as they may be shown."""
    if not values:
        return (), ()
    codes = catalog.codes_of(field) or {}
    known = tuple((value, count) for value, count in values.items() if value in codes)
    others: Counter[str] = Counter()
    for value, count in values.items():
        if value not in codes:
            others[shown.code(value)] += count
    return known, tuple(others.items())
