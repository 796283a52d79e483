"""How large a session is against mitmproxy's own file (`mitmdump -w`) with the same calls of the mock HIS, plain and encrypted.

    python tests/benchmarks/size.py [CALLS]

Both record in one mitmdump, so both hold exactly the same calls.
"""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from hisight import proxy
from hisight.capture import Session, events, retention
from hisight.mock import PEERS, HisServer, MockHis, Platform

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.benchmarks.figure import Figure, at_most


def measure(calls: int) -> float:
    """Record `calls`, print both sizes, and return the ratio."""
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    with tempfile.TemporaryDirectory() as folder, HisServer(MockHis(PEERS)) as his:
        session, flows = Path(folder) / "size.hisight", Path(folder) / "size.mitm"
        arguments = proxy.arguments(listen, proxy.parse_upstream(his.origin), session, Path(folder) / "conf")
        arguments += ["--save-stream-file", str(flows)]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            lines = events.lines(child.stdout.fileno())
            next(filter(None, map(events.read, lines)))
            threading.Thread(target=list, args=[lines], daemon=True).start()
            for _ in Platform(f"http://{listen}/HisService").calls(calls):
                pass
            child.stdin.close()
            child.wait()
        with Session.open(session) as opened:
            contents = retention.contents(opened)
        ours, theirs = session.stat().st_size, flows.stat().st_size
    print(f"{contents.calls} calls, bodies of {contents.body_bytes / contents.calls:,.0f} bytes a call after repeats")
    print(f"session {ours / 1024**2:.1f} MB, mitmproxy's file {theirs / 1024**2:.1f} MB: ratio {ours / theirs:.2f}")
    return ours / theirs


def figures(_rounds: int) -> Iterator[Figure]:
    """The calls of the mock HIS."""
    yield at_most("size on disk, of mitmproxy's own file with the same calls", 0.7, measure(5000))


if __name__ == "__main__":
    sys.exit(measure(*map(int, sys.argv[1:] or ["5000"])) > 0.7)
