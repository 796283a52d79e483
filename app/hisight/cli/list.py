"""`hisight list`: the calls of a session that a filter lets through, one a line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from hisight.capture import Row, Session, Summary
from hisight.cells import cells
from hisight.cli.asking import asked
from hisight.cli.capture_printer import remark
from hisight.cli.opening import session_file
from hisight.cli.progress import ProgressLine
from hisight.follow import read_first
from hisight.reading import Reader
from hisight.wording import Words

_AT_ONCE = 500  # rows in memory


def list_calls(
    session: Annotated[Path, typer.Argument(help="Session file (*.hisight), or bundle (*.hisight.zip).")],
    text: Annotated[
        str, typer.Argument(metavar="FILTER", help="Which calls: 'fun:2007 code!=0 (号源 or ms>500)'. Default: all.")
    ] = "",
    limit: Annotated[int, typer.Option(help="At most so many, the first ones; 0 means all.", min=0)] = 0,
    *,
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines for programs.")] = False,
) -> None:
    """List the calls of a session as they were read, in order of arrival; see the filter of the window.

    Words are looked for in everything that was read. Comparisons: fun code user hospital sign sev finding failed writes ms time
    patient receipt value status url host origin mark comment id, and any field of a message (LOCK_ID=...), by : = != > >= < <=.
    They are joined by blanks (and), or, not, and brackets. Exit code 2 for a filter that cannot be understood.
    """
    chosen = asked(text)
    with Session.open(session_file(session)) as opened:
        _read_what_is_new(opened)
        numbers = islice((number for part in opened.search(chosen) for number in part), limit or None)
        if count:
            found = sum(1 for _ in numbers)
            typer.echo(json.dumps({"count": found}) if as_json else found)
            return
        while part := list(islice(numbers, _AT_ONCE)):
            lines = map(_json, opened.rows(part)) if as_json else _lines(opened.rows(part))
            typer.echo("".join(f"{line}\n" for line in lines), nl=False)


def _read_what_is_new(session: Session) -> None:
    """Calls that nobody has read, such as imported ones, are not found; where that cannot be kept, it is said."""
    if not session.unread_count():
        return
    progress = ProgressLine(Words("正在解读", "reading"))
    try:
        read_first(session, Reader.default(), progress)
    finally:
        progress.end()
    if unread := session.unread_count():
        remark(
            Words(
                f"有 {unread} 次调用未能解读：会话文件无法写入。",
                f"{unread} calls are not read: the session file cannot be written.",
            )
        )


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    return ("  ".join(cells(row, row.summary or Summary(row.id))).rstrip() for row in rows)


def _json(row: Row) -> str:
    facts = {
        "id": row.id,
        "started": row.started,
        "ms": round(row.duration_ms, 3),
        "url": row.url,
        "status": row.status,
        "error": row.error,
        "origin": row.origin,
        "parent": row.parent,
        "mark": row.colour,
        "comment": row.comment,
        "read": row.summary is not None,
    }
    if row.summary is not None:
        read = asdict(row.summary)
        facts |= {name: value for name, value in read.items() if name not in ("exchange_id", "values", "trace")}
    return json.dumps(facts, ensure_ascii=False)
