"""`hisight replay`: a recorded call sent again, as it was or changed."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from hisight.capture import Session
from hisight.cli.capture_printer import remark
from hisight.cli.options import CatalogFolder
from hisight.errors import HisightError
from hisight.reading import Reader, Reading, summarise
from hisight.replay import Outgoing, apply_settings, as_recorded, edited, send
from hisight.wording import Words


def replay(
    session: Annotated[Path, typer.Argument(help="Session file (*.hisight).")],
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the call in the session.")],
    to: Annotated[str, typer.Option(help="Send to this server instead, e.g. http://127.0.0.1:8080.")] = "",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value (REQ/SEX=1, ROOT/USER_ID=0002); may repeat."),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Read and seal with this profile. Default: the one that matches, else HISIGHT_KEY.")
    ] = "",
    catalog: CatalogFolder = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a call that changes data.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Send a recorded call again; with --set change values, encrypt and sign again first.

    The answer is stored in the session as a new call that points to its original. Exit code 1 when no answer came.
    """
    reader = Reader.default(profile, catalog)
    with Session.open(session) as opened:
        exchange = opened.get(number)
        reading = reader.read(exchange)
        assert reading.call.request is not None
        if changes:
            xml, fields = apply_settings(reading.call.request, changes)
            outgoing = edited(exchange, reading.call.request, xml, fields, to=to)
        else:
            outgoing = as_recorded(exchange, to)
        if not yes:
            _ask(reading, outgoing)
        answer = send(outgoing)
        (stored,) = opened.append([answer])
        replayed = reader.read_in(opened, opened.get(stored))
        opened.store_summaries([summarise(replayed)], reader.fingerprint)
    if changes and _kept_its_sign(reading, replayed):
        remark(Words("没有密钥，SIGN 未重新计算。", "without a key SIGN was not made again."))
    _report(stored, number, replayed, as_json=as_json)
    if not answer.response_head:
        raise typer.Exit(1)


def _kept_its_sign(before: Reading, after: Reading) -> bool:
    """Whether the changed request went out with a SIGN that nobody could make again for want of a key."""
    old, new = before.call.request, after.call.request
    assert old is not None
    assert new is not None
    return new.signature.verdict == "unknown-key" and new.signature.found == old.signature.found


def _ask(reading: Reading, outgoing: Outgoing) -> None:
    """Ask a person at a terminal before a call that changes data; a script that names one call has decided already."""
    function = reading.function
    if function is None or function.effect == "read" or not sys.stdin.isatty():
        return
    question = Words(
        f"{function.label} 会修改数据，将发送到 {outgoing.target}。继续？",
        f"{function.label} changes data and will be sent to {outgoing.target}. Go on?",
    )
    if not typer.confirm(str(question)):
        raise HisightError(Words("已取消，没有发送。", "cancelled, nothing was sent."))


def _report(stored: int, original: int, reading: Reading, *, as_json: bool) -> None:
    exchange, call = reading.call.exchange, reading.call
    assert exchange is not None
    if as_json:
        facts = {
            "id": stored,
            "parent": original,
            "url": exchange.url,
            "status": call.response.head.status if call.response else 0,
            "return_code": call.return_code,
            "return_msg": call.return_msg,
            "duration_ms": round(exchange.duration_ms, 1),
            "error": exchange.error,
            "verdict": str(reading.verdict),
        }
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    typer.echo(f"#{stored} (↩ #{original})  {exchange.url}  {exchange.duration_ms:.0f} ms")
    typer.echo(str(reading.verdict))
