"""Sessions of 100,000 and of 1,000,000 calls in the window: opened until rows are painted, and paged through."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import large
from tests.benchmarks.figure import Figure, at_most, in_turns, paired_ratio
from tests.benchmarks.programs import HERE, Program

_OPEN_S = {100_000: 0.5, 1_000_000: 1.5}
_LARGE = 1_000_000


def figures(rounds: int) -> Iterator[Figure]:
    """How long it takes to open them; the list against an empty item model of Qt's."""
    few = min(rounds, 5)  # the session takes minutes to make, and is opened quickly
    with tempfile.TemporaryDirectory(prefix="hisight-bench-") as name:
        folder = Path(name)
        for number, limit in _OPEN_S.items():
            path = large.session(number, folder)
            took = [_inside(folder, "opened", str(path))["seconds"] for _ in range(few)]
            yield at_most(f"open a session of {number:,} calls, rows painted", limit, statistics.median(took), " s")
        path = large.session(_LARGE, folder)
        grown: list[float] = []

        def ours() -> float:
            told = _inside(folder, "scrolled", str(path))
            grown.append(told["megabytes"])
            return float(told["ms"])

        own, empty = in_turns(few, ours, lambda: float(_inside(folder, "scrolled_empty", str(path))["ms"]))
        beside = f"{statistics.median(own):.1f} ms a page"
        yield at_most(
            "scroll by page, 1,000,000 rows, of an empty item model", 1.7, paired_ratio(own, empty), beside=beside
        )
        yield at_most("memory taken by opening and scrolling it", 40, max(grown), " MB")


def _inside(folder: Path, *work: str) -> dict[str, Any]:
    with Program([sys.executable, str(HERE / "inside.py"), *work], folder) as program:
        told: dict[str, Any] = json.loads(program.line())
        return told
