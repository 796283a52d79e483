"""Large sessions for the groups that need one: `session(1_000_000)` makes it once and keeps it in the folder for temporary files."""

import tempfile
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import prepared
from tests.benchmarks.decoding import exchange_of

from hisight.capture import Session, Trace
from hisight.capture.summary import Summary
from hisight.mock.peers import ENCRYPTED
from hisight.reading import Reader, summarise

_DIFFERENT = 200
_BATCH = 2000


def reader() -> Reader:
    """Who has read these sessions."""
    return Reader.default()


def session(number: int, folder: Path | None = None) -> Path:
    """The path of a session with `number` orders, all of them read; every one has keys of its own."""
    path = (folder or Path(tempfile.gettempdir())) / f"hisight-benchmark-{number}.hisight"
    mark = reader().fingerprint
    if path.exists() and not _is_read(path, mark, number):
        path.unlink()
    if not path.exists():
        _make(path, number, mark)
    return path


def _is_read(path: Path, mark: str, number: int) -> bool:
    with Session.open(path) as opened:
        return opened.last_id() == number and not opened.unread(mark, 1)


def _make(path: Path, number: int, mark: str) -> None:
    exchanges = [exchange_of(call) for call in prepared.calls("2 KB", _DIFFERENT)]
    with_key = Reader(reader().catalog, scheme=ENCRYPTED.scheme)
    summaries = [summarise(with_key.read(exchange)) for exchange in exchanges]
    with Session.open(path, create=True) as made:
        for start in range(0, number, _BATCH):
            some = range(start, min(start + _BATCH, number))
            made.append([replace(exchanges[n % _DIFFERENT], started=1.8e9 + n / 10) for n in some])
            made.store_summaries([_numbered(summaries[n % _DIFFERENT], n) for n in some], mark)


def _numbered(summary: Summary, place: int) -> Summary:
    keys = tuple((kind, f"{value}-{place}") for kind, value in summary.trace.keys)
    return replace(summary, exchange_id=place + 1, trace=Trace(summary.trace.facts, keys))
