"""How long a user waits: until the proxy listens, until the window is painted."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure, at_most, in_turns, paired_ratio
from tests.benchmarks.programs import HERE, Program, bare_arguments, installed, wait_until_it_listens

from hisight import proxy
from hisight.capture import events


def figures(rounds: int) -> Iterator[Figure]:
    """The proxy as the window and as the command line start it, and the window."""
    with tempfile.TemporaryDirectory(prefix="hisight-bench-") as name:
        folder = Path(name)
        _until_it_listens(folder)  # makes the certificates, which both use then
        works = (lambda: _until_it_listens(folder), lambda: _until_it_says_so(folder), lambda: _until_capture(folder))
        bare, ours, capture = in_turns(rounds, *works)
        beside = f"bare {sorted(bare)[rounds // 2]:.2f} s"
        yield at_most("the proxy listens, of bare mitmdump", 1.2, paired_ratio(ours, bare), beside=beside)
        yield at_most("`hisight capture` listens, of bare mitmdump", 1.2, paired_ratio(capture, bare), beside=beside)
        _painted(folder, "whole_window")  # what is compiled is kept then
        empty, window = in_turns(
            rounds, lambda: _painted(folder, "empty_window"), lambda: _painted(folder, "whole_window")
        )
        beside = f"empty {sorted(empty)[rounds // 2]:.2f} s"
        yield at_most(
            "the window is painted, of an empty PySide6 window", 1.5, paired_ratio(window, empty), beside=beside
        )


def _until_it_listens(folder: Path) -> float:
    """Bare mitmdump."""
    port = proxy.free_port()
    began = time.perf_counter()
    with Program(bare_arguments(port, 9, folder / "no.hisight", folder), folder, quiet=True):
        wait_until_it_listens(port)
        return time.perf_counter() - began


def _until_it_says_so(folder: Path) -> float:
    """Our proxy, until its session is open and it listens."""
    port = proxy.free_port()
    listen, upstream = proxy.Listen("127.0.0.1", port), proxy.parse_upstream("http://127.0.0.1:9")
    began = time.perf_counter()
    arguments = proxy.arguments(listen, upstream, folder / f"{port}.hisight", folder / "confdir")
    with Program(arguments, folder) as program:
        while not isinstance(events.read(program.line()), events.Listening):
            pass
        return time.perf_counter() - began


def _until_capture(folder: Path) -> float:
    """The command line, which starts the proxy and has a catalog to load."""
    port = proxy.free_port()
    arguments = ["capture", "--upstream", "http://127.0.0.1:9", "--listen", f"127.0.0.1:{port}"]
    began = time.perf_counter()
    program = [sys.executable, "-P", "-m", "hisight", *arguments, "--session", str(folder / f"{port}.hisight")]
    with Program(program, folder, quiet=True):
        wait_until_it_listens(port)
        return time.perf_counter() - began


def _painted(folder: Path, work: str) -> float:
    environment = installed() | {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(HERE / "inside.py"), work], env=environment, capture_output=True, text=True, check=True
    )
    assert "true" in done.stdout, done.stderr
    return time.perf_counter() - began
