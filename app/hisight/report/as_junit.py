"""The report as JUnit XML, which every CI can show: a function is a suite, each group of rules a case in it."""

from collections.abc import Iterator, Mapping

from hisight.checks import Severity, all_rules, find_rule
from hisight.protocol import markup
from hisight.report.coverage import Coverage, FunctionUse
from hisight.report.letters import SIDE_NAMES
from hisight.report.symptoms import SIDES
from hisight.report.tables import call_name
from hisight.wording import Language, Words

GROUPS: Mapping[str, Words] = {
    "NET": Words("网络与 HTTP", "network and HTTP"),
    "CHR": Words("字符集", "charset"),
    "XML": Words("XML", "XML"),
    "ENV": Words("基本参数", "envelope"),
    "SIG": Words("签名", "signature"),
    "PAY": Words("加密与业务参数", "payload"),
    "FLD": Words("字段", "fields"),
    "RET": Words("返回码", "return codes"),
    "SES": Words("跨调用", "across calls"),
    "INT": Words("HISight 自身", "HISight itself"),
}
"""What the rules are about whose codes begin so."""


def as_junit(coverage: Coverage, language: Language, fail_on: Severity = Severity.ERROR) -> bytes:
    """The document as UTF-8. What is found and at least as bad as `fail_on` fails its case; a function without calls is skipped."""
    suites = "".join(_suite(one, coverage, language, fail_on) for one in coverage.functions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="hisight">\n{suites}</testsuites>\n'.encode()


def _suite(one: FunctionUse, coverage: Coverage, language: Language, fail_on: Severity) -> str:
    cases = list(_cases(one, coverage, language, fail_on))
    failed, skipped = (sum(part in case for case in cases) for part in ("<failure", "<skipped"))
    name = _attribute(f"{one.label} {one.title}")
    counts = f'tests="{len(cases)}" failures="{failed}" skipped="{skipped}"'
    return f'<testsuite name="{name}" {counts}>\n{"".join(cases)}</testsuite>\n'


def _cases(one: FunctionUse, coverage: Coverage, language: Language, fail_on: Severity) -> Iterator[str]:
    if not one.calls:
        skipped = _attribute(Words("没有调用", "not called").in_(language))
        yield _case(one, Words("调用", "calls").in_(language), f'<skipped message="{skipped}"/>')
        return
    groups = dict.fromkeys([*(code[:3] for code in all_rules()), *(rule.code[:3] for rule in one.rules)])
    for group in groups:
        inside = ""
        for rule in one.rules:
            if rule.code[:3] == group and rule.severity.rank <= fail_on.rank:
                known, side = find_rule(rule.code), SIDE_NAMES[SIDES[rule.direction]].in_(language)
                title = known.title.in_(language) if known else rule.code
                calls = Words(f"{rule.calls} 次调用", f"calls: {rule.calls}").in_(language)
                example = call_name(rule.example, coverage)
                said = " ".join(filter(None, (rule.code, title, rule.place, f"({side}, {calls}, {example})")))
                inside += (
                    f'<failure type="{rule.severity}" message="{_attribute(said)}">{markup.escape(said)}</failure>'
                )
        yield _case(one, GROUPS[group].in_(language) if group in GROUPS else group, inside)


def _case(one: FunctionUse, name: str, inside: str) -> str:
    return f'<testcase classname="{_attribute(one.label)}" name="{_attribute(name)}">{inside}</testcase>\n'


def _attribute(text: str) -> str:
    return markup.escape(" ".join(text.split())).replace('"', "&quot;")
