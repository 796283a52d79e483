"""What got better or worse from one report to the next: rules that are new, mended, or broken more or less often."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hisight.checks import Severity, find_rule
from hisight.protocol import Direction
from hisight.report.coverage import Coverage, FunctionUse, RuleUse
from hisight.wording import Words

Change = Literal["new", "worse", "better", "mended", "first-seen", "gone"]
"""Of a rule: it was not broken before, is broken by a greater or a smaller share of the calls, or no longer though the function
was called; of a function: it was not called before, or is no longer."""

CHANGES: Mapping[Change, Words] = {
    "new": Words("新出现", "new"),
    "worse": Words("变差", "worse"),
    "better": Words("变好", "better"),
    "mended": Words("已改正", "mended"),
    "first-seen": Words("首次调用", "first called"),
    "gone": Words("未再调用", "not called any more"),
}
"""What each is called, the bad news first."""

_ORDER = tuple(CHANGES)
_Key = tuple[str, Direction, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that changed."""

    change: Change
    """How."""
    function: str
    """The function, `2005 LockReg`."""
    what: Words
    """The rule in a few words, and its field; for failures and functions as a whole what they are."""
    before: tuple[int, int]
    """In how many calls before, of how many."""
    after: tuple[int, int]
    """In how many calls now, of how many."""

    @property
    def is_good(self) -> bool:
        """True for what got better."""
        return self.change in ("better", "mended", "first-seen")


def trend(before: Coverage, after: Coverage) -> list[Step]:
    """What changed from `before` to `after`, the bad news first, then in the order of the interface."""
    earlier = {one.label: one for one in before.functions}
    steps = [step for one in after.functions for step in _of_function(earlier.get(one.label), one)]
    known = {one.label for one in after.functions}
    steps += [_step("gone", one, _NOT_CALLED, one.calls, 0, 0, 0) for one in before.others if one.label not in known]
    return sorted(steps, key=lambda step: _ORDER.index(step.change))


_CALLED = Words("调用", "calls")
_NOT_CALLED = Words("调用", "calls")
_FAILED = Words("失败", "failures")


def _of_function(before: FunctionUse | None, after: FunctionUse) -> Iterator[Step]:
    called_before = before.calls if before else 0
    if not called_before and after.calls:
        yield _step("first-seen", after, _CALLED, 0, 0, after.calls, after.calls)
    if called_before and not after.calls:
        yield _step("gone", after, _NOT_CALLED, called_before, called_before, 0, 0)
        return
    rules_before, rules_after = _calls_by_rule(before), _calls_by_rule(after)
    for key in dict.fromkeys((*rules_after, *rules_before)):
        was, now = rules_before.get(key, 0), rules_after.get(key, 0)
        if change := _change(was, called_before, now, after.calls):
            yield _step(change, after, _named(key), was, called_before, now, after.calls)
    failed_before = before.failed if before else 0
    if called_before and (change := _change(failed_before, called_before, after.failed, after.calls)):
        yield _step(change, after, _FAILED, failed_before, called_before, after.failed, after.calls)


def _calls_by_rule(one: FunctionUse | None) -> dict[_Key, int]:
    rules: tuple[RuleUse, ...] = one.rules if one else ()
    return {(rule.code, rule.direction, rule.place): rule.calls for rule in rules if rule.severity is not Severity.NOTE}


def _change(was: int, of: int, now: int, of_now: int) -> Change | None:
    """How so many of so many calls compare; None where the share is the same but for a tenth of it."""
    if not was:
        return "new" if now else None
    if not now:
        return "mended"
    before, after = was / of, now / of_now
    if abs(after - before) <= before / 10:
        return None
    return "worse" if after > before else "better"


def _named(key: _Key) -> Words:
    code, _, place = key
    rule = find_rule(code)
    title = rule.title if rule else Words(code, code)
    return Words(f"{code} {title.zh} {place}".rstrip(), f"{code} {title.en} {place}".rstrip())


def _step(change: Change, one: FunctionUse, what: Words, was: int, of: int, now: int, of_now: int) -> Step:
    return Step(change, one.label, what, (was, of), (now, of_now))
