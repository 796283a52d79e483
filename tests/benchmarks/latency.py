"""How long a client waits at 50 calls a second, and when every 25th call has an answer of 1 MB."""

import statistics
from collections.abc import Iterator

from tests.benchmarks.figure import Figure, at_most, percentile
from tests.benchmarks.programs import bench

RATE = 50
CALLS = 200
"""In one round of one proxy: four seconds."""


def figures(rounds: int) -> Iterator[Figure]:
    """The small calls, with and without large ones among them."""
    with bench({"2 KB": 8000, "1 MB": 4}) as made:
        bare, ours = made.proxy("bare"), made.proxy("hisight")
        for large_every, words in ((0, "2 KB calls only"), (25, "1 MB among every 25")):
            found: dict[str, list[list[float]]] = {"bare": [], "hisight": []}
            for _ in range(rounds):
                for one in (bare, ours):
                    told = made.load.run(one.port, "2 KB", 32, calls=CALLS, rate=RATE, large_every=large_every)
                    one.settle()
                    found[one.kind].append(told["milliseconds"])
            pairs = zip(found["hisight"], found["bare"], strict=True)
            more = statistics.median(statistics.median(ours) - statistics.median(theirs) for ours, theirs in pairs)
            own, theirs = (percentile((ms for one in found[kind] for ms in one), 0.99) for kind in ("hisight", "bare"))
            middle = statistics.median(ms for one in found["bare"] for ms in one)
            yield at_most(f"p50 at 50 calls/s over bare, {words}", 0.3, more, " ms", f"bare {middle:.2f} ms")
            yield at_most(f"p99 at 50 calls/s of bare, {words}", 1.3, own / theirs, beside=f"bare {theirs:.1f} ms")
