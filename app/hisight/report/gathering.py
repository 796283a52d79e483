"""A report on the sessions that somebody names: read over once, added up, explained, and what would be mended read again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from hisight.capture import Exchange, Session
from hisight.reading import Reader
from hisight.report.causes import Cause, Trouble
from hisight.report.coverage import CallId, Coverage
from hisight.report.observation import observe
from hisight.report.reading_over import read_over
from hisight.report.recheck import Recheck, recheck
from hisight.report.tally import Tally
from hisight.report.trend import Step, trend

MOST_RECHECKED = 100
"""Calls of one cause that are mended and read again; of more, some from the first to the last."""

Progress = Callable[[int, int], None]
"""Is told how many of how many calls are read."""


class Stopped(Exception):  # noqa: N818 - no error: somebody wanted it
    """The report was given up."""


@dataclass(frozen=True, slots=True)
class Report:
    """What sessions show of an interface and of those who speak it."""

    coverage: Coverage
    """Function by function."""
    causes: tuple[Cause, ...]
    """The few causes that explain most of the trouble, the greatest first."""
    troubled: int
    """How many calls failed or do not conform."""
    steps: tuple[Step, ...] | None = None
    """What changed since another session; None where none was named."""
    since: str = ""
    """The name of that session."""

    @property
    def explained(self) -> int:
        """How many of the troubled calls the causes explain."""
        return sum(cause.newly for cause in self.causes)


def _no_progress(_done: int, _of: int) -> None:
    pass


def gather(
    paths: Sequence[Path],
    reader: Reader,
    *,
    since: Path | None = None,
    progress: Progress = _no_progress,
    stopped: Callable[[], bool] = lambda: False,
    workers: int = 0,
) -> Report:
    """A report on the sessions at `paths`, read with `reader`; with `since` also what changed since that session.

    `stopped` is asked between some calls and the next. Raises SessionError when a file cannot be read, Stopped.
    """
    with ExitStack() as open_files:
        sessions = [open_files.enter_context(Session.open(path)) for path in paths]
        before = open_files.enter_context(Session.open(since)) if since else None
        counter = _Counter(sum(one.count() for one in (*sessions, *((before,) if before else ()))), progress, stopped)
        tally, trouble = Tally(reader.catalog), Trouble()
        for index, session in enumerate(sessions):
            _read(session, reader, index, tally, trouble, counter, workers)
        coverage = tally.coverage([path.name for path in paths])
        causes = tuple(replace(cause, recheck=_recheck(cause, sessions, reader, counter)) for cause in trouble.causes())
        if before is None or since is None:
            return Report(coverage, causes, trouble.calls)
        tally_before = Tally(reader.catalog)
        _read(before, reader, 0, tally_before, Trouble(), counter, workers)
        steps = tuple(trend(tally_before.coverage([since.name]), coverage))
        return Report(coverage, causes, trouble.calls, steps, since.name)


def _read(
    session: Session, reader: Reader, index: int, tally: Tally, trouble: Trouble, counter: "_Counter", workers: int
) -> None:
    read = read_over(session, reader.of(session), observe, workers=workers)
    try:
        for some in read:
            for one in some:
                tally.add(index, one)
                trouble.add(index, one)
            counter.count(len(some))
    finally:
        read.close()


def _recheck(cause: Cause, sessions: Sequence[Session], reader: Reader, counter: "_Counter") -> Recheck | None:
    calls = _some([one.call for one in cause.calls])

    def exchanges() -> Iterator[Exchange]:
        for call in calls:
            counter.count(0)
            yield sessions[call.session].get(call.number)

    return recheck(exchanges(), reader, cause.symptoms)


def _some(calls: Sequence[CallId]) -> Sequence[CallId]:
    """At most `MOST_RECHECKED` of `calls`, evenly spread."""
    if len(calls) <= MOST_RECHECKED:
        return calls
    return [calls[place * len(calls) // MOST_RECHECKED] for place in range(MOST_RECHECKED)]


class _Counter:
    """Tells how far it is, and stops when somebody has asked for it."""

    def __init__(self, of: int, progress: Progress, stopped: Callable[[], bool]) -> None:
        self._done, self._of, self._progress, self._stopped = 0, of, progress, stopped

    def count(self, calls: int) -> None:
        if self._stopped():
            raise Stopped
        self._done += calls
        self._progress(self._done, self._of)
