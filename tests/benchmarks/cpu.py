"""Processor time a call: of the proxy process, and of everything that HISight runs, until the last call is read and stored."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, at_most, in_turns, paired_ratio
from tests.benchmarks.programs import Bench, Proxy, bench, cpu_seconds

CALLS = 1500
"""In one round of one proxy."""


def figures(rounds: int) -> Iterator[Figure]:
    """HISight's processor time of bare mitmdump's."""
    with bench({"2 KB": 12_000}) as made:
        bare, ours = made.proxy("bare"), made.proxy("hisight")
        whole: list[float] = []

        def used_by_hisight() -> float:
            proxy, everything = _used(made, ours)
            whole.append(everything)
            return proxy

        _used(made, bare), _used(made, ours)
        theirs, own = in_turns(rounds, lambda: _used(made, bare)[0], used_by_hisight)
        middle = sorted(theirs)[rounds // 2]
        per_call = f"bare {middle * 1000 / CALLS:.2f} ms"
        yield at_most(
            "CPU a call at 2 KB, the proxy process, of bare", 1.15, paired_ratio(own, theirs), beside=per_call
        )
        yield at_most("CPU a call at 2 KB, all processes, of bare", 1.35, paired_ratio(whole, theirs), beside=per_call)


def _used(made: Bench, one: Proxy) -> tuple[float, float]:
    """Seconds of the proxy process, and of all, for `CALLS` calls from eight clients."""
    before = [cpu_seconds(pid) for pid in one.processes]
    made.load.run(one.port, "2 KB", 8, calls=CALLS)
    one.settle()
    used = [cpu_seconds(pid) - was for pid, was in zip(one.processes, before, strict=True)]
    return used[0], sum(used)
