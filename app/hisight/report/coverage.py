"""What a session, or several together, shows of the interface: function by function, field by field, rule by rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hisight.catalog import Catalog
from hisight.checks import Severity
from hisight.protocol import Direction
from hisight.report.observation import FieldPlace
from hisight.wording import Words


class CallId(NamedTuple):
    """A call of one of the sessions that a report is about."""

    session: int
    """Which session, from 0."""
    number: int
    """Its number there."""


State = Literal["clean", "remarks", "errors", "failing", "unseen"]
"""How a function stands: it conforms, it has warnings, it has errors, it never succeeded, it was never called."""

STATES: Mapping[State, Words] = {
    "clean": Words("符合", "conforms"),
    "remarks": Words("有提醒", "warnings"),
    "errors": Words("不符合", "errors"),
    "failing": Words("从未成功", "never succeeded"),
    "unseen": Words("未调用", "not called"),
}


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A row of the interface, and how it was used."""

    place: FieldPlace
    """Which."""
    required: bool
    """True when the text asks for it."""
    filled: int
    """How often it had a value."""
    empty: int
    """How often it stood there without one."""
    missing: int
    """How often its group was there without it."""
    codes: Mapping[str, int]
    """Values of its code table that were met, in the table's order, and how often."""
    untried: tuple[str, ...]
    """Values of its code table that were never met."""
    unknown: Mapping[str, int]
    """Values that its code table does not have, as far as they may be shown."""

    @property
    def never(self) -> bool:
        """True when no message had it."""
        return not (self.filled or self.empty)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that is broken on one side, in one field."""

    code: str
    """The rule's code."""
    severity: Severity
    """How much it matters."""
    direction: Direction
    """On which side."""
    place: str
    """The field; empty for the message as a whole."""
    count: int
    """How often."""
    calls: int
    """In how many calls."""
    example: CallId
    """The first of them."""


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """A function of the interface, or one that it does not have, and how it was used."""

    code: str
    """FUN_CODE, as the catalog has it, else as it was called."""
    name: str
    """Its name; empty where the catalog has no such function."""
    title: str
    """Its Chinese title."""
    heading: str
    """The chapter of the text that it stands in."""
    calls: int
    """How many calls."""
    failed: int
    """How many of them did not do what was asked."""
    return_codes: Mapping[str, int]
    """RETURN_CODEs and how often; the empty one is no answer, or none that says."""
    signatures: Mapping[Direction, Mapping[str, int]]
    """Verdicts on the signature of each side, and how often."""
    fields: tuple[FieldUse, ...]
    """Every row of ROOT and of both tables; none for a function that was not called."""
    rules: tuple[RuleUse, ...]
    """What disagrees, the worst first."""
    p50_ms: float
    """Half of the calls took at most so many milliseconds."""
    p95_ms: float
    """95 of 100 calls took at most so many milliseconds."""
    max_ms: float
    """The slowest took so many milliseconds."""
    example: CallId | None
    """The first call; None without any."""
    failure: CallId | None
    """The first call that failed; None without any."""

    @property
    def label(self) -> str:
        """`2005 LockReg`."""
        return f"{self.code} {self.name}".strip()

    @property
    def state(self) -> State:
        """How it stands."""
        if not self.calls:
            return "unseen"
        if any(rule.severity is Severity.ERROR for rule in self.rules):
            return "errors"
        if self.failed == self.calls:
            return "failing"
        return "remarks" if any(rule.severity is Severity.WARNING for rule in self.rules) else "clean"

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(rule.count for rule in self.rules if rule.severity is severity)

    def signed(self, verdict: str) -> int:
        """How many messages have that verdict on their signature."""
        return sum(counts.get(verdict, 0) for counts in self.signatures.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole interface, and how it was used."""

    catalog: Catalog
    """The interface."""
    sessions: tuple[str, ...]
    """Names of the session files."""
    functions: tuple[FunctionUse, ...]
    """Every function of the interface in its order, then those that it does not have."""
    surrounding: int
    """Calls that only surround the others: a GET of the WSDL."""
    first: float
    """When the first call began, in seconds since 1970; 0 without calls."""
    last: float
    """When the last call began."""

    @property
    def published(self) -> tuple[FunctionUse, ...]:
        """The functions of the interface."""
        return self.functions[: len(self.catalog.functions)]

    @property
    def others(self) -> tuple[FunctionUse, ...]:
        """What was called and is no function of the interface."""
        return self.functions[len(self.catalog.functions) :]

    @property
    def seen(self) -> int:
        """How many functions of the interface were called."""
        return sum(one.calls > 0 for one in self.published)

    @property
    def calls(self) -> int:
        """How many calls of a function."""
        return sum(one.calls for one in self.functions)

    @property
    def failed(self) -> int:
        """How many of them failed."""
        return sum(one.failed for one in self.functions)

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(one.count(severity) for one in self.functions)

    def in_state(self, state: State) -> int:
        """How many functions of the interface stand so."""
        return sum(one.state == state for one in self.published)
