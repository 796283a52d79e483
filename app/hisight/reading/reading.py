"""Everything that HISight knows about a call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from hisight.calls import Call
from hisight.catalog import Catalog, Function, published
from hisight.checks import Facts, Finding, Severity, Subject, facts_of, find_rule
from hisight.checks.lazily import lazily
from hisight.profiles import Profile
from hisight.protocol import Direction
from hisight.reading import verdict
from hisight.reading.leniency import STRICT, Leniency
from hisight.wording import Words


class Parts(NamedTuple):
    """A reading on its way to another process: without the catalog, which that has too."""

    call: Call
    """The opened messages."""
    findings: tuple[Finding, ...]
    """What disagrees."""
    switched_off: tuple[Finding, ...]
    """What disagrees, but the profile does not want to hear of it."""
    leniency: Leniency
    """What the profile lets pass."""
    across: tuple[Finding, ...]
    """Those of the findings that the calls before it show."""
    profile: Profile | None
    """The profile that its peer has."""


@dataclass(frozen=True)
class Reading:
    """Everything that HISight knows about a call."""

    call: Call
    """The opened messages."""
    function: Function | None
    """The function that was called; None when the catalog has none."""
    subjects: tuple[Subject, ...]
    """Each side beside the catalog, request first."""
    findings: tuple[Finding, ...]
    """What disagrees, the worst first, lowered where the profile says so; with what the calls before it show, if it was read
    in its session."""
    switched_off: tuple[Finding, ...] = ()
    """What disagrees, but the profile does not want to hear of it; the worst first."""
    leniency: Leniency = STRICT
    """What the profile lets pass."""
    across: tuple[Finding, ...] = ()
    """Those of the findings that the calls before it show."""
    profile: Profile | None = None
    """The profile that its peer has; None when none matches."""

    @lazily
    def trace(self) -> tuple[Facts, tuple[tuple[str, str], ...]]:
        """What later calls may want to know, and kind and value of its keys; of a reading that comes from an exchange."""
        return facts_of(self.subjects)

    @lazily
    def verdict(self) -> Words:
        """What happened, whose side, the remedy, in one sentence or two; and how much the profile has switched off."""
        said = verdict.sentence(self.call, self.subjects, self.findings, self.function, self._catalog)
        off = self.leniency.switched_off(len(self.switched_off))
        return Words(f"{said.zh}（{off.zh}）", f"{said.en} ({off.en})") if self.switched_off else said

    @property
    def failed(self) -> bool:
        """True when the call did not do what was asked, for whatever reason."""
        return verdict.failed(self.call, self.subjects)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding; None without findings."""
        return self.findings[0].severity if self.findings else None

    def subject(self, direction: Direction) -> Subject | None:
        """The side of that direction; None when there is none."""
        return next((subject for subject in self.subjects if subject.direction == direction), None)

    def joined_by(self, across: Sequence[Finding]) -> Self:
        """The reading with what the calls before it show; rules that saw another side of the same mistake give way."""
        if not across:
            return self
        heard, off = self.leniency.judge(across)
        silenced = {name for finding in heard if (rule := find_rule(finding.code)) for name in rule.instead_of}
        kept = [finding for finding in self.findings if finding.name not in silenced]
        findings, switched_off = _worst_first([*heard, *kept]), _worst_first([*off, *self.switched_off])
        return replace(self, findings=findings, switched_off=switched_off, across=tuple(heard))

    @property
    def parts(self) -> Parts:
        """What `of_parts` puts together again."""
        return Parts(self.call, self.findings, self.switched_off, self.leniency, self.across, self.profile)

    @classmethod
    def of_parts(cls, parts: Parts, catalog: Catalog) -> Self:
        """The reading that `parts` are of, beside the same `catalog`."""
        function, subjects = beside(parts.call, catalog)
        return cls(
            parts.call,
            function,
            subjects,
            parts.findings,
            parts.switched_off,
            parts.leniency,
            parts.across,
            parts.profile,
        )

    @property
    def _catalog(self) -> Catalog:
        return self.subjects[0].catalog if self.subjects else published()


def beside(call: Call, catalog: Catalog) -> tuple[Function | None, tuple[Subject, ...]]:
    """The function of `catalog` that was called, and each side of `call` beside it."""
    function = catalog.function(call.fun_code, call.operation)
    return function, tuple(Subject(call, message, catalog, function) for message in call.messages)


def _worst_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank))
