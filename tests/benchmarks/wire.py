"""How many of 2,000 generated messages leave the proxy with other bytes than they came, or are recorded with others.

    python tests/benchmarks/wire.py [PAIRS]

Each pair is a request and its answer.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from hisight import proxy
from hisight.capture import Session, events

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.addons.messages import Passing, pairs
from tests.benchmarks.figure import Figure, at_most


def measure(count: int) -> int:
    """Pass `count` pairs through a proxy, print what changed, and return how many messages did."""
    passing = Passing()
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    changed, sent = [], []
    with tempfile.TemporaryDirectory() as folder:
        session = Path(folder) / "wire.hisight"
        arguments = proxy.arguments(listen, proxy.parse_upstream(passing.origin), session, Path(folder) / "conf")
        child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        next(filter(None, map(events.read, events.lines(child.stdout.fileno()))))
        threading.Thread(target=child.stdout.read, daemon=True).start()

        @settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(pairs())
        def passes(pair):
            request, answer = pair
            got, received = passing.through(listen, (request.whole, answer.whole))
            sent.append(pair)
            if got != request.whole:
                changed.append(("request", request.whole, got))
            if received != answer.whole:
                changed.append(("answer", answer.whole, received))

        began = time.monotonic()
        passes()
        seconds = time.monotonic() - began
        child.stdin.close()
        child.wait()
        wrong = _wrong_in_the_record(session, sent)
    passing.close()
    for direction, whole, got in changed[:20]:
        print(f"{direction} changed\n  came {whole[:400]!r}\n  left {got[:400]!r}")
    print(
        f"{2 * len(sent)} messages in {seconds:.0f} s: {len(changed)} changed on the wire, {wrong} recorded otherwise"
    )
    return len(changed) + wrong


def _wrong_in_the_record(session: Path, sent: list) -> int:
    with Session.open(session) as opened:
        calls = list(opened.exchanges(opened.ids()))
    wrong = abs(len(calls) - len(sent))
    for call, (request, answer) in zip(calls, sent, strict=False):
        wrong += (call.request_head, call.request_body) != (request.head, request.body)
        wrong += (call.response_head, call.response_body) != (answer.head, answer.body)
    return wrong


def figures(_rounds: int) -> Iterator[Figure]:
    """None may change."""
    yield at_most("bytes changed on the wire, 2,000 generated messages", 0, measure(1000), " messages")


if __name__ == "__main__":
    sys.exit(bool(measure(*map(int, sys.argv[1:] or ["1000"]))))
