"""A running `hisight capture --json` in front of a mock HIS: the real mitmdump, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from hisight import proxy
from hisight.mock import PEERS, HisServer

KEY = PEERS[0].scheme.key.secret.decode()


class Capture:
    """From its making, when the proxy listens, until `close`."""

    def __init__(self, his: HisServer, session: Path, home: Path) -> None:
        self.session = session
        self.port = proxy.free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "hisight", "capture", "--json"),
                *("--listen", f"127.0.0.1:{self.port}", "--upstream", his.origin, "--session", str(session)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "HISIGHT_KEY": KEY, "XDG_DATA_HOME": str(home), "PYTHONUTF8": "1"},
        )
        assert self.read()["event"] == "listening"

    def read(self) -> dict:
        """The next line it says."""
        return json.loads(self.process.stdout.readline())

    def close(self) -> int:
        """End it; returns its exit code once everything is in the session file."""
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(30)
