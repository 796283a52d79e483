"""A large session on its way out: its patient values collected, every call scrubbed, sealed again and looked over.

The session is that of the report (conformance.py).
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import prepared
from tests.benchmarks.conformance import CALLS, session
from tests.benchmarks.figure import Figure, at_most

from hisight.capture import Session
from hisight.export.departure import CancelledError, Departure
from hisight.profiles import KEY_VARIABLE
from hisight.reading import Reader

_MOST_SECONDS = 300
_MOST_WAIT = 1  # second, after a cancel


def figures(_rounds: int) -> Iterator[Figure]:
    """How long it takes, and how long a cancel."""
    os.environ[KEY_VARIABLE] = prepared.KEY
    with Session.open(session(CALLS)) as opened:
        ids = list(opened.ids())
        departure = Departure(opened, ids, Reader.default())
        began = time.monotonic()
        found = len(departure.values.all)
        collected = time.monotonic()
        for call in departure.calls():
            body = call.exchange.request_body + call.exchange.response_body
            departure.require_clean({"bytes": call.exchange.request_head + body + call.exchange.response_head})
        ended = time.monotonic()
        beside = f"{found:,} values found in {collected - began:.0f} s"
        yield at_most(f"{CALLS:,} calls scrubbed and looked over", _MOST_SECONDS, ended - began, " s", beside)
        yield at_most("cancel of it", _MOST_WAIT, _cancelled(opened, ids), " s")


def _cancelled(opened: Session, ids: list[int]) -> float:
    """Seconds from the wish to the end."""
    wished: list[float] = []

    def progress(done: int, _of: int) -> None:
        if done >= len(ids) // 20 and not wished:
            wished.append(time.monotonic())

    try:
        _ = Departure(opened, ids, Reader.default(), progress=progress, cancelled=lambda: bool(wished)).values
    except CancelledError:
        return time.monotonic() - wished[0]
    raise AssertionError


if __name__ == "__main__":
    for figure in figures(1):
        print(figure)
