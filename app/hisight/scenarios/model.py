"""What a platform does with a HIS, step by step, and what it expects: as somebody has written it down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hisight.catalog import Function
from hisight.checks import Severity
from hisight.mock.faults import NO_FAULT, Fault
from hisight.mock.filling import Known
from hisight.wording import Words

ANY_CODE = "*"
"""An expected RETURN_CODE that every one fits."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answer of a step must be like."""

    return_code: str = "0"
    """RETURN_CODE; `ANY_CODE` for any."""
    present: tuple[str, ...] = ()
    """Fields that must stand in the answer with a value."""
    equal: Mapping[str, str] = field(default_factory=dict)
    """Fields and their values, which may have references."""
    matches: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Fields and what their whole values must look like."""
    no_findings: Severity | None = Severity.ERROR
    """The answer must have no finding of this severity or a worse one; None for any finding at all."""
    at_most_ms: float = 0.0
    """Milliseconds that the answer may take; 0 for any."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Which row of the answer the following steps speak of."""

    row: str
    """The element of the list."""
    where: Mapping[str, str]
    """Values that the row must have; with `!` before it one that it must not have. References are allowed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call, or one jump of the clock."""

    name: str
    """What the following steps call it."""
    function: Function | None
    """What to call; None for a jump of the clock."""
    values: Known = field(default_factory=dict)
    """Values of the request, by field; the rest of what is required is invented."""
    expect: Expectation = Expectation()
    """What must come back."""
    pick: Pick | None = None
    """A row to choose from the answer."""
    fault: Fault = NO_FAULT
    """What to do wrong on purpose."""
    repeat: str = ""
    """The step whose request is sent once more, byte for byte, in place of a new one."""
    clock: timedelta = timedelta()
    """How far to put the clock of the mock HIS forward."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps that belong together."""

    name: str
    """The name of its file, without `.toml`."""
    title: Words
    """What it is about."""
    steps: tuple[Step, ...]
    """One after the other; when one fails the rest is not tried."""
    given: Mapping[str, str]
    """Names with values for references, which the command line may overrule."""
    file: Path
    """Where it stands."""

    @property
    def moves_the_clock(self) -> bool:
        """Whether it can be run only where the clock can be put forward: against our own mock HIS."""
        return any(step.function is None for step in self.steps)
