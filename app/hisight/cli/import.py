"""`hisight import`: calls from what people have, put into a session."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import Annotated

import typer

from hisight import paths
from hisight.capture import Session, new_file
from hisight.cli.progress import ProgressLine
from hisight.errors import HisightError
from hisight.imports.arriving import Arrived, bring_in
from hisight.wording import Words

Files = Annotated[
    list[str], typer.Argument(metavar="FILE...|-", help="What to import; - is standard input, such as a pasted chat.")
]
Into = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="SESSION",
        help="Session to add to, made if need be. Default: a new one in the data folder.",
    ),
]


def import_files(
    files: Files,
    output: Into = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a file.")] = False,
) -> None:
    """Put calls into a session: from HAR, mitmproxy, pcap, Fiddler, Excel, raw HTTP, logs, chats, sessions and bundles.

    A file is known by what it contains. Messages are found in any text: with something before each line, escaped, in one line, as
    base64. What a format cannot say is told. Nothing that is imported is run, followed or fetched.
    """
    target = output or new_file(paths.user_data() / "sessions")
    is_new = not target.exists()
    errors: list[HisightError] = []
    arrived: list[Arrived] = []
    with Session.open(target, create=True) as session:
        for name in files:
            try:
                arrived.append(_brought(name, session, as_json=as_json))
            except HisightError as error:
                errors.append(error)
                typer.echo(f"hisight: {error}", err=True)
    if not arrived and is_new:
        _remove(target)
    elif not as_json:
        typer.echo(Words(f"会话：{target}", f"Session: {target}"))
    if errors:
        raise typer.Exit(2)


def _brought(name: str, session: Session, *, as_json: bool) -> Arrived:
    progress = ProgressLine(Words(f"正在导入 {name}", f"importing {name}"))
    try:
        with _file(name) as file:
            found = bring_in(file, session, lambda calls: progress(calls, calls))
    finally:
        progress.end()
    if as_json:
        told = {
            "file": name,
            "format": str(found.format),
            "session": str(session.path),
            "first": found.first,
            "calls": found.calls,
            "unanswered": found.unanswered,
            "unasked": found.unasked,
            "lost": [str(words) for words in found.lost],
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo("\n".join([str(found.words), *(f"  {words}" for words in found.lost)]))
    return found


@contextmanager
def _file(name: str) -> Iterator[Path]:
    """The file called `name`; what stands on standard input is put into one."""
    if name != "-":
        yield Path(name)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stdin"
        with file.open("wb") as copy:
            copyfileobj(sys.stdin.buffer, copy)
        yield file


def _remove(session: Path) -> None:
    """Remove a session that was made for nothing."""
    for path in session.parent.glob(f"{session.name}*"):
        path.unlink(missing_ok=True)
