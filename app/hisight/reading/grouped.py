"""Findings that are one mistake made many times: each element of a list repeats it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hisight.checks import Finding

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Group:
    """One mistake."""

    findings: tuple[Finding, ...]
    """Where it was found, in order; at least one."""

    @property
    def first(self) -> Finding:
        """The one that speaks for all."""
        return self.findings[0]


def without_numbers(path: str) -> str:
    """The field that `path` stands in, whichever element of a list it is."""
    return _NUMBER.sub("", path)


def grouped(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """`findings` with those of one rule, side, severity and field taken together, in the order of their first.

    Those that stand in no field are taken together when they say the same.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        place = without_numbers(finding.path) or finding.message.en
        groups.setdefault((finding.code, finding.direction, finding.severity, place), []).append(finding)
    return tuple(Group(tuple(group)) for group in groups.values())
