"""From an opened call to its facts, and to the keys by which later calls find it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hisight.capture import host_of
from hisight.checks.facts import PAGE_FIELDS, Bill, Facts, Foreign, asked_for
from hisight.checks.lazily import lazily
from hisight.checks.subject import SUCCESS, Subject

MATTERS = frozenset({"lock", "order", "hosp-order", "receipt"})
"""The business keys that carry one matter from call to call. A patient has many matters, and a schedule many patients."""

MOST_KEYS = 100
"""A list of bills has a key in each row; behind this many a call is not found by them."""

_KINDS = MATTERS | {"patient"}
_INNER_CODES = ("RESULTCODE", "Result_Code")
_INNER_SUCCESS = ("", SUCCESS, "0000", "1000")
_HOSPITAL = ("HOSPITAL_ID", "HOSPITALID", "HOSPITAL_MARK", "APP_HOSPITAL_MAR")
_SUBJECTS = ("DEPT_ID", "DEPART_ID", "DOCTOR_ID", "ID_NO")
_BILLED = ("PAY_COSTS", "DEPO_AMOUNT")
_WANTED = frozenset(
    (*_HOSPITAL, *_SUBJECTS, *_BILLED, *_INNER_CODES, *PAGE_FIELDS, "PARENT_ID", "IS_PAY", "JSLX", "COUNT")
)
_PAGE_ELEMENT = re.compile(rf"<({'|'.join(PAGE_FIELDS)})\b[^>]*>.*?</\1\s*>", re.DOTALL)
_WHATEVER = ("-1", "0")  # all departments, those at the top (3.1.3.1)


@dataclass(frozen=True)
class _Side:
    """What one side of a call says, as far as it matters to others."""

    values: Mapping[str, Sequence[str]]
    """The values of each field that matters, in the order of the message."""
    keys: Sequence[tuple[str, str, str]]
    """Kind, field and value of each key."""
    bills: tuple[Bill, ...] = ()
    """Amounts in rows, with the keys beside them."""
    rows: int = 0
    """Elements of lists below the root."""
    xml: str = ""
    """The payload."""

    @lazily
    def first(self) -> dict[str, str]:
        """The first value of each field."""
        return {name: values[0] for name, values in self.values.items()}

    @property
    def matter(self) -> str:
        """What the platform calls the matter, or else what the hospital calls it."""
        numbers = [(name, value) for kind, name, value in self.keys if kind in ("lock", "order")]
        return next((value for name, value in numbers if not name.startswith("HOSP")), "")

    @property
    def matters(self) -> Iterator[str]:
        """The values of the keys that carry a matter."""
        return (value for kind, _, value in self.keys if kind in MATTERS)

    @property
    def subjects(self) -> Iterator[tuple[str, str]]:
        """What it is about: fields and their first values, keys and whoever is asked for by number."""
        named = {name for _, name, _ in self.keys}
        return ((name, value) for name, value in self.first.items() if name in named or name in _SUBJECTS)


_NOTHING_SAID = _Side({}, ())


def facts_of(subjects: Sequence[Subject]) -> tuple[Facts, tuple[tuple[str, str], ...]]:
    """The facts of the call whose sides are `subjects`, which must come from an exchange; kind and value of its keys."""
    call, function = subjects[0].call, subjects[0].function
    exchange = call.exchange
    assert exchange is not None
    sides = {subject.direction: _side(subject) for subject in subjects}
    request, answer = sides["request"], sides.get("response", _NOTHING_SAID)
    asked, told = request.first, answer.first
    step = function.step if function else ""
    inner = next((told[name] for name in _INNER_CODES if name in told), "")
    succeeded = call.return_code == SUCCESS and inner in _INNER_SUCCESS
    paged = any(name in asked for name in PAGE_FIELDS)
    query = _digest(f"{call.fun_code} {_PAGE_ELEMENT.sub('', request.xml)}") if paged else ""
    facts = Facts(
        number=exchange.id,
        started=exchange.started,
        ended=exchange.started + exchange.duration_ms / 1000,
        replayed=exchange.origin == "replay",
        peer=f"{host_of(exchange.url)} {call.user_id}",
        hospital=next((asked[name] for name in _HOSPITAL if name in asked), ""),
        fun_code=call.fun_code,
        function=function.label if function else call.fun_code,
        step=step,
        return_code=call.return_code,
        succeeded=succeeded,
        matter=(request.matter or answer.matter) if step else "",
        own=tuple(dict.fromkeys((*request.matters, *(answer.matters if step else ())))),
        asked=asked,
        told=told,
        bills=answer.bills,
        foreign=tuple(_foreign(request, answer)) if succeeded else (),
        rows=answer.rows,
        request=_digest(request.xml),
        content=_digest(answer.xml),
        query=query,
    )
    return facts, tuple(_keys(request, answer, query))


def _side(subject: Subject) -> _Side:
    values: dict[str, list[str]] = defaultdict(list)
    keys: list[tuple[str, str, str]] = []
    beside: dict[str, list[str]] = defaultdict(list)
    amounts: list[tuple[str, str, str]] = []
    for field, column in subject.columns:
        name, key = field.name, field.key
        if not (key or field.unit or name in _WANTED or (field.doubts and field.doubted("unit"))):
            continue
        values[name] += [value for _, value in column]
        if key in _KINDS:
            for line, value in column[:MOST_KEYS]:
                keys.append((key, name, value))
                beside[line.path.rpartition("/")[0]].append(value)
        if name in _BILLED:
            amounts += [(line.path.rpartition("/")[0], name, value) for line, value in column[:MOST_KEYS]]
    bills = tuple([Bill(tuple(beside[row]), name, amount) for row, name, amount in amounts])
    children = subject.aligned.children if subject.aligned else ()
    rows = len([line for line in children if line.field is not None and line.field.list and line.node is not None])
    return _Side(values, keys, bills, rows, subject.message.payload.xml)


def _foreign(request: _Side, answer: _Side) -> Iterator[Foreign]:
    """Where the request names a number, and the answer has nothing but others in the same field."""
    for name, asked in request.subjects:
        told = [value for value in answer.values.get(name, ()) if _can_differ(name, asked, value)]
        if not told or asked in _WHATEVER:
            continue
        above = answer.values.get("PARENT_ID", ()) if name == "DEPT_ID" else ()  # a department with those below it
        if asked.casefold() not in {value.casefold() for value in (*told, *above)}:
            yield Foreign(name, asked, told[0])


def _can_differ(name: str, asked: str, told: str) -> bool:
    """False for a value that may be the same in another form: masked, or an identity number of 15 digits instead of 18."""
    return "*" not in told and (name != "ID_NO" or len(told) == len(asked))


def _keys(request: _Side, answer: _Side, query: str) -> Iterator[tuple[str, str]]:
    if query:
        yield "query", query
    for name, value in request.subjects:
        if name in _SUBJECTS and value not in _WHATEVER:
            yield "asked", asked_for(name, value)
    pairs = dict.fromkeys((kind, value) for kind, _, value in (*request.keys, *answer.keys))
    yield from list(pairs)[:MOST_KEYS]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16] if text else ""
