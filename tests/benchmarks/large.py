"""Large sessions for the groups that need one; each is made once and kept in the folder for temporary files.

`python large.py NUMBER PATH` makes one, in a process with the environment of those that are going to read it.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import prepared
from tests.benchmarks.decoding import exchange_of
from tests.benchmarks.programs import HERE, Program

from hisight.capture import Session, Trace
from hisight.capture.summary import Summary
from hisight.reading import Reader, summarise

_DIFFERENT = 200
_BATCH = 2000


def session(number: int, folder: Path) -> Path:
    """The path of a session with `number` orders, all of them read; every one has keys of its own.

    `folder` is where the programs of the benchmark have their own data. A session that another version has read is made anew.
    """
    path = Path(tempfile.gettempdir()) / f"hisight-benchmark-{number}.hisight"
    with Program([sys.executable, str(HERE / "large.py"), str(number), str(path)], folder) as program:
        program.line()
    return path


def make(path: Path, number: int) -> None:
    """Make the session unless it is there."""
    reader = Reader.default()
    if path.exists() and not _is_read(path, reader.fingerprint, number):
        path.unlink()
    if path.exists():
        return
    exchanges = [exchange_of(call) for call in prepared.calls("2 KB", _DIFFERENT)]
    summaries = [summarise(reader.read(exchange)) for exchange in exchanges]
    with Session.open(path, create=True) as made:
        for start in range(0, number, _BATCH):
            some = range(start, min(start + _BATCH, number))
            made.append([replace(exchanges[n % _DIFFERENT], started=1.8e9 + n / 10) for n in some])
            made.store_summaries([_numbered(summaries[n % _DIFFERENT], n) for n in some], reader.fingerprint)


def _is_read(path: Path, mark: str, number: int) -> bool:
    with Session.open(path) as opened:
        return opened.last_id() == number and not opened.unread(mark, 1)


def _numbered(summary: Summary, place: int) -> Summary:
    keys = tuple((kind, f"{value}-{place}") for kind, value in summary.trace.keys)
    return replace(summary, exchange_id=place + 1, trace=Trace(summary.trace.facts, keys))


if __name__ == "__main__":
    make(Path(sys.argv[2]), int(sys.argv[1]))
    print("made", flush=True)
