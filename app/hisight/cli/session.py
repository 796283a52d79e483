"""`hisight session`: what a session file holds, removing old calls from it, and rescuing a damaged one."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hisight.capture import Session, SessionError, retention
from hisight.capture.rescue import rescue as rescue_into
from hisight.wording import Words

session = typer.Typer(help="What a session file holds; trim it, or rescue a damaged one.", no_args_is_help=True)

Older = Annotated[str, typer.Option("--older", help="Remove calls older than this: 7d, 12h, 2w.")]
Larger = Annotated[str, typer.Option("--larger", help="Remove the oldest calls beyond this size: 500MB, 2GB.")]


@session.command()
def info(
    file: Annotated[Path, typer.Argument(help="Session file.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how many calls a session holds, how large it is, what is biggest, and whether its recording was cut off."""
    with Session.open(file) as opened:
        contents, cut = retention.contents(opened), opened.cut
    if as_json:
        told = {**asdict(contents), "cut": asdict(cut) if cut else None}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    used, free, unpacked = (f"{size / 1024**2:,.1f} MB" for size in (contents.used, contents.free, contents.body_bytes))
    typer.echo(Words(f"调用 {contents.calls:,} 次", f"{contents.calls:,} calls"))
    if contents.first is not None and contents.last is not None:
        first, last = _clock(contents.first), _clock(contents.last)
        typer.echo(Words(f"从 {first} 到 {last}", f"from {first} to {last}"))
    typer.echo(Words(f"占用 {used}，空闲 {free}", f"{used} used, {free} free"))
    typer.echo(
        Words(
            f"不同报文体 {contents.bodies:,} 个，压缩前 {unpacked}",
            f"{contents.bodies:,} different bodies, {unpacked} before packing",
        )
    )
    for number, size in contents.biggest:
        typer.echo(f"  #{number}  {size:,} B")
    typer.echo(Words(f"抓包 {contents.recordings} 次", f"{contents.recordings} recordings"))
    if cut:
        typer.echo(cut.words)


@session.command()
def trim(
    file: Annotated[Path, typer.Argument(help="Session file.")],
    older: Older = "",
    larger: Larger = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many calls would go.")] = False,
) -> None:
    """Remove old calls. Marked calls stay, and every call keeps its number."""
    limits = limits_of(older, larger)
    if limits is None:
        raise SessionError(
            Words("没有说明要删除什么。", "nothing says what to remove."),
            Words("请给出 --older 或 --larger。", "Give --older or --larger."),
        )
    with Session.open(file) as opened:
        removed = retention.trim(opened, limits, time.time(), dry_run=dry_run)
    if dry_run:
        typer.echo(Words(f"将删除 {removed:,} 次调用。", f"{removed:,} calls would be removed."))
    else:
        typer.echo(Words(f"已删除 {removed:,} 次调用。", f"{removed:,} calls removed."))


@session.command()
def rescue(
    damaged: Annotated[Path, typer.Argument(help="The session that cannot be used. It is not changed.")],
    new: Annotated[Path, typer.Argument(help="The session to make.")],
) -> None:
    """Copy every call that can be read from a damaged session into a new one, with its number and mark."""
    rescued = rescue_into(damaged, new)
    typer.echo(Words(f"已救出 {rescued.saved:,} 次调用到 {new}。", f"{rescued.saved:,} calls rescued into {new}."))
    if rescued.unreadable:
        count, first = len(rescued.unreadable), ", ".join(map(str, rescued.unreadable[:10]))
        more = " ..." if count > 10 else ""
        typer.echo(Words(f"{count:,} 次调用读不出：{first}{more}", f"{count:,} calls cannot be read: {first}{more}"))


def limits_of(older: str, larger: str) -> retention.Limits | None:
    """What two options say; None when both are empty. Raises SessionError."""
    if not older and not larger:
        return None
    return retention.Limits(retention.days_of(older) if older else None, retention.bytes_of(larger) if larger else None)


def _clock(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))
