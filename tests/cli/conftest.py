"""The command line as a shell would run it: real processes for what must be one line and an exit code."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from tests.cli.program import Program

from hisight import proxy
from hisight.mock import PEERS, HisServer, MockHis


@pytest.fixture
def hisight(tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `hisight ...` in a process of its own, in English, with an empty data folder."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "LANG": "en_US.UTF-8",
            "XDG_DATA_HOME": str(tmp_path),
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
            **variables,
        }
        for name in ("LC_ALL", "LC_MESSAGES", "HISIGHT_KEY"):
            if name not in variables:
                environment.pop(name, None)
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "hisight", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def complains(hisight) -> Callable[..., str]:
    """Run a command that must fail with one line on standard error and exit code 2; gives the line."""

    def run(*arguments: str, **options: str) -> str:
        done = hisight(*arguments, **options)
        assert (done.returncode, done.stdout) == (2, ""), done
        assert done.stderr.startswith("hisight: "), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr

    return run


@pytest.fixture
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS)) as his:
        yield his


@pytest.fixture
def listen() -> proxy.Listen:
    return proxy.Listen("127.0.0.1", proxy.free_port())


@pytest.fixture
def run(tmp_path) -> Iterator[Callable[..., Program]]:
    running = []

    def start(*arguments: object, stdin: int = subprocess.DEVNULL) -> Program:
        running.append(Program(tmp_path, *map(str, arguments), stdin=stdin))
        return running[-1]

    yield start
    for program in running:
        program.process.kill()
        program.process.wait()
        if program.process.stdin:
            program.process.stdin.close()
