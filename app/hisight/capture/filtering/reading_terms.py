"""Terms about what was read in a call: its summary, and the values of its fields."""

from collections.abc import Sequence

from hisight.capture import content
from hisight.capture.filtering.names import FINDING, PATIENT_FIELDS, RECEIPT_FIELDS, SEVERITIES
from hisight.capture.filtering.parts import Parameters, Part, read
from hisight.capture.filtering.query import Term

_COLUMNS = {"code": "s.return_code", "user": "s.user_id", "hospital": "s.hospital_id"}
_FIELDS = {"patient": PATIENT_FIELDS, "receipt": RECEIPT_FIELDS, "finding": (FINDING,)}
_FAILED = (
    "{id} IN (SELECT exchange_id FROM summary WHERE failed = 1 AND exchange_id > :low AND exchange_id <= :high "
    "UNION ALL SELECT id FROM exchange WHERE error <> '' AND +id > :low AND +id <= :high)"
)


def part(term: Term, parameters: Parameters, *, negated: bool) -> Part:
    """The part of a condition that `term` makes."""
    negated = negated is not (term.operator == "!=")
    name, value = term.name.name, term.value
    if term.name.kind == "field":
        return read("c", _field(term, parameters), negated=negated)
    if name in _FIELDS:
        written = value.upper() if name == "finding" else value
        return read("c", _one_of(_FIELDS[name], written, parameters), negated=negated)
    if name == "value":
        return read("c", parameters.holding(value, _any(value, parameters)), negated=negated)
    if name == "failed":
        return _failed(parameters, wanted=_stored(term)[0] == "1", negated=negated)
    keyed = name in _COLUMNS or (name == "fun" and value.isdigit())
    return read("s", _summary(term, parameters), negated=negated, keyed=keyed)


def field_holds(text: str, field: str | None, operator: str, value: str) -> bool:
    """For SQL: whether a value of the field with the code `field` in `text` has `value` in it, or is ordered so to it.

    Numbers are compared as numbers, everything else as text (a date stands as the year first).
    """
    found = content.values_in(text, field) if field else iter(())
    if operator == ":":
        return any(value.lower() in one.lower() for one in found)
    return any(_ordered(one, operator, value) for one in found)


def _ordered(found: str, operator: str, value: str) -> bool:
    left: float | str
    right: float | str
    try:
        left, right = float(found), float(value)
    except ValueError:
        left, right = found, value
    match operator:
        case ">":
            return left > right  # type: ignore[operator]
        case ">=":
            return left >= right  # type: ignore[operator]
        case "<":
            return left < right  # type: ignore[operator]
    return left <= right  # type: ignore[operator]


def _summary(term: Term, parameters: Parameters) -> str:
    name, value = term.name.name, term.value
    if name in _COLUMNS:
        return f"{_COLUMNS[name]} = {parameters.add(value)}"
    if name == "fun":
        return _function(value, parameters)
    if name == "writes":
        return f"s.effect {'IN' if _stored(term)[0] == '1' else 'NOT IN'} ('write', 'money')"
    column = "s.signature" if name == "sign" else "s.severity"
    wanted = _severities(term) if name == "sev" else _stored(term)
    return f"{column} IN ({', '.join(map(parameters.add, wanted))})"


def _function(value: str, parameters: Parameters) -> str:
    if value.isdigit() or not value:
        return f"s.fun_code = {parameters.add(value)}"
    parameters.wide = True
    written = parameters.add(value)
    return f"(s.fun_code = {written} OR s.function = {written} COLLATE NOCASE OR instr(s.title, {written}) > 0)"


def _stored(term: Term) -> Sequence[str]:
    choice = term.name.choice(term.value)
    return choice.stored if choice else (term.value,)


def _severities(term: Term) -> Sequence[str]:
    rank = SEVERITIES.index(_stored(term)[0])
    match term.operator:
        case ">":
            return SEVERITIES[rank + 1 :] or ("-",)
        case ">=":
            return SEVERITIES[rank:]
        case "<":
            return SEVERITIES[:rank] or ("-",)
        case "<=":
            return SEVERITIES[: rank + 1]
    return (SEVERITIES[rank],)


def _failed(parameters: Parameters, *, wanted: bool, negated: bool) -> Part:
    """A call without an answer has failed before anybody reads it."""
    if wanted is not negated:
        parameters.wide = True  # they may be many, and each is looked up
        return Part(_FAILED)
    return read("s", "s.failed", negated=True)


def _field(term: Term, parameters: Parameters) -> str:
    code = parameters.code(term.name.name)
    has = f"coalesce(instr(c.text, char(10) || {code}), 0)"
    value = content.cleaned(term.value)
    if term.operator in ("=", "!="):
        if not value:
            return f"{has} = 0"
        return parameters.holding(value, _line(code, value, parameters))
    if not value:
        return f"{has} > 0"
    asked = f"field_holds(c.text, {code}, {parameters.add(term.operator)}, {parameters.add(value)})"
    occurs = f"{parameters.contained('c.text', value)} AND " if term.operator == ":" else ""
    return f"{occurs}{has} > 0 AND {asked}"


def _line(code: str, value: str, parameters: Parameters) -> str:
    return f"coalesce(instr(c.text, char(10) || {code} || {parameters.add(value)} || char(10)), 0) > 0"


def _any(value: str, parameters: Parameters) -> str:
    return f"instr(c.text, {parameters.add(content.NO_NAME + content.cleaned(value))} || char(10)) > 0"


def _one_of(fields: Sequence[str], value: str, parameters: Parameters) -> str:
    lines = (_line(parameters.code(name), content.cleaned(value), parameters) for name in fields)
    return parameters.holding(value, f"{_any(value, parameters)} AND ({' OR '.join(lines)})")
