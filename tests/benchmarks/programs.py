"""The programs that are compared, each as a process of its own: upstream, load, and the proxies between them."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Self

from tests.benchmarks import prepared
from tests.benchmarks.prepared import KEY, Size

from hisight import paths, proxy
from hisight.profiles import KEY_VARIABLE

HERE = Path(__file__).parent
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PATIENCE_S = 60.0
_MITMDUMP = "from mitmproxy.tools.main import mitmdump; mitmdump()"


def installed() -> dict[str, str]:
    """Our environment as a user has it, where Python keeps what it has compiled; a developer may have told it not to."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Program:
    """A child with pipes, ended with the `with` block."""

    def __init__(self, arguments: list[str], folder: Path, *, quiet: bool = False) -> None:
        environment = installed() | {KEY_VARIABLE: KEY, "XDG_DATA_HOME": str(folder / "data")}
        self.process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
            text=True,
            env=environment,
            cwd=folder,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        if self.process.poll() is None and not self._ended():
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(_PATIENCE_S)
        if self.process.stdout:
            self.process.stdout.close()

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args} ended")
        return line

    def _ended(self) -> bool:
        try:
            self.process.wait(2.0)
        except subprocess.TimeoutExpired:
            return False
        return True


class Load(Program):
    """The load generator."""

    def __init__(self, calls: Path, folder: Path) -> None:
        super().__init__([sys.executable, str(HERE / "load.py"), str(calls)], folder)

    def run(self, port: int, size: Size, clients: int, **order: Any) -> dict[str, Any]:
        """Carry out an order (load.py); every call of it must succeed."""
        assert self.process.stdin is not None
        print(
            json.dumps({"port": port, "size": size, "clients": clients, **order}), file=self.process.stdin, flush=True
        )
        told: dict[str, Any] = json.loads(self.line())
        if told["failed"]:
            raise RuntimeError(f"{told['failed']} of {told['calls']} calls failed")
        return told


class Proxy(Program):
    """Bare mitmdump, mitmdump that writes its own file, or `hisight capture`, which is mitmdump with the addon and a reader."""

    def __init__(self, kind: str, upstream: int, folder: Path) -> None:
        self.kind, self.port = kind, proxy.free_port()
        self.file = folder / f"{kind.replace(' ', '')}-{self.port}.{'hisight' if kind == 'hisight' else 'mitm'}"
        """What it records into."""
        arguments = {
            "bare": self._mitmdump(upstream, folder),
            "mitmdump -w": [*self._mitmdump(upstream, folder), "-w", str(self.file)],
            "hisight": self._hisight(upstream),
        }[kind]
        super().__init__(arguments, folder, quiet=True)
        wait_until_it_listens(self.port)

    def _mitmdump(self, upstream: int, folder: Path) -> list[str]:
        """Our own command line without the addon: the same options."""
        return bare_arguments(self.port, upstream, self.file, folder)

    def _hisight(self, upstream: int) -> list[str]:
        addresses = ["--upstream", f"http://127.0.0.1:{upstream}", "--listen", f"127.0.0.1:{self.port}"]
        return [sys.executable, "-P", "-m", "hisight", "capture", *addresses, "--session", str(self.file)]

    @property
    def processes(self) -> list[int]:
        """Its processes, the proxy itself first."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [*map(int, children), self.process.pid] if self.kind == "hisight" else [self.process.pid]

    def settle(self, seconds: float = _PATIENCE_S) -> None:
        """Wait until everything that has passed is recorded and read."""
        if self.kind != "hisight":
            return
        end, before = time.monotonic() + seconds, -1
        while time.monotonic() < end:
            recorded, read = self.counts()
            if recorded == read == before:
                return
            before = recorded
            time.sleep(0.2)  # longer than the recorder gathers
        raise RuntimeError("the reader does not keep up")

    def counts(self) -> tuple[int, int]:
        """How many calls are recorded, and how many of them are read."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            (recorded,) = connection.execute("SELECT coalesce(max(id), 0) FROM exchange").fetchone()
            (read,) = connection.execute("SELECT coalesce(max(exchange_id), 0) FROM summary").fetchone()
        return recorded, read


def bare_arguments(port: int, upstream: int, file: Path, folder: Path) -> list[str]:
    """mitmdump by its own program with the options that HISight starts it with, but for the addon and its own."""
    listen, behind = proxy.Listen("127.0.0.1", port), proxy.parse_upstream(f"http://127.0.0.1:{upstream}")
    whole = iter(proxy.arguments(listen, behind, file, folder / "confdir"))
    kept: list[str] = []
    for part in whole:
        if part == str(paths.mitmdump()):
            kept += ["-c", _MITMDUMP]
        elif part not in ("--scripts", "--set"):
            kept.append(part)
        else:
            value = next(whole)
            if part == "--set" and not value.startswith("his_"):
                kept += [part, value]
    return kept


class Bench:
    """Upstream, load, and whichever proxies are wanted."""

    def __init__(self, folder: Path, stack: ExitStack, numbers: dict[Size, int]) -> None:
        self.folder = folder
        calls = folder / "calls.pickle"
        prepared.write_to(calls, numbers)
        self._upstream = stack.enter_context(Program([sys.executable, str(HERE / "upstream.py"), str(calls)], folder))
        self.upstream_port = int(self._upstream.line())
        self.load = stack.enter_context(Load(calls, folder))
        self._stack = stack

    def proxy(self, kind: str) -> Proxy:
        """Start a proxy of that kind: `bare`, `mitmdump -w` or `hisight`."""
        return self._stack.enter_context(Proxy(kind, self.upstream_port, self.folder))


@contextmanager
def bench(numbers: dict[Size, int]) -> Iterator[Bench]:
    """A bench with so many different calls of each size, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="hisight-bench-") as folder, ExitStack() as stack:
        yield Bench(Path(folder), stack, numbers)


def wait_until_it_listens(port: int) -> None:
    """Wait until somebody takes connections at this port."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.005)
    raise RuntimeError(f"nobody listens on port {port}")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and of those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK


def resident_mb(pid: int) -> float:
    """Memory of a process that is in use."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 2**20
