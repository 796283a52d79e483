"""Reads every harmful shape in a process of its own, under limits, and prints what came of it: one JSON object a line.

    python tests/harm/measured.py [NAME ...]      those, or all
    python tests/harm/measured.py -               those whose names come over standard input, one a line

Each is made by one fork and read by another, so that neither what it took to make it nor the shape before it counts.
"""

import gc
import json
import os
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.harm.every_shape import EVERY_SHAPE
from tests.harm.shapes import GOOD, SCHEME, exchange

from hisight.capture import Exchange, Session
from hisight.catalog import published
from hisight.reading import Reader, Reading, summarise
from hisight.reading.lines import lines

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 60


def read_completely(reader: Reader, call: Exchange) -> Reading:
    """Everything that the window and the session file ask for."""
    reading = reader.read(call)
    summarise(reading)
    for subject in reading.subjects:
        lines(subject, reading.findings)
    for message in reading.call.messages:
        assert message.notes
    return reading


def what_came_of(reader: Reader, call: Exchange) -> dict[str, object]:
    """Read `call`, then a good one, and tell."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    began = time.process_time()
    reading = read_completely(reader, call)
    seconds = time.process_time() - began
    sentences = [reading.verdict, *(finding.message for finding in reading.findings)]
    return {
        "seconds": round(seconds, 3),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "findings": sorted({finding.name for finding in reading.findings}),
        "count": len(reading.findings),
        "verdict": reading.verdict.en,
        "longest": max(len(text) for sentence in sentences for text in sentence),
        "kept": _stored(call, reading),
        "next": read_completely(reader, exchange(GOOD)).verdict.en,
    }


def _stored(call: Exchange, reading: Reading) -> bool:
    """Whether a session file takes the call with its summary, and gives back the same bytes."""
    with tempfile.TemporaryDirectory() as folder, Session.open(Path(folder) / "a.hisight", create=True) as session:
        session.append([call])
        session.store_summaries([summarise(reading)], "reader")
        back = session.get(1)
    return (back.request_body, back.response_body) == (call.request_body, call.response_body)


def forked(work: Callable[[], object]) -> object:
    """What `work` returns, done in a child process; an exception as its text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            done = work()
        except BaseException as error:  # noqa: BLE001 - whatever it was, the parent tells
            done = {"error": f"{type(error).__name__}: {str(error)[:200]}"}
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(done, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(data) if data else {"error": f"ended with status {status}"}


def main() -> None:
    """Read the shapes that are named."""
    reader = Reader(published(), scheme=SCHEME)
    read_completely(reader, exchange(GOOD))  # what is loaded once is no cost of a call
    gc.collect()
    named = sys.argv[1:] or list(EVERY_SHAPE)
    for name in map(str.strip, sys.stdin) if named == ["-"] else named:
        call = forked(lambda name=name: exchange(EVERY_SHAPE[name]))
        told = forked(lambda call=call: what_came_of(reader, call)) if isinstance(call, Exchange) else call
        assert isinstance(told, dict)
        print(json.dumps({"name": name, **told}), flush=True)


if __name__ == "__main__":
    main()
