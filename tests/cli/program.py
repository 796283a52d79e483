"""A running `hisight capture`, as a shell starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hisight.mock import DEMO_KEY


class Program:
    """A running `hisight capture`."""

    def __init__(self, data: Path, *arguments: str, stdin: int = subprocess.DEVNULL) -> None:
        variables = {
            **os.environ,
            "XDG_DATA_HOME": str(data),
            "HISIGHT_KEY": DEMO_KEY.secret.decode(),
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "hisight", "capture", *arguments]
        self._out, self._err = data / "out.txt", data / "err.txt"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=err, env=variables)

    @property
    def out(self) -> str:
        return self._out.read_text("utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8")

    def wait_for(self, wanted: Callable[[str], bool]) -> None:
        """Until its output is as `wanted`."""
        deadline = time.monotonic() + 20
        while not wanted(self.out):
            assert time.monotonic() < deadline, self.out + self.err
            assert self.process.poll() is None, self.out + self.err
            time.sleep(0.02)
