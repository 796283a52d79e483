"""Calls of the mock peers, recorded once: what views and dialogs are tested with."""

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from hisight.capture import Exchange, Session
from hisight.catalog import published
from hisight.mock import DEMO_KEY, PEERS, SCRIPT, HisServer, MockHis, Platform
from hisight.mock.clock import Clock
from hisight.protocol import Scheme, http
from hisight.reading import Reader, Reading, summarise

READER = Reader(published(), scheme=Scheme(keys=(DEMO_KEY,)))
URL = "http://his.example:8080/HisService"
_TEXT = ("Content-Type", "text/xml; charset=utf-8")

CLOCK = Clock()
"""It stood at half past nine when the tests began: no run crosses midnight, after which the shifts of a recorded call are gone."""
CLOCK.put(datetime.combine(date.today(), time(9, 30)))


def his() -> HisServer:
    """A hospital that was not asked before, of the day on which the calls were recorded."""
    return HisServer(MockHis(PEERS, CLOCK))


def number(fault: str, fun_code: str = "") -> int:
    """The number of the first call with this fault (empty: none), and this FUN_CODE."""
    return next(
        place
        for place, step in enumerate(SCRIPT, start=1)
        if step.fault.name == fault and fun_code in ("", step.fun_code)
    )


@cache
def exchanges() -> tuple[Exchange, ...]:
    """One round of the script."""
    with his() as server:
        platform = Platform(server.url, befall=server.his.befall, clock=CLOCK)
        return tuple(
            Exchange(
                http.Head("POST /HisService HTTP/1.1", (("Host", "his.example:8080"), _TEXT)).to_bytes(),
                sent.request,
                http.Head(f"HTTP/1.1 {sent.status} OK", (_TEXT,)).to_bytes(),
                sent.answer,
                url=URL,
                client="127.0.0.1:50000",
                server="his.example:8080",
                started=1_763_900_000.0 + place,
                request_ms=1.0,
                first_byte_ms=2.0,
                duration_ms=3.0,
                id=place,
            )
            for place, sent in enumerate(platform.calls(len(SCRIPT)), start=1)
        )


def exchange(fault: str = "", fun_code: str = "") -> Exchange:
    """The first call with this fault."""
    return exchanges()[number(fault, fun_code) - 1]


def reading(fault: str = "", fun_code: str = "", **changes) -> Reading:
    """The reading of that call, some of its recorded facts changed."""
    return READER.read(replace(exchange(fault, fun_code), **changes))


def session(path: Path) -> Session:
    """All calls in a new session file, with their summaries."""
    opened = Session.open(path, create=True)
    opened.append(exchanges())
    opened.store_summaries([summarise(READER.read(one)) for one in exchanges()], READER.fingerprint)
    return opened
