"""The rules: each a small generator that knows only its own check, registered under a code that is never used again."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from hisight.checks import rules
from hisight.checks.finding import Finding, Found, Severity
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words

Check = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered check."""

    code: str
    """Stable code, e.g. `FLD003`."""
    name: str
    """The bad thing it finds, e.g. `misnamed-field`."""
    severity: Severity
    """How much it matters unless the finding says otherwise."""
    hint: Words
    """What to do about it."""
    title: Words
    """What it finds, in a few words."""
    check: Check
    """The generator."""

    @property
    def documentation(self) -> str:
        """What it checks, why it matters, an example: the docstring of the check."""
        return (self.check.__doc__ or "").strip()


_registered: dict[str, Rule] = {}


def rule(code: str, name: str, severity: Severity, title: Words, hint: Words = NOTHING) -> Callable[[Check], Check]:
    """Register a generator of `Found` as the rule `name` with its `code`."""

    def register(check: Check) -> Check:
        if code in _registered:
            raise ValueError(f"rule code {code} is taken by {_registered[code].name}")
        _registered[code] = Rule(code, name, severity, hint, title, check)
        return check

    return register


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code."""
    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"{rules.__name__}.{module.name}")
    return MappingProxyType(dict(sorted(_registered.items())))


def find_rule(name_or_code: str) -> Rule | None:
    """The rule with this code or name, without regard to case; None when there is none."""
    wanted = name_or_code.lower()
    return next((one for one in all_rules().values() if wanted in (one.code.lower(), one.name)), None)


def check(subject: Subject) -> list[Finding]:
    """Put `subject` through every rule; the worst findings first, else in the order of rules and of the message."""
    findings = [finding for one in all_rules().values() for finding in _run(one, subject)]
    return sorted(findings, key=lambda finding: finding.severity.rank)


def _naming(overlay: str, hint: Words) -> Words:
    """`hint`, and that it is not the published text that says so."""
    return Words(
        f"{hint.zh}此处以本地修订“{overlay}”为准，与公布的文档不同。",
        f"{hint.en} Here the overlay “{overlay}” counts, not the published text.".lstrip(),
    )


def _run(one: Rule, subject: Subject) -> Iterator[Finding]:
    try:
        for found in one.check(subject):
            overlay = subject.overlay_of(found.path, found.catalog)
            hint = found.hint if found.hint != NOTHING else one.hint
            yield Finding(
                code=one.code,
                name=one.name,
                severity=found.severity or one.severity,
                direction=subject.direction,
                path=found.path,
                message=found.message,
                hint=_naming(overlay, hint) if overlay else hint,
                catalog=found.catalog,
                overlay=overlay,
            )
    except Exception as error:  # noqa: BLE001 - one broken rule must not take the others with it
        reason = f"{type(error).__name__}: {error}"
        yield Finding(
            code="INT001",
            name="rule-crashed",
            severity=Severity.NOTE,
            direction=subject.direction,
            path="",
            message=Words(f"规则 {one.code} 自身出错：{reason}", f"rule {one.code} itself failed: {reason}"),
            hint=Words(
                "这是 HISight 的缺陷，请附上此消息反馈。",
                "This is a defect of HISight; please report it with this message.",
            ),
            catalog="",
        )
