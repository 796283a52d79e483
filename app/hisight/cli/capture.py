"""`hisight capture`: record what passes between two addresses, and print one line a call."""

import json
import os
import signal
import stat
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Annotated, Self

import typer

from hisight import paths, proxy
from hisight.capture import Exchange, Session, Summary, events, new_file
from hisight.cli.options import CatalogFolder
from hisight.follow import Bell, cells, follow
from hisight.reading import Reader
from hisight.wording import Words

_SECONDS_TO_STOP = 30.0  # writing may wait twice ten seconds for a locked file

_COLOURS = {"invalid": "red", "valid-with-deviation": "yellow", "valid": "green"}


def capture(
    upstream: Annotated[str, typer.Option(help="Server behind the proxy: http://host:port.")],
    listen: Annotated[str, typer.Option(help="Address to listen on: host:port.")] = "127.0.0.1:9000",
    session: Annotated[
        Path | None,
        typer.Option(help="Session file; one that exists is continued. Default: a new one in the data folder."),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Profile to read every call with. Default: the one that matches, else HISIGHT_KEY.")
    ] = "",
    catalog: CatalogFolder = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
    insecure: Annotated[bool, typer.Option("--insecure", help="Accept any certificate of an https upstream.")] = False,
) -> None:
    """Record, read and verify every call that passes; one line each.

    Ctrl+C and SIGTERM stop it. So does the end of standard input when that is a pipe: a program that starts it can stop it
    so. A terminal, a file or /dev/null (nohup, a service) as standard input does not.
    """
    where, target = proxy.parse_listen(listen), proxy.parse_upstream(upstream)
    proxy.refuse_loop(where, target)
    proxy.check_port(where)
    reader = Reader.default(profile, catalog)
    path = (session or new_file(paths.user_data() / "sessions")).absolute()
    printer = _JsonPrinter() if as_json else _LinePrinter(where, target)
    with Session.open(path, create=True) as opened:
        last = opened.last_id()
        with _Child(proxy.arguments(where, target, path, insecure=insecure), printer) as child:
            _stop_when_told(child)
            for read in follow(opened, reader, child.bell, last):
                for exchange, summary in read:
                    printer.call(exchange, summary)
        printer.end(path, opened.count())
    child.blame()


class _LinePrinter:
    """For people: aligned lines on standard output, coloured on a terminal; remarks on standard error."""

    def __init__(self, listen: proxy.Listen, upstream: proxy.Upstream) -> None:
        self._listen, self._upstream = listen, upstream

    def event(self, event: events.Event) -> None:
        match event:
            case events.Listening(address, _, session):
                typer.echo(Words(f"监听 {address} -> {self._upstream}", f"listening {address} -> {self._upstream}"))
                client = proxy.address_for_client(self._listen, self._upstream)
                typer.echo(Words(f"请把平台的接口地址改为 {client}", f"give the platform this address: {client}"))
                typer.echo(Words(f"会话 {session}", f"session {session}"))
            case events.Trouble(message):
                remark(message)

    def call(self, exchange: Exchange, summary: Summary) -> None:
        parts = cells(exchange, summary)
        parts[3] = typer.style(parts[3], fg="red" if summary.failed else None)
        parts[4] = typer.style(parts[4], fg=_COLOURS.get(summary.signature))
        parts[5] = typer.style(parts[5], fg="yellow" if summary.findings else None)
        typer.echo("  ".join(parts))

    def end(self, path: Path, count: int) -> None:
        typer.echo(Words(f"会话 {path} 中有 {count} 次调用。", f"{count} calls are in session {path}."))


class _JsonPrinter:
    """For programs: the proxy's events, and `{"event": "call", ...}` for each call."""

    def event(self, event: events.Event) -> None:
        typer.echo(events.write(event), nl=False)

    def call(self, exchange: Exchange, summary: Summary) -> None:
        read = asdict(summary)
        del read["exchange_id"], read["values"], read["trace"]
        facts = {"event": "call", "id": exchange.id, "started": exchange.started, "ms": round(exchange.duration_ms, 3)}
        typer.echo(json.dumps({**facts, "url": exchange.url, "error": exchange.error, **read}))

    def end(self, path: Path, count: int) -> None:
        typer.echo(json.dumps({"event": "end", "session": str(path), "calls": count}))


class _Child:
    """The running mitmdump. Its lines are read in a thread; leaving its context stops it in order."""

    def __init__(self, arguments: Sequence[str], printer: _LinePrinter | _JsonPrinter) -> None:
        self.bell = Bell()
        self._printer = printer
        self._told_to_stop = threading.Event()
        # In a process group of its own, so that Ctrl+C reaches only us, and we stop it in order.
        self._process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe_to: IO[bytes] = self._process.stdin
        self._pipe_from: IO[bytes] = self._process.stdout
        self._ears = threading.Thread(target=self._listen, name="hisight-proxy-lines", daemon=True)
        self._ears.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.stop()
        self._process.wait()
        self._ears.join()

    def stop(self) -> None:
        """Let it write what waits and end; told a second time, end it at once."""
        if self._told_to_stop.is_set():
            self._process.kill()
            return
        self._told_to_stop.set()
        with suppress(OSError):
            self._pipe_to.close()
        impatience = threading.Timer(_SECONDS_TO_STOP, self._process.kill)
        impatience.daemon = True
        impatience.start()

    def blame(self) -> None:
        """Raise ProxyError when it ended without being told to."""
        if self._process.returncode or not self._told_to_stop.is_set():
            code = self._process.returncode
            raise proxy.ProxyError(
                Words(f"代理自行退出，退出码 {code}。", f"the proxy ended by itself with exit code {code}."),
                Words("它最后的输出见上。", "Its last words are above."),
            )

    def _listen(self) -> None:
        for line in events.lines(self._pipe_from.fileno()):
            match events.read(line):
                case None:
                    remark(line)
                case events.Recorded():
                    self.bell.ring()
                case event:
                    self._printer.event(event)
        self.bell.end()


def remark(message: Words | str) -> None:
    """Tell a person something beside the calls, on standard error."""
    typer.echo(f"hisight: {message}", err=True)


def _stop_when_told(child: _Child) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        child.stop()

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue  # nohup ignores SIGHUP, and so do we then; a shell's `&` ignores SIGINT, and `kill -INT` is meant yet
        signal.signal(number, stop)
    if _stdin_is_a_pipe():
        threading.Thread(target=_stop_at_the_end_of_stdin, args=[child], name="hisight-stdin", daemon=True).start()


def _stdin_is_a_pipe() -> bool:
    try:
        mode = os.fstat(0).st_mode
    except OSError:  # closed
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _stop_at_the_end_of_stdin(child: _Child) -> None:
    for line in events.lines(0):
        if isinstance(events.read_command(line), events.Stop):
            break
    child.stop()
