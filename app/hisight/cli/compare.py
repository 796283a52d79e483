"""`hisight compare`: two calls, or two sessions, and in what they differ."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from hisight.capture import Session
from hisight.cli.options import CatalogFolder
from hisight.compare import EVERYTHING, Comparison, How, as_text, compare
from hisight.compare import sessions as by_session
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
        ours, theirs = reader.read(session.get(left)), reader.read(session.get(right))
    found = compare(ours, theirs, how)
    if as_json:
        typer.echo(_json(left, right, ours, found))
    else:
        names = f"#{left} {_title(ours)}", f"#{right} {_title(theirs)}"
        typer.echo(as_text(found, *names, everything=everything), nl=False)
    return bool(found.differences)


def _sessions(left: Path, right: Path, reader: Reader, how: How, *, as_json: bool, everything: bool) -> bool:
    counts: Counter[str] = Counter()
    with Session.open(left) as ours, Session.open(right) as theirs:
        pairs = by_session.paired(*(list(by_session.facts_in(session, reader)) for session in (ours, theirs)))
        for pair in pairs:
            for line in _pair(pair, ours, theirs, reader, how, counts, as_json=as_json, everything=everything):
                typer.echo(line)
    if as_json:
        typer.echo(json.dumps({"event": "end", **counts}))
    else:
        typer.echo(
            Words(
                f"{counts['pairs']} 对调用：{counts['same']} 对相同，{counts['different']} 对不同；"
                f"仅左侧 {counts['left']} 个，仅右侧 {counts['right']} 个。",
                f"{counts['pairs']} pairs: {counts['same']} the same, {counts['different']} different; "
                f"only left: {counts['left']}, only right: {counts['right']}.",
            )
        )
    return bool(counts["different"] or counts["left"] or counts["right"])


def _pair(
    pair: by_session.CallPair,
    ours: Session,
    theirs: Session,
    reader: Reader,
    how: How,
    counts: Counter[str],
    *,
    as_json: bool,
    everything: bool,
) -> Iterator[str]:
    if pair.left is None or pair.right is None:
        side = "left" if pair.right is None else "right"
        session, number = (ours, pair.left) if pair.right is None else (theirs, pair.right)
        assert number is not None
        counts[side] += 1
        reading = reader.read(session.get(number))
        if as_json:
            yield json.dumps({"event": "pair", "left": pair.left, "right": pair.right, "function": _title(reading)})
        else:
            told = Words("仅左侧", "only left") if side == "left" else Words("仅右侧", "only right")
            yield f"{'-' if side == 'left' else '+'} #{number} {_title(reading)}  {told}"
        return
    reading = reader.read(ours.get(pair.left))
    found = compare(reading, reader.read(theirs.get(pair.right)), how)
    counts.update(["pairs", "different" if found.differences else "same"])
    if as_json:
        yield _json(pair.left, pair.right, reading, found)
    elif found.differences or everything:
        yield f"#{pair.left} | #{pair.right}  {_title(reading)}"
        shown = [line for line in (*found.request, *found.response) if everything or line.differs]
        yield from (f"    {text}" for text in written(shown))


def _json(left: int, right: int, reading: Reading, found: Comparison) -> str:
    facts: dict[str, Any] = {
        "event": "pair",
        "left": left,
        "right": right,
        "function": _title(reading),
        "aside": found.aside,
        "differences": [
            {"path": line.path, "kind": line.kind, "left": line.left, "right": line.right} for line in found.differences
        ],
    }
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
