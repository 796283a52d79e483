"""What `hisight capture` prints: lines for people, or JSON lines for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from hisight import proxy
from hisight.capture import Exchange, Summary, events
from hisight.cells import cells
from hisight.intercept import touch
from hisight.wording import Words

_COLOURS = {"invalid": "red", "valid-with-deviation": "yellow", "valid": "green"}


class LinePrinter:
    """For people: aligned lines on standard output, coloured on a terminal; remarks on standard error."""

    def __init__(self, routes: Sequence[proxy.Route]) -> None:
        self._routes = routes

    def event(self, event: events.Event) -> None:
        """Print what the proxy tells, if it is for people."""
        match event:
            case events.Listening(_, _, session):
                for route in self._routes:
                    self._route(route)
                typer.echo(Words(f"会话 {session}", f"session {session}"))
            case events.Trouble(message) | events.Noted(message):
                remark(message)

    def _route(self, route: proxy.Route) -> None:
        typer.echo(Words(f"监听 {route}", f"listening {route}"))
        if route.upstream:
            client = route.for_client
            typer.echo(Words(f"请把平台的接口地址改为 {client}", f"give the platform this address: {client}"))
        else:
            typer.echo(
                Words(
                    f"请把客户端的 HTTP 代理设为 {route.listen}，https 须信任 `hisight ca` 给出的证书",
                    f"let clients use {route.listen} as their HTTP proxy, and for https trust the certificate of `hisight ca`",
                )
            )

    def call(self, exchange: Exchange, summary: Summary) -> None:
        """Print one call."""
        parts = cells(exchange, summary)
        parts[3] = typer.style(parts[3], fg="red" if summary.failed else None)
        parts[4] = typer.style(parts[4], fg=_COLOURS.get(summary.signature))
        parts[5] = typer.style(parts[5], fg="yellow" if summary.findings else None)
        if exchange.touched:
            parts.append(typer.style(f"[{touch.sentence(exchange.touched)}]", fg="yellow"))
        typer.echo("  ".join(parts))

    def end(self, path: Path, count: int) -> None:
        """Print where the calls are."""
        typer.echo(Words(f"会话 {path} 中有 {count} 次调用。", f"{count} calls are in session {path}."))


class JsonPrinter:
    """For programs: the proxy's events, and `{"event": "call", ...}` for each call."""

    def event(self, event: events.Event) -> None:
        """Print what the proxy tells."""
        typer.echo(events.write(event), nl=False)

    def call(self, exchange: Exchange, summary: Summary) -> None:
        """Print one call."""
        read = asdict(summary)
        del read["exchange_id"], read["values"], read["trace"]
        facts = {"event": "call", "id": exchange.id, "started": exchange.started, "ms": round(exchange.duration_ms, 3)}
        typer.echo(
            json.dumps({**facts, "url": exchange.url, "error": exchange.error, "touched": exchange.touched, **read})
        )

    def end(self, path: Path, count: int) -> None:
        """Print where the calls are."""
        typer.echo(json.dumps({"event": "end", "session": str(path), "calls": count}))


def remark(message: Words | str) -> None:
    """Tell a person something beside the calls, on standard error."""
    typer.echo(f"hisight: {message}", err=True)
