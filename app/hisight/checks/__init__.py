"""Rules that compare a message with the interface, and what they find."""

from hisight.checks.alignment import Aligned
from hisight.checks.finding import Finding, Severity
from hisight.checks.registry import Rule, all_rules, check, find_rule
from hisight.checks.subject import SUCCESS, Subject

__all__ = ["SUCCESS", "Aligned", "Finding", "Rule", "Severity", "Subject", "all_rules", "check", "find_rule"]
