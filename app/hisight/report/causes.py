"""The few causes that explain most of what went wrong: the symptom that most calls share first, then the one that most of the
others share, and so on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hisight.report.coverage import CallId
from hisight.report.observation import SURROUNDING, Observation
from hisight.report.recheck import Recheck
from hisight.report.symptoms import Symptom
from hisight.wording import Words

MOST = 12
"""Causes that are told; what they leave is a call here and there."""

EXAMPLES = 5
"""Calls that a cause names."""


class Evidence(NamedTuple):
    """A call that shows a cause."""

    call: CallId
    """Which."""
    started: float
    """When its request began, in seconds since 1970: the other side does not know our numbers."""
    function: str
    """What it called: `2005 LockReg`."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause, and the calls that it explains."""

    symptoms: tuple[Symptom, ...]
    """What is wrong: one thing, or several of one rule that the same calls have."""
    calls: tuple[Evidence, ...]
    """Every call that has it, in order."""
    newly: int
    """How many of them no cause before it explains."""
    recheck: Recheck | None = None
    """What passes once it is mended; None where nobody has looked, or nothing in the messages can be mended."""

    @property
    def first(self) -> Symptom:
        """The symptom that speaks for all."""
        return self.symptoms[0]

    @property
    def what(self) -> Words:
        """What is wrong, as a clause; further places of the same kind behind the first."""
        others = [one.what for one in self.symptoms[1:]]
        places = [one.detail[-1] if one.kind == "rule" else "" for one in self.symptoms[1:]]
        if not others:
            return self.first.what
        if all(places):
            return Words(f"{self.first.what.zh}、{'、'.join(places)}", f"{self.first.what.en}, {', '.join(places)}")
        return Words(
            "；".join((self.first.what.zh, *(one.zh for one in others))),
            "; ".join((self.first.what.en, *(one.en for one in others))),
        )

    @property
    def functions(self) -> tuple[str, ...]:
        """What was called, the most frequent first."""
        return tuple(name for name, _ in Counter(one.function for one in self.calls).most_common())


@dataclass(slots=True)
class Trouble:
    """Every call that failed or does not conform, by its symptoms."""

    calls: int = 0
    """How many."""
    _by_symptom: dict[Symptom, list[Evidence]] = field(default_factory=dict)

    def add(self, session: int, one: Observation) -> None:
        """Take in a call of the session with that index."""
        if not one.symptoms or one.called == SURROUNDING:
            return
        self.calls += 1
        evidence = Evidence(CallId(session, one.number), one.started, one.called)
        for symptom in one.symptoms:
            self._by_symptom.setdefault(symptom, []).append(evidence)

    def causes(self) -> list[Cause]:
        """The causes, the one that explains most first; at most `MOST`."""
        return list(_covering(self._together()))

    def _together(self) -> list[tuple[tuple[Symptom, ...], tuple[Evidence, ...]]]:
        """Symptoms of one rule that just the same calls have, taken together: five fields that are missing in each answer."""
        groups: dict[tuple[object, ...], list[Symptom]] = {}
        for symptom, calls in self._by_symptom.items():
            groups.setdefault((symptom.kind, symptom.direction, symptom.rule, tuple(calls)), []).append(symptom)
        return [(tuple(symptoms), tuple(self._by_symptom[symptoms[0]])) for symptoms in groups.values()]


def _covering(groups: Sequence[tuple[tuple[Symptom, ...], tuple[Evidence, ...]]]) -> Iterator[Cause]:
    left = [(symptoms, calls, {one.call for one in calls}) for symptoms, calls in groups]
    for _ in range(MOST):
        # Of equals the one with more calls in all, then the one that was met first.
        best = max(left, key=lambda one: (len(one[2]), len(one[1])), default=None)
        if best is None or not best[2]:
            return
        symptoms, calls, newly = best
        yield Cause(symptoms, calls, len(newly))
        left = [(others, theirs, open_ - newly) for others, theirs, open_ in left if others is not symptoms]
