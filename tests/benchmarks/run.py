"""The table of issue 5: `python tests/benchmarks/run.py` measures everything, `run.py throughput cpu` only that.

It needs no special rights, and Linux for the processor time and memory of other processes. Let nothing else run meanwhile.
"""

import argparse
import importlib
import importlib.util
import os
import platform
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.figure import ROUNDS

GROUPS = {
    "throughput": "calls/s against bare mitmdump and mitmdump -w",
    "cpu": "processor time a call",
    "latency": "at 50 calls a second",
    "memory": "of the proxy, to 100,000 calls",
    "kill": "exchanges lost under kill -9",
    "wire": "bytes changed on the wire",
    "decoding": "reading against the plain chain of library calls",
    "finding": "pages, filters and full text in a large session",
    "conformance": "a report on 100,000 calls",
    "scrubbing": "a large session scrubbed, sealed again and looked over",
    "size": "on disk, against mitmproxy's own file",
    "window": "the live window, and a call selected",
    "scrolling": "open and scroll a large session",
    "starting": "until the proxy listens, until the window is painted",
}
"""Every group of the table, in its order: a module here."""


def main() -> int:
    """Print the table; the exit code is 1 when a figure is not reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words = ", ".join(f"{name} ({what})" for name, what in GROUPS.items())
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"which figures; all without any: {words}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often two things are taken in turns")
    chosen = parser.parse_args()
    unknown = set(chosen.groups) - GROUPS.keys()
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}. There are {', '.join(GROUPS)}")
    print(machine())
    reached = True
    for name in chosen.groups or GROUPS:
        began = time.monotonic()
        if importlib.util.find_spec(f"tests.benchmarks.{name}") is None:
            print(f"  {name}: not there yet")
            continue
        for figure in importlib.import_module(f"tests.benchmarks.{name}").figures(chosen.rounds):
            print(figure, flush=True)
            reached &= figure.ok
        print(f"  {name}: {time.monotonic() - began:.0f} s", flush=True)
    return 0 if reached else 1


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, load {load:.1f}"


if __name__ == "__main__":
    sys.exit(main())
