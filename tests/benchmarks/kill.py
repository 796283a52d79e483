"""How many exchanges are lost when the proxy is killed (`kill -9`) at random moments under load.

    python tests/benchmarks/kill.py [MOMENTS]

Lost is a call whose answer had reached its client more than a quarter second before, and that the session does not hold.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.addons.killing import Upstream, kill_under_load
from tests.benchmarks.figure import Figure, at_most


def measure(moments: int) -> int:
    """Kill a proxy `moments` times, print what came of it, and return how many calls were lost."""
    random, upstream = Random(5), Upstream()
    answered = lost = under_way = 0
    for moment in range(moments):
        with tempfile.TemporaryDirectory() as folder:
            confdir = Path(tempfile.gettempdir()) / "hisight-kill-confdir"
            killed = kill_under_load(upstream.origin, Path(folder) / "k.hisight", confdir, random.uniform(0.3, 1.5))
        answered, lost, under_way = answered + killed.answered, lost + killed.lost, under_way + killed.under_way
        if killed.lost:
            print(f"moment {moment}: {killed}")
    upstream.end()
    print(
        f"{moments} moments, {answered} calls answered more than 250 ms before, {lost} lost; {under_way} told to be under way"
    )
    return lost


def figures(_rounds: int) -> Iterator[Figure]:
    """None may be lost."""
    yield at_most("exchanges lost under kill -9, 50 random moments", 0, measure(50))


if __name__ == "__main__":
    sys.exit(bool(measure(*map(int, sys.argv[1:] or ["50"]))))
