"""Writing into `profiles.toml` what a profile lets pass."""

import tomlkit

from hisight.checks import Rule, find_rule
from hisight.profiles import Profile
from hisight.profiles.writing import Entries, append, change_section
from hisight.wording import Words


def write_severity(profile: Profile, rule: Rule, severity: str) -> None:
    """Let `profile` say `severity` of `rule`: one of `leniency.choices`; the rule's own takes the entry out again.

    Raises ProfileError when the file cannot be read or written; then it is as before.
    """
    written = f'severity = {{ {rule.name} = "{severity}" }}'
    remedy = Words(f"请手工写入 {written}。", f"Write {written} by hand.")
    change_section(profile, "severity", lambda section: _change(section, rule, severity), remedy)


def _change(section: Entries, rule: Rule, severity: str) -> None:
    """Put `severity` of `rule` into a section, under the spelling that its owner chose before."""
    entries = section.get("severity")
    spelling = next((name for name in entries or () if rule is find_rule(name)), rule.name)
    if severity == rule.severity:
        if entries and spelling in entries:
            del entries[spelling]
        if entries is not None and not entries:
            del section["severity"]
    elif entries is None:
        entries = tomlkit.inline_table()
        entries[spelling] = severity
        append(section, "severity", entries)
    elif spelling in entries:
        entries[spelling] = severity
    else:
        append(entries, spelling, severity)
