"""What a filter asks, as a condition for SQL. Values travel as parameters, never in the text.

The tables are `exchange e`, `summary s` and `content c`. A condition upon what was read in a call does not hold for a call that
nobody has read yet, nor does its opposite. The parameters `low` and `high` bound the numbers that are asked about.
"""

from dataclasses import dataclass, field

from hisight.capture import content
from hisight.capture.filtering import reading_terms, recorded_terms
from hisight.capture.filtering.parts import Parameters, Part, read
from hisight.capture.filtering.query import All, Either, Node, Not, Term, Word

_NUMBER = {"e": "e.id", "s": "s.exchange_id", "c": "c.exchange_id"}
_TABLE = {"e": "exchange e", "s": "summary s", "c": "content c"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A question to a session: FROM and WHERE, and the parameters."""

    source: str
    """What follows FROM."""
    number: str
    """The expression for the number of the call."""
    sql: str
    """What follows WHERE."""
    parameters: dict[str, object] = field(hash=False)
    """Its named parameters, but for `low` and `high`."""
    by_index: bool
    """True when one look into an index answers it as a whole; else rows are looked through, part by part."""
    keyed: bool
    """True when that index leads to the calls in order of number, so that the first need not wait for the last."""


def condition(node: Node) -> Condition:
    """The condition that holds for the calls that `node` asks for."""
    parameters = Parameters()
    part = _part(node, parameters, negated=False)
    source, number = _source(part)
    by_index = len(part.tables) <= 1 and "c" not in part.tables and not parameters.wide
    return Condition(source, number, part.sql.replace("{id}", number), parameters.values, by_index, part.keyed)


def _source(part: Part) -> tuple[str, str]:
    """The fewest tables, the one that has a row for each call that is let through first."""
    tables = [table for table in "sce" if table in part.tables] or ["e"]
    if len(tables) == 1 and (tables[0] == "e" or part.needed):
        return _TABLE[tables[0]], _NUMBER[tables[0]]
    first, *others = tables if "e" not in tables and part.needed >= set(tables) else ["e", *(set(tables) - {"e"})]
    joins = (
        f" {'' if table in part.needed else 'LEFT '}JOIN {_TABLE[table]} ON {_NUMBER[table]} = {_NUMBER[first]}"
        for table in sorted(others)
    )
    return _TABLE[first] + "".join(joins), _NUMBER[first]


def _part(node: Node, parameters: Parameters, *, negated: bool) -> Part:
    match node:
        case Not(of):
            return _part(of, parameters, negated=not negated)
        case All(of) | Either(of):
            parts = [_part(one, parameters, negated=negated) for one in of]
            return _joined(parts, every=isinstance(node, All) is not negated)
        case Word(text):
            return _word(text, parameters, negated=negated)
    return _term(node, parameters, negated=negated)


def _joined(parts: list[Part], *, every: bool) -> Part:
    if not parts:
        return Part("1" if every else "0")
    tables = frozenset[str]().union(*(part.tables for part in parts))
    needed = [part.needed for part in parts]
    together = frozenset[str]().union(*needed) if every else needed[0].intersection(*needed[1:])
    sql = (" AND " if every else " OR ").join(part.sql for part in parts)
    return Part(f"({sql})", tables, together, every and any(part.keyed for part in parts))


def _word(text: str, parameters: Parameters, *, negated: bool) -> Part:
    word = content.cleaned(text)
    tokens = content.tokens_of_word(word)
    if word in tokens:  # two neighbours are in the index exactly where they are in the text
        return read("c", parameters.having(tokens, parameters.contained("w.text", word)), negated=negated)
    found = parameters.contained("c.text", word)
    return read("c", f"{parameters.having(tokens)} AND {found}" if tokens else found, negated=negated)


def _term(term: Term, parameters: Parameters, *, negated: bool) -> Part:
    made = recorded_terms.part(term, parameters, negated=negated)
    return made or reading_terms.part(term, parameters, negated=negated)
