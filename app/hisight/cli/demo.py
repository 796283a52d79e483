"""`hisight demo`: the whole chain with invented patients, in the window or on the command line."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

import typer

from hisight.bell import Bell
from hisight.capture import Exchange, Session, Summary, events
from hisight.cells import cells
from hisight.demo import Demo
from hisight.errors import HisightError
from hisight.follow import follow
from hisight.mock import DEMO_KEY
from hisight.profiles import KEY_VARIABLE
from hisight.wording import Words

_SECONDS_TO_START = 30.0
_SECONDS_TO_STOP = 30.0


def demo(
    calls: Annotated[int, typer.Option(min=1, help="How many calls to make, without a window.")] = 30,
    session: Annotated[
        Path | None, typer.Option(help="Session file to record into and keep. Default: a temporary one.")
    ] = None,
    *,
    headless: Annotated[bool, typer.Option("--headless", help="Open no window; print one line a call.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Open no window; print JSON lines.")] = False,
) -> None:
    """Show HISight at work: a simulated platform calls a mock HIS through the real proxy, and some calls go wrong.

    Needs no key, no profile and no network. All patients are invented. Without a display it prints instead of opening a window.
    """
    if headless or as_json or not has_display():
        with Demo(session, pace_s=0) as headless_demo:
            _run_headless(headless_demo, calls, kept=session is not None, as_json=as_json)
        return
    from hisight.gui.app import run_demo

    with Demo(session) as shown_demo:
        raise typer.Exit(run_demo(shown_demo))


def has_display() -> bool:
    """Whether a window can be opened: always on Windows and macOS, elsewhere where X11 or Wayland is."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_headless(demo: Demo, number: int, *, kept: bool, as_json: bool) -> None:
    counted: Counter[str] = Counter()
    with Session.open(demo.session, create=True) as session, _Proxy(demo.arguments()) as proxy:
        since = session.last_id()
        proxy.wait_until_it_listens()
        caller = threading.Thread(target=_call, args=(demo, number, proxy), name="demo-caller")
        caller.start()
        try:
            if not as_json:
                typer.echo(_heading())
            for read in follow(session, demo.reader(), proxy.bell, since):
                for exchange, summary in read:
                    counted.update(calls=1, failed=summary.failed, found=summary.findings > 0)
                    typer.echo(_json(exchange, summary) if as_json else "  ".join(cells(exchange, summary)))
        finally:
            demo.platform.stop()
            caller.join()
    if not as_json:
        typer.echo(_closing(counted, demo.session if kept else None))


def _call(demo: Demo, number: int, proxy: "_Proxy") -> None:
    try:
        for _ in demo.calls(number):
            pass
    finally:
        proxy.stop()


class _Proxy:
    """The running mitmdump: its lines are read in a thread."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.bell = Bell()
        self._listens = threading.Event()
        self._last_words: deque[str] = deque(maxlen=10)
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._listener = threading.Thread(target=self._listen, name="demo-proxy", daemon=True)
        self._listener.start()

    def wait_until_it_listens(self) -> None:
        """Raises HisightError with the proxy's last words when it does not."""
        self._listens.wait(_SECONDS_TO_START)
        if self.bell.ended or not self._listens.is_set():
            reason = " ".join(self._last_words) or f"exit code {self._process.poll()}"
            raise HisightError(Words(f"代理没有启动：{reason}", f"the proxy did not start: {reason}"))

    def stop(self) -> None:
        """Tell it to write what it has and end."""
        assert self._process.stdin is not None
        with suppress(OSError):  # it has ended already
            self._process.stdin.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in events.lines(self._process.stdout.fileno()):
            match events.read(line):
                case events.Listening():
                    self._listens.set()
                case events.Recorded():
                    self.bell.ring()
                case events.Trouble(message):
                    self._last_words.append(str(message))
                case None:
                    self._last_words.append(line)
        self.bell.end()
        self._listens.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _heading() -> str:
    """Column titles over the cells of a call."""
    return str(
        Words(
            "    #  时间      功能                        返回码  签名      问题      耗时  结论",
            "    #  time      function                    code    sign        !         ms  verdict",
        )
    )


def _json(exchange: Exchange, summary: Summary) -> str:
    read = asdict(summary)
    del read["exchange_id"], read["values"], read["trace"]
    facts = {"event": "call", "id": exchange.id, "started": exchange.started, "ms": round(exchange.duration_ms, 3)}
    return json.dumps({**facts, "url": exchange.url, "error": exchange.error, **read})


def _closing(counted: Counter[str], kept: Path | None) -> Words:
    total, failed, found = counted["calls"], counted["failed"], counted["found"]
    key = DEMO_KEY.secret.decode()
    further = Words("加上 --session 文件.hisight 可保留会话。", "Add --session FILE.hisight to keep the session.")
    if kept:
        further = Words(
            f"会话在 {kept}。接下来：设置 {KEY_VARIABLE}={key}，运行 hisight gui {kept}",
            f"The session is {kept}. Next: set {KEY_VARIABLE}={key} and run hisight gui {kept}",
        )
    return Words(
        f"{total} 次调用，{failed} 次失败，{found} 次有问题。患者均为虚构。{further.zh}",
        f"{total} calls, {failed} failed, {found} with findings. All patients are invented. {further.en}",
    )
