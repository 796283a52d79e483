"""Calls a second through HISight, with recording, reading and all checks, against bare mitmdump and `mitmdump -w`."""

from collections.abc import Iterator
from functools import partial

from tests.benchmarks.figure import Figure, at_least, in_turns, paired_ratio
from tests.benchmarks.prepared import Size
from tests.benchmarks.programs import Bench, Proxy, bench

SECONDS = 1.5
"""Of one round of one proxy."""
_SIZES: dict[Size, int] = {"2 KB": 6000, "50 KB": 50}


def figures(rounds: int) -> Iterator[Figure]:
    """For two sizes and three numbers of clients: HISight against bare, and against mitmproxy's own recording."""
    with bench(_SIZES) as made:
        proxies = [made.proxy(kind) for kind in ("bare", "mitmdump -w", "hisight")]
        for one in proxies:
            made.load.run(one.port, "2 KB", 8, seconds=SECONDS)
            one.settle()
        yield at_least("load and upstream without a proxy, 2 KB, against bare", 5, _headroom(made, proxies[0], rounds))
        for size in _SIZES:
            for clients in (1, 8, 64):
                works = [partial(_speed, made, one, size, clients) for one in proxies]
                bare, written, ours = in_turns(rounds, *works)
                ratio, theirs = paired_ratio(ours, bare), paired_ratio(written, bare)
                where = f"{size}, {clients} client{'s' if clients > 1 else ''}"
                yield at_least(f"calls/s of bare, {where}", 0.95, ratio, beside=f"{sorted(ours)[rounds // 2]:.0f}/s")
                yield at_least(
                    f"calls/s of mitmdump -w, {where}", 1, paired_ratio(ours, written), beside=f"-w {theirs:.2f}"
                )


def _speed(made: Bench, one: Proxy, size: Size, clients: int) -> float:
    told = made.load.run(one.port, size, clients, seconds=SECONDS)
    one.settle()  # what is left to read is not the next proxy's burden
    return float(told["calls"] / told["seconds"])


def _headroom(made: Bench, bare: Proxy, rounds: int) -> float:
    def direct() -> float:
        told = made.load.run(made.upstream_port, "2 KB", 8, seconds=SECONDS)
        return float(told["calls"] / told["seconds"])

    alone, through = in_turns(min(rounds, 3), direct, lambda: _speed(made, bare, "2 KB", 8))
    return paired_ratio(alone, through)
