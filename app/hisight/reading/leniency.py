"""What a profile lets pass: rules whose findings it lowers, and rules it does not want to hear of.

A profile says it in `profiles.toml`, by name or code: `severity = { unknown-field = "note", FLD010 = "off" }`. Nothing is
ever raised, and nothing is lost: a lowered finding keeps its original severity, and one that is switched off is counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hisight import profiles
from hisight.checks import Finding, Rule, Severity, all_rules, find_rule
from hisight.profiles import Profile
from hisight.wording import NOTHING, Words, nearest

OFF = "off"
"""What a profile writes for a rule that it does not want to hear of."""


@dataclass(frozen=True, slots=True)
class Leniency:
    """What one profile lets pass."""

    profile: str = ""
    """The profile that reads the call; empty when none matches it."""
    worst: Mapping[str, Severity | None] = field(default_factory=dict)
    """By code of a rule: the worst its findings may be; None for a rule that is switched off."""

    def judge(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """`findings` that count, lowered where the profile says so and the worst first, and those that are switched off."""
        if not self.worst:
            return sorted(findings, key=_rank), []
        counting: list[Finding] = []
        switched_off: list[Finding] = []
        for finding in findings:
            worst = self.worst.get(finding.code, finding.severity)
            if worst is None:
                switched_off.append(finding)
            elif worst.rank > finding.severity.rank:
                counting.append(replace(finding, severity=worst, original=finding.severity))
            else:
                counting.append(finding)
        return sorted(counting, key=_rank), sorted(switched_off, key=_rank)

    def lowered(self, finding: Finding) -> Words:
        """That the profile has lowered `finding`, and from what; empty where it has not."""
        if finding.original is None:
            return NOTHING
        before, now = finding.original.words, finding.severity.words
        return Words(
            f"原为{before.zh}，配置 {self.profile} 降为{now.zh}",
            f"{before.en} lowered to {now.en} by profile {self.profile}",
        )

    def switched_off(self, count: int) -> Words:
        """That the profile has switched off `count` findings; empty for none."""
        if not count:
            return NOTHING
        findings = "finding" if count == 1 else "findings"
        return Words(
            f"配置 {self.profile} 关闭了 {count} 处问题",
            f"{count} {findings} switched off by profile {self.profile}",
        )


STRICT = Leniency()
"""Lets nothing pass."""


def leniency_of(profile: Profile) -> Leniency:
    """What `profile` lets pass. Raises ProfileError that names file, profile and entry when the entry is wrong."""
    worst: dict[str, Severity | None] = {}
    for name, text in profile.severity.items():
        rule = _rule(profile, name)
        if rule.code in worst:
            raise profiles.wrong(
                profile,
                f"severity.{name}",
                Words(f"规则 {rule.code} {rule.name} 写了两次", f"the rule {rule.code} {rule.name} is given twice"),
            )
        worst[rule.code] = _severity(profile, name, rule, text)
    return Leniency(profile.name, worst)


def choices(rule: Rule) -> tuple[str, ...]:
    """What a profile may write for `rule`, its own severity first."""
    return (*(severity.value for severity in Severity if severity.rank >= rule.severity.rank), OFF)


def _rule(profile: Profile, name: str) -> Rule:
    rule = find_rule(name)
    if rule is None:
        known = [spelling for one in all_rules().values() for spelling in (one.name, one.code)]
        wanted = name.upper() if name[-1:].isdigit() else name.lower()
        why = Words(f"没有规则 {name}", f"there is no rule {name}")
        raise profiles.wrong(profile, f"severity.{name}", why, nearest(wanted, known))
    return rule


def _severity(profile: Profile, name: str, rule: Rule, text: str) -> Severity | None:
    allowed = ", ".join(choices(rule))
    if text not in (*Severity, OFF):
        why = Words(f"“{text}”应为其中之一：{allowed}", f"{text!r} should be one of {allowed}")
        raise profiles.wrong(profile, f"severity.{name}", why)
    if text == OFF:
        return None
    severity = Severity(text)
    if severity.rank < rule.severity.rank:
        own = rule.severity.words
        why = Words(
            f"规则 {rule.code} {rule.name} 本为{own.zh}，只能降低或关闭，不能改为 {text}；可用：{allowed}",
            f"the rule {rule.code} {rule.name} is a {own.en}, which can be lowered or switched off but not raised to {text}; "
            f"it takes {allowed}",
        )
        raise profiles.wrong(profile, f"severity.{name}", why)
    return severity


def _rank(finding: Finding) -> int:
    return finding.severity.rank
