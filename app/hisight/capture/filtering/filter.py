"""Which calls of a session to show: a text, and the chips above the list."""

from dataclasses import dataclass

from hisight.capture.filtering.names import named
from hisight.capture.filtering.parsing import parse
from hisight.capture.filtering.query import All, Node, Term

SLOW_MS = 1000
"""From this many milliseconds on a call counts as slow."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A text and a set of chips; a call must satisfy all of them."""

    text: str = ""
    """What is asked, in the language of filters."""
    failed: bool = False
    """Only calls that failed."""
    bad_signature: bool = False
    """Only calls where a receiver who follows the agreement would refuse a signature: it is wrong, or made otherwise."""
    findings: bool = False
    """Only calls with an error or a warning against the interface."""
    slow: bool = False
    """Only calls of `SLOW_MS` or longer."""
    writes: bool = False
    """Only calls that change data or move money."""

    def asks(self) -> Node:
        """What it asks, as a tree. Raises QueryError when the text cannot be understood."""
        chips = [
            (self.failed, ("failed", ":", "yes")),
            (self.bad_signature, ("sign", ":", "bad")),
            (self.findings, ("sev", ">=", "warning")),
            (self.slow, ("ms", ">=", str(SLOW_MS))),
            (self.writes, ("writes", ":", "yes")),
        ]
        terms = [_term(*term) for pressed, term in chips if pressed]
        return All((parse(self.text).root, *terms))


def _term(name: str, operator: str, value: str) -> Term:
    known = named(name)
    assert known is not None
    return Term(known, operator, value)  # type: ignore[arg-type]
