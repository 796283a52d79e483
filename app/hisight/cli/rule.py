"""`hisight rule`: what a finding means."""

from typing import Annotated

import typer

from hisight.checks import Rule, all_rules, find_rule
from hisight.errors import HisightError
from hisight.wording import Words


def rule(
    code: Annotated[str, typer.Argument(help="Code or name of a rule, e.g. FLD003; without it, a list.")] = "",
) -> None:
    """Explain a rule: what it checks, why it matters, an example, what to do."""
    if not code:
        for one in all_rules().values():
            typer.echo(f"{one.code:8}{one.name:24}{one.severity:9}{one.title}")
        return
    found = find_rule(code)
    if found is None:
        raise HisightError(
            Words(f"没有规则 {code}。", f"there is no rule {code}."),
            Words("运行 hisight rule 查看全部。", "Run `hisight rule` to see all."),
        )
    typer.echo(_describe(found))


def _describe(rule: Rule) -> str:
    text = "\n".join(line.removeprefix("    ") for line in rule.documentation.splitlines())
    remedy = Words(f"处理：{rule.hint.zh}", f"Remedy: {rule.hint.en}")
    return f"{rule.code} {rule.name} ({rule.severity}): {rule.title}\n\n{text}\n\n{remedy}"
