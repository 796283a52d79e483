"""What conditions are made of: expressions with the tables they look at, and the parameters that stand for values."""

from collections.abc import Collection
from dataclasses import dataclass

from hisight.capture import content
from hisight.capture.exchange_table import storable

_WITHIN = "{0} > :low AND {0} <= :high"


@dataclass(frozen=True, slots=True)
class Part:
    """An expression over `exchange e`, `summary s` and `content c`."""

    sql: str
    """The expression; `{id}` stands for the number of the call."""
    tables: frozenset[str] = frozenset()
    """The tables it looks at."""
    needed: frozenset[str] = frozenset()
    """Those of them that must have a row for it to hold."""
    keyed: bool = False
    """True when an index leads to the calls in order of number."""


def recorded(sql: str, *, negated: bool) -> Part:
    """`sql` or its opposite, of what was recorded of a call."""
    return Part(f"NOT ({sql})" if negated else f"({sql})", frozenset("e"), frozenset("e"))


def read(table: str, sql: str, *, negated: bool, keyed: bool = False) -> Part:
    """`sql` or its opposite, of what was read in a call; neither holds while there is no row of it in `table`."""
    whole = f"({table}.exchange_id IS NOT NULL AND NOT ({sql}))" if negated else f"({sql})"
    return Part(whole, frozenset(table), frozenset(table), keyed and not negated)


class Parameters:
    """The values of a condition by the names that stand for them in SQL."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        """By name."""
        self.wide = False
        """True when rows have to be read whole, because no index holds what is compared."""

    def add(self, value: object) -> str:
        """What stands for `value` in SQL."""
        name = f"p{len(self.values)}"
        self.values[name] = storable(value)
        return f":{name}"

    def contained(self, column: str, text: str) -> str:
        """That `text` occurs in `column`, in any case of ASCII letters."""
        if any(letter.isascii() and letter.isalpha() for letter in text):
            return f"instr(lower({column}), lower({self.add(text)})) > 0"
        return f"instr({column}, {self.add(text)}) > 0"

    def having(self, tokens: Collection[str], check: str = "1") -> str:
        """That the index has all `tokens` of a call, or that it is not indexed yet and stands `check` (of `w.text`)."""
        # A cross join is taken in its order: few calls are unindexed.
        match = self.add(" AND ".join(f'"{token}"' for token in sorted(tokens)))
        return (
            "c.exchange_id IN (SELECT rowid FROM content_index "  # noqa: S608
            f"WHERE content_index MATCH {match} AND {_WITHIN.format('rowid')} "
            "UNION ALL SELECT u.exchange_id FROM unindexed u CROSS JOIN content w ON w.exchange_id = u.exchange_id "
            f"WHERE {_WITHIN.format('u.exchange_id')} AND {check})"
        )

    def code(self, field: str) -> str:
        """The code of the field with this name; NULL when no call has it."""
        return f"(SELECT code FROM field_name WHERE name = {self.add(content.cleaned(field))})"  # noqa: S608

    def holding(self, value: str, check: str) -> str:
        """That `check` (of `c.text`) holds, where a call that stands it has `value` as a whole value."""
        tokens = content.tokens_of_value(value)
        return f"{self.having(tokens)} AND {check}" if tokens else check
