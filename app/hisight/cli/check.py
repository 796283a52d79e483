"""`hisight check`: whole sessions read over, and what is wrong in them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hisight import wording
from hisight.capture import Session
from hisight.checks import Severity
from hisight.cli.opening import session_file
from hisight.reading import Reader, Reading
from hisight.reading.as_json import finding_json
from hisight.reading.grouped import Group, grouped
from hisight.report import writing
from hisight.report.as_junit import as_junit
from hisight.report.observation import Observation, observe
from hisight.report.reading_over import read_over
from hisight.report.tally import Tally
from hisight.wording import Words, language

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_SIDES = {"request": Words("请求", "request"), "response": Words("应答", "response")}


class Limit(StrEnum):
    """The severities that may make the command fail."""

    ERROR = "error"
    WARNING = "warning"


class Checked(NamedTuple):
    """What is kept of a call."""

    lines: str
    """What is printed of it."""
    severities: tuple[str, ...]
    """Those of its findings."""
    failed: bool
    """True when it did not do what was asked."""
    observation: Observation | None
    """What the JUnit file wants of it; None without one."""


def check(
    sessions: Annotated[
        list[Path],
        typer.Argument(metavar="SESSION...", help="Session files (*.hisight), or bundles (*.hisight.zip)."),
    ],
    profile: Annotated[str, typer.Option(help="Read every call with this profile.")] = "",
    fail_on: Annotated[Limit | None, typer.Option(help="Exit with 1 when something this bad is found.")] = None,
    junit: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write JUnit XML for a CI: a suite for each function, a case for each group of rules.",
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines for programs.")] = False,
) -> None:
    """Read sessions over and list what is wrong, call by call: in each message, and across calls.

    With --json each call is an object on a line of its own, and the counts are the last one.
    """
    reader = Reader.default(profile)
    tally = Tally(reader.catalog)
    counts: Counter[str] = Counter(calls=0, failed=0, error=0, warning=0, note=0)
    cut = None
    for index, path in enumerate(sessions):
        several = path.name if len(sessions) > 1 else ""
        if several and not as_json:
            typer.echo(f"== {several}")
        with Session.open(session_file(path, reader)) as opened:
            cut = opened.cut or cut
            look = partial(look_at, as_json=as_json, session=several, observed=junit is not None)
            for some in read_over(opened, reader.of(opened), look):
                for one in some:
                    counts.update(one.severities)
                    counts.update(calls=1, failed=one.failed)
                    if one.observation is not None:
                        tally.add(index, one.observation)
                typer.echo("".join(one.lines for one in some), nl=False)
    told = {"event": "end", **counts, **({"cut": asdict(cut)} if cut else {})}
    typer.echo(json.dumps(told) if as_json else _closing(counts))
    if cut and not as_json:
        typer.echo(cut.words)
    limit = Severity(fail_on.value) if fail_on else Severity.ERROR
    if junit is not None:
        coverage = tally.coverage([path.name for path in sessions])
        writing.put(junit, as_junit(coverage, wording.language(), limit))
    if fail_on and any(counts[one.value] for one in Severity if one.rank <= limit.rank):
        raise typer.Exit(1)


def look_at(reading: Reading, *, as_json: bool, session: str = "", observed: bool = False) -> Checked:
    """What is kept of `reading`; it runs in a process of its own, beside others.

    `session` is the name of the file where there are several, `observed` whether there is to be a JUnit file.
    """
    lines = [_json(reading, session)] if as_json else list(_report(reading))
    return Checked(
        "".join(f"{line}\n" for line in lines),
        tuple(finding.severity.value for finding in reading.findings),
        reading.failed,
        observe(reading) if observed else None,
    )


def _report(reading: Reading) -> Iterator[str]:
    """A call and its findings, one a line; nothing for a call without any."""
    if not reading.findings:
        return
    yield f"#{_number(reading)}  {_function(reading)}  {reading.verdict}"
    for group in grouped(reading.findings):
        first = group.first
        where = " ".join(filter(None, (str(_SIDES[first.direction]), first.path, _more(group))))
        yield f"  {_MARKS[first.severity]} {first.code} {first.name}  {where}  {first.message} {first.hint}".rstrip()


def _json(reading: Reading, session: str) -> str:
    facts: dict[str, Any] = {
        "event": "call",
        **({"session": session} if session else {}),
        "id": _number(reading),
        "function": _function(reading),
        "return_code": reading.call.return_code,
        "failed": reading.failed,
        "verdict": str(reading.verdict),
        "findings": [
            {"direction": finding.direction, **finding_json(finding, language())} for finding in reading.findings
        ],
    }
    return json.dumps(facts, ensure_ascii=False)


def _closing(counts: Counter[str]) -> Words:
    return Words(
        f"{counts['calls']} 次调用，{counts['failed']} 次失败；"
        f"错误 {counts['error']} 处，提醒 {counts['warning']} 处，说明 {counts['note']} 处。",
        f"{counts['calls']} calls, {counts['failed']} failed; "
        f"errors: {counts['error']}, warnings: {counts['warning']}, notes: {counts['note']}.",
    )


def _number(reading: Reading) -> int:
    assert reading.call.exchange is not None
    return reading.call.exchange.id


def _function(reading: Reading) -> str:
    return reading.function.label if reading.function else reading.call.fun_code or "-"


def _more(group: Group) -> str:
    more = len(group.findings) - 1
    return str(Words(f"等 {more + 1} 处", f"and {more} more")) if more else ""
