"""What each harmful message costs: `python tests/benchmarks/harm.py`. The issue allows one second and 200 MB.

Seconds are of the processor, in a fork that reads that one message; megabytes are the peak of the whole process.
"""

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "harm" / "measured.py"


def main() -> None:
    """Print a line for each shape, the slowest first, and the worst of all."""
    done = subprocess.run([sys.executable, PROGRAM, *sys.argv[1:]], stdout=subprocess.PIPE, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    for one in sorted(told, key=lambda one: -one["seconds"]):
        print(f"{one['name']:45} {one['seconds']:7.3f} s {one['megabytes']:5} MB  {', '.join(one['findings'])}")
    slowest, largest = (max(one[what] for one in told) for what in ("seconds", "megabytes"))
    print(f"{len(told)} messages, at most {slowest:.3f} s and {largest} MB")


if __name__ == "__main__":
    main()
