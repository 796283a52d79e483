"""How the proxy grows: its memory in use after 1,000 and after 100,000 calls."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.programs import bench, resident_mb

FEW, MANY = 1_000, 100_000
_PATIENCE_S = 900.0


def figures(_rounds: int) -> Iterator[Figure]:
    """One run at full speed; the calls are read meanwhile, and the proxy does not wait for that."""
    with bench({"2 KB": 8000}) as made:
        ours = made.proxy("hisight")
        made.load.run(ours.port, "2 KB", 8, calls=FEW)
        before = resident_mb(ours.processes[0])
        made.load.run(ours.port, "2 KB", 8, calls=MANY - FEW, patience=_PATIENCE_S)
        grown = resident_mb(ours.processes[0]) - before
        yield at_most("memory of the proxy, 1,000 to 100,000 calls", 10, grown, " MB", f"from {before:.0f} MB")
        ours.settle(_PATIENCE_S)  # it does not end before all is read
