"""Runs of HTTP messages, and connections that carry them."""

from hisight.imports.http_stream import message_at, messages
from hisight.imports.packets.connection import Connection
from hisight.imports.packets.segment import Segment
from hisight.imports.pairing import exchange_of, paired

_SIDES = ("a:1", "b:2")


def read(data: bytes) -> None:
    """Read `data` as a run of messages; then as the segments of a connection, the first byte of a line telling which."""
    position = 0
    for one in messages(data):
        assert position <= one.start < one.end <= len(data)
        position = one.end
    for request, answer in paired(messages(data)):
        exchange_of(request, answer)
    for start in range(min(len(data), 20)):
        message_at(data, start, whole=False)
    connection = Connection()
    for line in data.split(b"\n;"):
        bits, rest = (line[0], line[1:]) if line else (0, b"")
        source, target = _SIDES if bits & 1 else _SIDES[::-1]
        from_client = bool(bits & 32) if bits & 2 else None
        segment = Segment(
            "0", 1.0, source, target, bits * 7, rest, bool(bits & 2), from_client, bool(bits & 4), bool(bits & 8)
        )
        list(connection.take(segment))
    list(connection.end())
