"""A call as the verdict looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hisight.calls import Call
from hisight.catalog import Catalog, Function
from hisight.checks import Finding, Severity
from hisight.protocol import Direction


@dataclass(frozen=True, slots=True)
class Case:
    """A call with what the questions of the verdict ask about it."""

    call: Call
    """The opened messages."""
    function: Function | None
    """The function that was called; None when the catalog has none."""
    findings: Sequence[Finding]
    """What disagrees, the worst first."""
    catalog: Catalog
    """The interface."""

    def errors(self, direction: Direction) -> list[Finding]:
        """What is an error on one side, but for its signature."""
        return [
            finding
            for finding in self.findings
            if finding.direction == direction and finding.severity is Severity.ERROR and finding.name != "bad-signature"
        ]

    def against_earlier_calls(self) -> list[Finding]:
        """What the request should not have asked after the calls before it."""
        return [
            finding
            for finding in self.findings
            if finding.direction == "request" and finding.calls and finding.severity is not Severity.NOTE
        ]
