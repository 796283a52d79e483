"""The lines by which the proxy, the window and the command line tell each other what happened: one JSON object a line.

The file is the truth and the lines are hints: whoever misses one asks the session. A line that is not one of ours is None,
and belongs in a log pane; an empty one is nothing. Text is ASCII on the wire, whatever code page a pipe may have.

    {"event": "listening", "address": "127.0.0.1:9000", "upstream": "http://his:8080", "session": "/data/a.hisight"}
    {"event": "exchange", "id": 42}
    {"event": "summary", "ids": [41, 42]}
    {"event": "error", "zh": "...", "en": "..."}
    {"event": "note", "zh": "...", "en": "..."}
    {"event": "state", "under_way": 1, "waiting": 0, "lost": 0, "errors": 0}
    {"event": "stopped", "unsaved": 0}
    {"command": "state"}
    {"command": "stop"}

Those about calls that are held stand in `hisight.capture.pausing`.
"""

import json
import os
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from hisight.capture import pausing
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Listening:
    """The proxy takes connections."""

    address: str
    """`host:port` it listens on."""
    upstream: str
    """Where it sends what it gets: scheme, host and port."""
    session: str
    """Path of the file it records into."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Exchanges are in the session file: with one line for a batch, because who reads it takes time from the traffic."""

    id: int
    """The number of the last."""


@dataclass(frozen=True, slots=True)
class Summarised:
    """Exchanges were read, and their summaries are in the session file."""

    ids: tuple[int, ...]
    """Their numbers."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong; the sender goes on as well as it can."""

    message: Words
    """What, in both languages: the reader may speak another than the sender."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Nothing is wrong, but a person should know."""

    message: Words
    """What, in both languages."""


@dataclass(frozen=True, slots=True)
class State:
    """How recording goes; the answer to `AskState`."""

    under_way: int
    """Calls that have no answer yet."""
    waiting: int
    """Exchanges that wait to be written."""
    lost: int
    """Exchanges that were not recorded, in this run."""
    errors: int
    """Attempts to write that failed, in this run."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The proxy has ended by itself or because it was told to, and its file is closed."""

    unsaved: int
    """How many exchanges could not be written."""


@dataclass(frozen=True, slots=True)
class AskState:
    """A command: tell how recording goes."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A command: take no more calls, write what is waiting, end."""


Event = Listening | Recorded | Summarised | Trouble | Noted | State | Stopped | pausing.Event
Command = AskState | Stop | pausing.Command


def write(message: Event | Command) -> str:
    """`message` as a line, with its line end."""
    fields: dict[str, object]
    match message:
        case Listening(address, upstream, session):
            fields = {"event": "listening", "address": address, "upstream": upstream, "session": session}
        case Recorded(number):
            fields = {"event": "exchange", "id": number}
        case Summarised(ids):
            fields = {"event": "summary", "ids": list(ids)}
        case Trouble(words):
            fields = {"event": "error", "zh": words.zh, "en": words.en}
        case Noted(words):
            fields = {"event": "note", "zh": words.zh, "en": words.en}
        case State(under_way, waiting, lost, errors):
            fields = {"event": "state", "under_way": under_way, "waiting": waiting, "lost": lost, "errors": errors}
        case Stopped(unsaved):
            fields = {"event": "stopped", "unsaved": unsaved}
        case AskState():
            fields = {"command": "state"}
        case Stop():
            fields = {"command": "stop"}
        case held:
            fields = pausing.written(held)
    return json.dumps(fields) + "\n"


def read(line: str) -> Event | None:
    """The event in `line`; None when the line is anything else."""
    found = _object(line)
    match found:
        case {"event": "listening", "address": str(address), "upstream": str(upstream), "session": str(session)}:
            return Listening(address, upstream, session)
        case {"event": "exchange", "id": int(number)}:
            return Recorded(number)
        case {"event": "summary", "ids": [*ids]} if all(isinstance(number, int) for number in ids):
            return Summarised(tuple(ids))
        case {"event": "error", "zh": str(zh), "en": str(en)}:
            return Trouble(Words(zh, en))
        case {"event": "note", "zh": str(zh), "en": str(en)}:
            return Noted(Words(zh, en))
        case {
            "event": "state",
            "under_way": int(under_way),
            "waiting": int(waiting),
            "lost": int(lost),
            "errors": int(errors),
        }:
            return State(under_way, waiting, lost, errors)
        case {"event": "stopped", "unsaved": int(unsaved)}:
            return Stopped(unsaved)
    return cast("pausing.Event | None", pausing.read("event", found))


def read_command(line: str) -> Command | None:
    """The command in `line`; None when it is not one that we know."""
    found = _object(line)
    match found:
        case {"command": "stop"}:
            return Stop()
        case {"command": "state"}:
            return AskState()
    return cast("pausing.Command | None", pausing.read("command", found))


def lines(descriptor: int) -> Iterator[str]:
    """The lines that arrive on an open file descriptor, until its end.

    It reads the descriptor itself: a thread that waits in `sys.stdin.readline` holds a lock that aborts Python when it exits.
    """
    waiting = b""
    while True:
        try:
            received = os.read(descriptor, 65536)
        except OSError:
            received = b""
        *whole, waiting = (waiting + received).split(b"\n")
        for line in whole if received else [*whole, waiting]:
            if line.strip():
                yield line.decode("utf-8", "replace").rstrip("\r")
        if not received:
            return


class Outlet:
    """Writes events to an open file descriptor from a thread of its own; while nobody reads them, further ones are dropped."""

    def __init__(self, descriptor: int, capacity: int = 1000) -> None:
        self._descriptor = descriptor
        self._waiting: queue.Queue[Event | None] = queue.Queue(capacity)
        self._thread = threading.Thread(target=self._run, name="hisight-outlet", daemon=True)
        self._thread.start()

    def send(self, event: Event) -> None:
        """Have `event` written soon; never waits, never raises."""
        with suppress(queue.Full):
            self._waiting.put_nowait(event)

    def close(self, seconds: float = 2.0) -> None:
        """Write what waits, for at most about `seconds`."""
        with suppress(queue.Full):
            self._waiting.put(None, timeout=seconds)
            self._thread.join(seconds)

    def _run(self) -> None:
        while event := self._waiting.get():
            # Standard error often shares the pipe, and Python writes a line and its end in two steps there: begin a line.
            line = b"\n" + write(event).encode()
            with suppress(OSError):  # the reader is gone; the end of our standard input will tell
                while line:
                    line = line[os.write(self._descriptor, line) :]


def _object(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
