"""`hisight check`: a whole session read over, and what is wrong in it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from hisight.capture import Session
from hisight.checks import Severity
from hisight.cli.opening import session_file
from hisight.follow import read_over
from hisight.reading import Reader, Reading
from hisight.reading.as_json import finding_json
from hisight.reading.grouped import Group, grouped
from hisight.wording import Words, language

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_SIDES = {"request": Words("请求", "request"), "response": Words("应答", "response")}


class Limit(StrEnum):
    """The severities that may make the command fail."""

    ERROR = "error"
    WARNING = "warning"


def check(
    session: Annotated[Path, typer.Argument(help="Session file (*.hisight), or bundle (*.hisight.zip).")],
    profile: Annotated[str, typer.Option(help="Read every call with this profile.")] = "",
    fail_on: Annotated[Limit | None, typer.Option(help="Exit with 1 when something this bad is found.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines for programs.")] = False,
) -> None:
    """Read a session over and list what is wrong, call by call: in each message, and across calls.

    With --json each call is an object on a line of its own, and the counts are the last one.
    """
    reader = Reader.default(profile)
    counts: Counter[str] = Counter(calls=0, failed=0, error=0, warning=0, note=0)
    with Session.open(session_file(session, reader)) as opened:
        reader = reader.of(opened)
        cut = opened.cut
        for reading in read_over(opened, reader):
            counts.update(finding.severity.value for finding in reading.findings)
            counts.update(calls=1, failed=reading.failed)
            lines = [_json(reading)] if as_json else list(_report(reading))
            typer.echo("".join(f"{line}\n" for line in lines), nl=False)
    told = {"event": "end", **counts, **({"cut": asdict(cut)} if cut else {})}
    typer.echo(json.dumps(told) if as_json else _closing(counts))
    if cut and not as_json:
        typer.echo(cut.words)
    if fail_on and any(counts[one.value] for one in Severity if one.rank <= Severity(fail_on.value).rank):
        raise typer.Exit(1)


def _report(reading: Reading) -> Iterator[str]:
    """A call and its findings, one a line; nothing for a call without any."""
    if not reading.findings:
        return
    yield f"#{_number(reading)}  {_function(reading)}  {reading.verdict}"
    for group in grouped(reading.findings):
        first = group.first
        where = " ".join(filter(None, (str(_SIDES[first.direction]), first.path, _more(group))))
        yield f"  {_MARKS[first.severity]} {first.code} {first.name}  {where}  {first.message} {first.hint}".rstrip()


def _json(reading: Reading) -> str:
    facts: dict[str, Any] = {
        "event": "call",
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
