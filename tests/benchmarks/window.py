"""The window at work: live at 300 calls a second, and a call that is selected."""

import json
import sys
import threading
from collections.abc import Iterator

from tests.benchmarks import prepared
from tests.benchmarks.decoding import exchange_of
from tests.benchmarks.figure import ROUNDS, Figure, at_most
from tests.benchmarks.programs import HERE, Bench, Program, bench

from hisight import proxy
from hisight.capture import Session

RATE = 300
_LIVE_S = 60
_SELECTED_MS = {"50 KB": 100, "1 MB": 300}


def figures(rounds: int) -> Iterator[Figure]:
    """A minute live (less with fewer rounds), then calls selected one after the other, the large and the small in turns."""
    with bench({"2 KB": 20_000}) as made:
        yield from _live(made, max(5, _LIVE_S * min(rounds, ROUNDS) // ROUNDS))
        yield from _selected(made, rounds)


def _live(made: Bench, seconds: int) -> Iterator[Figure]:
    port, calls = proxy.free_port(), RATE * seconds
    arguments = [f"http://127.0.0.1:{made.upstream_port}", str(port), str(made.folder / "live.hisight"), str(seconds)]
    with Program([sys.executable, str(HERE / "inside.py"), "live", *arguments], made.folder) as program:
        assert program.line() == "listening\n"
        load = threading.Thread(
            target=made.load.run, args=(port, "2 KB", 32), kwargs={"calls": calls, "rate": RATE}, daemon=True
        )
        load.start()
        told = json.loads(program.line())
        load.join()
    words = f"live at {RATE} calls/s for {seconds} s"
    yield at_most(f"gap of the event loop p99, {words}", 50, told["p99"], " ms", f"worst {told['worst']:.0f} ms")
    yield at_most(f"calls that the list lacks, {words}", 0, calls - told["shown"], beside=f"{told['shown']} shown")
    yield at_most(f"the window's process, {words}", 30, told["core"] * 100, " % of a core")


def _selected(made: Bench, rounds: int) -> Iterator[Figure]:
    path = made.folder / "selected.hisight"
    both = [exchange_of(prepared.calls(size, 1)[0]) for size in ("50 KB", "1 MB")]
    with Session.open(path, create=True) as session:
        session.append(both * (rounds + 1))
    numbers = map(str, range(3, 2 * rounds + 3))
    with Program([sys.executable, str(HERE / "inside.py"), "selected", str(path), *numbers], made.folder) as program:
        took = json.loads(program.line())["ms"]
    for place, (size, limit) in enumerate(_SELECTED_MS.items()):
        middle = sorted(took[place::2])[rounds // 2]
        yield at_most(
            f"a call selected until its answer is painted, {size}",
            limit,
            middle,
            " ms",
            f"worst {max(took[place::2]):.0f}",
        )
