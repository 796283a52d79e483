"""The lines by which proxy and window talk, and whatever else a pipe may carry."""

import os

from hisight.capture import events


def read(data: bytes) -> None:
    """Read `data` as what came through a pipe."""
    reading, writing = os.pipe()
    os.write(writing, data[:60_000])
    os.close(writing)
    for line in events.lines(reading):
        event = events.read(line)
        assert event is None or events.read(events.write(event)) == event
        events.read_command(line)
    os.close(reading)
