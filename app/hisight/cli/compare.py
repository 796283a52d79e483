"""`hisight compare`: two calls, or two sessions, and in what they differ."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from hisight.capture import Session
from hisight.cli.options import CatalogFolder
from hisight.compare import EVERYTHING, Comparison, How, as_text, compare, sessions
from hisight.compare.as_text import written
from hisight.errors import HisightError
from hisight.reading import Reader, Reading
from hisight.wording import Words


def compare_command(
    left: Annotated[Path, typer.Argument(help="Session file (*.hisight).", metavar="SESSION")],
    right: Annotated[
        str, typer.Argument(help="Another session file, or the number of a call in the first.", metavar="OTHER|ID")
    ],
    other: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="The number of the call to compare it with.")
    ] = None,
    profile: Annotated[str, typer.Option(help="Read every call with this profile.")] = "",
    catalog: CatalogFolder = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Put differences in this field aside; may repeat.")
    ] = None,
    *,
    exact: Annotated[
        bool,
        typer.Option("--exact", help="Count everything: the order of rows, blanks, SIGN, times and numbers made anew."),
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Print what is the same, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines for programs.")] = False,
) -> None:
    """Compare two calls of a session (SESSION ID ID), or two sessions call by call (SESSION OTHER).

    Calls of two sessions are paired by function and by what they are about. Exit code 1 when anything differs.
    """
    reader = Reader.default(profile, catalog)
    how = EVERYTHING if exact else How.substance()
    how = how.ignoring(ignore or ())
    if other is None:
        differ = _sessions(left, Path(right), reader, how, as_json=as_json, everything=everything)
    else:
        differ = _calls(left, _number(right), other, reader, how, as_json=as_json, everything=everything)
    if differ:
        raise typer.Exit(1)


def _calls(path: Path, left: int, right: int, reader: Reader, how: How, *, as_json: bool, everything: bool) -> bool:
    with Session.open(path) as session:
        reader = reader.of(session)
        ours, theirs = reader.read(session.get(left)), reader.read(session.get(right))
    found = compare(ours, theirs, how)
    if as_json:
        typer.echo(_json(sessions.CallPair(left, right), _title(ours), found))
    else:
        names = f"#{left} {_title(ours)}", f"#{right} {_title(theirs)}"
        typer.echo(as_text(found, *names, everything=everything), nl=False)
    return bool(found.differences)


def _sessions(left: Path, right: Path, reader: Reader, how: How, *, as_json: bool, everything: bool) -> bool:
    counts: Counter[str] = Counter()
    with Session.open(left) as ours, Session.open(right) as theirs:
        facts = [list(sessions.facts_in(session, reader)) for session in (ours, theirs)]
        for found in sessions.compared(ours, theirs, reader, sessions.paired(*facts), how):
            counts[_outcome(found)] += 1
            lines = [_json(*found)] if as_json else list(_report(found, everything=everything))
            typer.echo("".join(f"{line}\n" for line in lines), nl=False)
    same, different = counts["same"], counts["different"]
    closing = Words(
        f"{same + different} 对调用：{same} 对相同，{different} 对不同；"
        f"仅左侧 {counts['only-left']} 个，仅右侧 {counts['only-right']} 个。",
        f"{same + different} pairs: {same} the same, {different} different; "
        f"only left: {counts['only-left']}, only right: {counts['only-right']}.",
    )
    typer.echo(json.dumps({"event": "end", **counts}) if as_json else closing)
    return counts.total() > same


def _outcome(found: sessions.Compared) -> str:
    if found.comparison is None:
        return "only-left" if found.pair.right is None else "only-right"
    return "different" if found.differs else "same"


def _report(found: sessions.Compared, *, everything: bool) -> Iterator[str]:
    """A pair, and below it what differs; nothing for one without differences."""
    left, right = found.pair
    if found.comparison is None:
        sign, told = ("-", Words("仅左侧", "only left")) if right is None else ("+", Words("仅右侧", "only right"))
        yield f"{sign} #{left or right}  {found.function}  {told}"
    elif found.differs or everything:
        yield f"#{left} | #{right}  {found.function}"
        lines = (*found.comparison.request, *found.comparison.response)
        yield from (f"    {text}" for text in written([one for one in lines if everything or one.differs]))


def _json(pair: sessions.CallPair, function: str, comparison: Comparison | None) -> str:
    facts: dict[str, Any] = {"event": "pair", "left": pair.left, "right": pair.right, "function": function}
    if comparison is not None:
        facts["aside"] = comparison.aside
        facts["differences"] = [
            {"path": line.path, "kind": line.kind, "left": line.left, "right": line.right}
            for line in comparison.differences
        ]
    return json.dumps(facts, ensure_ascii=False)


def _title(reading: Reading) -> str:
    return reading.function.label if reading.function else reading.call.fun_code or reading.call.operation or "-"


def _number(text: str) -> int:
    if not text.isdecimal():
        raise HisightError(
            Words(f"{text!r} 不是调用编号。", f"{text!r} is no number of a call."),
            Words("应写成 会话 编号 编号，或 会话 会话。", "Write SESSION ID ID, or SESSION SESSION."),
        )
    return int(text)
