"""`hisight follow`: the decoding process that the window starts beside the proxy; hidden, it is not for people."""

import threading
from pathlib import Path
from typing import Annotated

import typer

from hisight.bell import Bell
from hisight.capture import Session, SessionError, events
from hisight.cli.options import CatalogFolder
from hisight.follow import follow as read_while_it_grows
from hisight.follow import give_way, settle
from hisight.reading import Reader


def follow(
    session: Annotated[Path, typer.Argument(help="Session file.")],
    profile: Annotated[str, typer.Option(help="Profile to read every call with.")] = "",
    catalog: CatalogFolder = None,
) -> None:
    """Read every call without an up-to-date summary, and those that come, until standard input ends.

    Prints `{"event": "summary", "ids": [...]}` for each batch that is stored, and what keeps the file from being read. Any line
    on standard input is a hint that there is something new.
    """
    bell = Bell()
    threading.Thread(target=_listen, args=[bell], name="hisight-stdin", daemon=True).start()
    with Session.open(session) as opened:
        reader = Reader.default(profile, catalog).of(opened)
        settle()
        give_way()
        for read in read_while_it_grows(opened, reader, bell, trouble=_tell):
            ids = tuple(exchange.id for exchange, _ in read)
            typer.echo(events.write(events.Summarised(ids)), nl=False)
            if bell.ended:  # nobody waits for the rest; the next reader goes on here
                break


def _tell(error: SessionError) -> None:
    typer.echo(events.write(events.Trouble(error.what)), nl=False)


def _listen(bell: Bell) -> None:
    for _ in events.lines(0):
        bell.ring()
    bell.end()
