"""Terms about what was recorded of a call, and what the user put to it: known at once, without reading the call."""

from hisight.capture.filtering.names import Operator
from hisight.capture.filtering.parts import Parameters, Part, recorded
from hisight.capture.filtering.query import Term
from hisight.capture.filtering.tokens import fold
from hisight.capture.filtering.values import number, span

_NUMBERS = {"ms": "e.duration_ms", "status": "e.status", "id": "e.id"}
_REST = "substr(e.url, instr(e.url, '://') + 3)"
_TEXTS = {"url": "e.url", "host": f"substr({_REST}, 1, instr({_REST} || '/', '/') - 1)"}
_CLOCK = "strftime('%H:%M:%S', e.started, 'unixepoch', 'localtime')"


def part(term: Term, parameters: Parameters, *, negated: bool) -> Part | None:
    """The part of a condition that `term` makes; None when it is about what was read."""
    name, value = term.name.name, term.value
    negated = negated is not (term.operator == "!=")
    if name in ("mark", "comment"):
        return _annotated(term, parameters, negated=negated)
    if name in _NUMBERS:
        sql = f"{_NUMBERS[name]} {_compared(term.operator)} {parameters.add(number(fold(value)))}"
    elif name == "time":
        sql = _in_time(term.operator, fold(value), parameters)
    elif name in _TEXTS:
        parameters.wide = True
        sql = _text(_TEXTS[name], term, parameters)
    elif name == "origin":
        parameters.wide = True
        choice = term.name.choice(value)
        sql = f"e.origin = {parameters.add(choice.value if choice else value)}"
    else:
        return None
    return recorded(sql, negated=negated)


def _compared(operator: Operator) -> str:
    return "=" if operator in (":", "!=") else operator


def _text(column: str, term: Term, parameters: Parameters) -> str:
    if term.operator == ":":
        return parameters.contained(column, term.value)
    return f"{column} = {parameters.add(term.value)}"


def _in_time(operator: Operator, value: str, parameters: Parameters) -> str:
    stretch = span(value)
    assert stretch is not None
    column = _CLOCK if isinstance(stretch.start, str) else "e.started"
    start, end = parameters.add(stretch.start), parameters.add(stretch.end)
    match operator:
        case ">":
            return f"{column} >= {end}"
        case ">=":
            return f"{column} >= {start}"
        case "<":
            return f"{column} < {start}"
        case "<=":
            return f"{column} < {end}"
    return f"{column} >= {start} AND {column} < {end}"


def _annotated(term: Term, parameters: Parameters, *, negated: bool) -> Part:
    """Few calls have a row in `mark`; all others are without colour and comment."""
    if term.name.name == "mark":
        compared, wanted = _compared(term.operator), number(fold(term.value))
        said = f"colour {compared} {parameters.add(wanted)}"
        bare = f"0 {compared} {parameters.add(wanted)}"
    else:
        said = _text("comment", term, parameters)
        bare = _text("''", term, parameters)
    annotated = f"{{id}} IN (SELECT exchange_id FROM mark WHERE {said})"  # noqa: S608
    others = f"{{id}} NOT IN (SELECT exchange_id FROM mark) AND {bare}"  # noqa: S608
    return Part(f"{'NOT ' if negated else ''}({annotated} OR {others})")
