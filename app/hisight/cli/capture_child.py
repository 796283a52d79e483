"""The mitmdump that `hisight capture` starts: its lines are heard, and it is stopped in order."""

import os
import signal
import stat
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType, TracebackType
from typing import IO, Self

from hisight import proxy
from hisight.bell import Bell
from hisight.capture import events
from hisight.cli import ahead
from hisight.cli.capture_printer import JsonPrinter, LinePrinter, remark
from hisight.wording import Words

_SECONDS_TO_STOP = 30.0  # writing may wait twice ten seconds for a locked file


class Child:
    """The running mitmdump. Its lines are read in a thread; leaving its context stops it in order."""

    def __init__(self, arguments: Sequence[str], printer: LinePrinter | JsonPrinter) -> None:
        self.bell = Bell()
        self._printer = printer
        self._told_to_stop = threading.Event()
        self._asking = threading.Lock()
        self._told_state = threading.Event()
        self._state: events.State | None = None
        self._process = ahead.start(arguments)
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

    def state(self, seconds: float = 2.0) -> events.State | None:
        """How recording goes, now; None when it does not say so within `seconds`."""
        with self._asking:
            self._told_state.clear()
            if not self.say(events.AskState()):
                return None
            return self._state if self._told_state.wait(seconds) else None

    def say(self, command: events.Command) -> bool:
        """Send it a command; False when it has ended, or was told to."""
        try:
            self._pipe_to.write(events.write(command).encode())
            self._pipe_to.flush()
        except (OSError, ValueError):
            return False
        return True

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
                case events.State() as state:
                    self._state = state
                    self._told_state.set()
                case event:
                    self._printer.event(event)
        self.bell.end()


def stop_when_told(child: Child) -> None:
    """Stop `child` at a signal that asks us to end, and at the end of standard input where that is a pipe."""

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


def _stop_at_the_end_of_stdin(child: Child) -> None:
    for line in events.lines(0):
        if isinstance(events.read_command(line), events.Stop):
            break
    child.stop()
