"""The rules: each a small generator that knows only its own check, registered under a code that is never used again."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from hisight.checks import across, rules
from hisight.checks.facts import Facts
from hisight.checks.finding import Finding, Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.subject import Subject
from hisight.protocol import Direction
from hisight.wording import NOTHING, Words, bounded

MOST_FOUND = 1000
"""Findings of one rule in one message; nobody reads more, and a hundred thousand would fill the memory."""

HEADINGS = ("What", "Why", "Example")
"""What every rule's documentation has, in this order."""

Check = Callable[[Subject], Iterator[Found]]
CheckAcross = Callable[[Facts, Sequence[Facts]], Iterator[Found]]


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
    check: Check | None = None
    """The generator, for what one message shows."""
    across: CheckAcross | None = None
    """The generator, for what a call shows together with those before it."""
    when: frozenset[Occasion] = frozenset()
    """What a message must have, one of them at least, for the rule to find anything in it; empty where it looks at each."""
    side: Direction | None = None
    """The side of a call that it looks at; None where it looks at both."""
    instead_of: tuple[str, ...] = ()
    """Rules that see another side of the same mistake, and are silent where this one speaks."""

    @property
    def function(self) -> Check | CheckAcross:
        """The generator, whichever it is."""
        found = self.check or self.across
        assert found is not None
        return found

    @property
    def documentation(self) -> str:
        """What it checks, why it matters, an example: the docstring of the generator."""
        return (self.function.__doc__ or "").strip()

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The documentation as pairs of heading (`What`, `Why`, `Example`; empty for what stands before) and text in one line."""
        paragraphs = (" ".join(one.split()) for one in self.documentation.split("\n\n"))
        return tuple(_section(paragraph) for paragraph in paragraphs)


def _section(paragraph: str) -> tuple[str, str]:
    heading, colon, text = paragraph.partition(": ")
    return (heading, text) if colon and heading in HEADINGS else ("", paragraph)


_registered: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    severity: Severity,
    title: Words,
    hint: Words = NOTHING,
    *,
    when: Iterable[Occasion] = (),
    side: Direction | None = None,
) -> Callable[[Check], Check]:
    """Register a generator of `Found` as the rule `name` with its `code`.

    It is not run where there is none of the occasions `when`, nor on another `side`: it would find nothing there.
    """

    def register(check: Check) -> Check:
        _register(Rule(code, name, severity, hint, title, check, when=frozenset(when), side=side))
        return check

    return register


def rule_across(
    code: str, name: str, severity: Severity, title: Words, hint: Words = NOTHING, *, instead_of: tuple[str, ...] = ()
) -> Callable[[CheckAcross], CheckAcross]:
    """Register a generator that is given a call and the calls before it that concern it, oldest first."""

    def register(check: CheckAcross) -> CheckAcross:
        _register(Rule(code, name, severity, hint, title, across=check, instead_of=instead_of))
        return check

    return register


def _register(made: Rule) -> None:
    if made.code in _registered:
        raise ValueError(f"rule code {made.code} is taken by {_registered[made.code].name}")
    _registered[made.code] = made


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code."""
    for package in (rules, across):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return MappingProxyType(dict(sorted(_registered.items())))


def find_rule(name_or_code: str) -> Rule | None:
    """The rule with this code or name, without regard to case; None when there is none."""
    wanted = name_or_code.lower()
    return next((one for one in all_rules().values() if wanted in (one.code.lower(), one.name)), None)


def check(subject: Subject) -> list[Finding]:
    """Put `subject` through every rule; the worst findings first, else in the order of rules and of the message."""
    findings: list[Finding] = []
    arguments, direction, overlay_of = (subject,), subject.direction, subject.overlay_of
    for one, find in _rules_for(direction, subject.occasions):
        _run(one, find, arguments, findings, direction, overlay_of)
    return sorted(findings, key=_rank)


@lru_cache(1024)
def _rules_for(direction: Direction, occasions: frozenset[Occasion]) -> Sequence[tuple[Rule, Check]]:
    """The rules that may find something in a message on that side with these `occasions`."""
    return [
        (one, one.check)
        for one in all_rules().values()
        if one.check is not None
        and one.side in (None, direction)
        and (not one.when or not one.when.isdisjoint(occasions))
    ]


def _naming(overlay: str, hint: Words) -> Words:
    """`hint`, and that it is not the published text that says so."""
    return Words(
        f"{hint.zh}此处以本地修订“{overlay}”为准，与公布的文档不同。",
        f"{hint.en} Here the overlay “{overlay}” counts, not the published text.".lstrip(),
    )


def check_across(this: Facts, earlier: Sequence[Facts]) -> list[Finding]:
    """Put the call `this` through every rule across calls; `earlier` are calls before it, oldest first.

    What HISight has sent itself is nobody's mistake: of a replay only the answer is judged, and nothing that came before it.
    """
    concerned = [one for one in earlier if this.concerns(one)]
    findings: list[Finding] = []
    for one in all_rules().values():
        if one.across is not None:
            _run(one, one.across, (this, concerned), findings, "request")
    return [finding for finding in findings if finding.direction == "response" or not this.replayed]


def _rank(finding: Finding) -> int:
    return finding.severity.rank


def _run(
    one: Rule,
    find: Callable[..., Iterator[Found]],
    arguments: tuple[object, ...],
    findings: list[Finding],
    direction: Direction,
    overlay_of: Callable[[str, str], str] = lambda _path, _catalog: "",
) -> None:
    """Append to `findings` what the rule `one` finds, up to `MOST_FOUND`; then one that says that there is more.

    That stands where the first of them does. A loop and no chain of generators: nearly every rule finds nothing, and with
    seven dozens of them for each message that is what costs.
    """
    first: Found | None = None
    count = 0
    try:
        for found in find(*arguments):
            first = first or found
            count += 1
            if count > MOST_FOUND:
                findings.append(_finding(one, replace(first, message=_more()), direction, overlay_of))
                break
            findings.append(_finding(one, found, direction, overlay_of))
    except Exception as error:  # noqa: BLE001 - one broken rule must not take the others with it
        reason = f"{type(error).__name__}: {error}"
        findings.append(
            Finding(
                code="INT001",
                name="rule-crashed",
                severity=Severity.NOTE,
                direction=direction,
                path="",
                message=Words(f"规则 {one.code} 自身出错：{reason}", f"rule {one.code} itself failed: {reason}"),
                hint=Words(
                    "这是 HISight 的缺陷，请附上此消息反馈。",
                    "This is a defect of HISight; please report it with this message.",
                ),
                catalog="",
            )
        )


def _more() -> Words:
    return Words(
        f"同样的问题超过 {MOST_FOUND} 处，其余不再列出。", f"more than {MOST_FOUND} like this; the rest are not listed."
    )


def _finding(one: Rule, found: Found, direction: Direction, overlay_of: Callable[[str, str], str]) -> Finding:
    overlay = overlay_of(found.path, found.catalog)
    hint = found.hint if found.hint != NOTHING else one.hint
    return Finding(
        code=one.code,
        name=one.name,
        severity=found.severity or one.severity,
        direction=found.direction or direction,
        path=found.path,
        message=bounded(found.message),
        hint=_naming(overlay, hint) if overlay else hint,
        catalog=found.catalog,
        overlay=overlay,
        calls=found.calls,
    )
