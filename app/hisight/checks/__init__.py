"""Rules that compare a message with the interface, and what they find."""

from hisight.checks.alignment import Aligned
from hisight.checks.facts import Facts
from hisight.checks.finding import Finding, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import Rule, all_rules, check, check_across, find_rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.checks.traces import facts_of

__all__ = [
    "SUCCESS",
    "Aligned",
    "Facts",
    "Finding",
    "Occasion",
    "Rule",
    "Severity",
    "Subject",
    "all_rules",
    "check",
    "check_across",
    "facts_of",
    "find_rule",
]
