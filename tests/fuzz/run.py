"""Fuzzing of every reader of outside data: `python tests/fuzz/run.py --seconds 600`, with `pip install hisight[fuzz]` (Linux).

Each driver in `drivers/` takes some bytes and lets nothing but our own error types out; atheris makes the bytes, led by which
lines of our code they reach. What it finds to crash a driver lands in `seeds/`, which every test run reads again.

    --seconds N     for all drivers together (60)
    --keep          keep the inputs in `seeds/` that reach what no seed reached
    DRIVER ...      only these
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE / "seeds"
DRIVERS = sorted(path.stem for path in (HERE / "drivers").glob("*.py"))
SUFFIX = ".bin"
"""Of every seed: they are bytes, not text."""
_DONE = re.compile(r"Done (\d+) ")
_REACHED = re.compile(r"cov: (\d+)")
_LARGEST_KEPT = 600


def main() -> int:
    """Run the drivers one after the other; returns 1 when one let something out."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--keep", action="store_true")
    options.add_argument("drivers", nargs="*", choices=[[], *DRIVERS], metavar="DRIVER")
    given = options.parse_args()
    chosen = given.drivers or DRIVERS
    failed = [name for name in chosen if not _fuzz(name, max(1, given.seconds // len(chosen)), keep=given.keep)]
    print(f"{len(chosen)} drivers, {len(failed)} of them let something out: {', '.join(failed) or '-'}")
    return 1 if failed else 0


def _fuzz(name: str, seconds: int, *, keep: bool) -> bool:
    """Run the driver `name` for some seconds; True when nothing came out of it."""
    seeds = SEEDS / name
    seeds.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as found:
        arguments = [
            f"-max_total_time={seconds}",
            "-max_len=4096",
            "-timeout=10",
            "-rss_limit_mb=1500",
            f"-dict={HERE / 'words.dict'}",
            f"-artifact_prefix={seeds}{os.sep}",
        ]
        command = [sys.executable, HERE / "one.py", name, *arguments, found, seeds]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        runs, reached = _DONE.search(done.stderr), _REACHED.findall(done.stderr)
        print(f"{name:14} {runs[1] if runs else '?':>9} runs, {reached[-1] if reached else '?':>6} places reached")
        if keep:
            _keep(Path(found), seeds)
    for file in seeds.iterdir():
        if file.suffix != SUFFIX:
            file.rename(file.with_name(f"{file.name}{SUFFIX}"))
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-3000:], sep="\n")
    return done.returncode == 0


def _keep(found: Path, seeds: Path) -> None:
    """Add what was found and is small to the seeds."""
    for file in found.iterdir():
        if file.stat().st_size <= _LARGEST_KEPT:
            shutil.move(file, seeds / f"{file.name}{SUFFIX}")


if __name__ == "__main__":
    sys.exit(main())
