"""From mitmproxy's flow to what the session stores of it. It runs in the writing thread, when the answer has long left."""

import string
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import his_wire
from his_gateway import ANSWERED
from mitmproxy import http
from mitmproxy.connection import Connection
from mitmproxy.net.http import http1
from mitmproxy.utils import human

from hisight.capture import Exchange
from hisight.capture.exchange import Arrival
from hisight.capture.spool import LARGEST_IN_MEMORY
from hisight.intercept.touch import Touch, written

if TYPE_CHECKING:
    from hisight.intercept.sight import Sight

_TOUCHED = "hisight.touched"  # in the metadata of a flow: what was done to it


def arrival(
    flow: http.HTTPFlow, request: http.Request, response: http.Response | None, error: str, now: float
) -> Arrival:
    """A call that is over at the moment `now` (seconds since 1970), with the reason when it failed."""
    server, started = flow.server_conn, request.timestamp_start
    ended = flow.error.timestamp if flow.error else response.timestamp_end if response else None

    def ms_until(moment: float | None) -> float:
        return max(0.0, (moment - started) * 1000) if moment else 0.0

    asked, answered = _Side.of(request), _Side.of(response)
    own_head, own_body = flow.metadata.get(ANSWERED, (b"", b""))
    wire = his_wire.wire(request)
    opened = server.timestamp_start is not None and server.timestamp_start >= started
    exchange = Exchange(
        request_head=asked.head,
        request_body=asked.body,
        response_head=answered.head or (wire.answer if wire else b""),
        response_body=answered.body,
        url=url(request),
        client=human.format_address(flow.client_conn.peername) if flow.client_conn.peername else "",
        server=human.format_address(server.peername) if server.peername else "",
        listener=human.format_address(flow.client_conn.sockname) if flow.client_conn.sockname else "",
        started=started,
        connect_ms=_ms_between(server.timestamp_start, server.timestamp_tcp_setup) if opened else 0.0,
        tls_ms=_ms_between(server.timestamp_tcp_setup, server.timestamp_tls_setup) if opened else 0.0,
        request_ms=ms_until(request.timestamp_end),
        first_byte_ms=ms_until(response.timestamp_start) if response else 0.0,
        duration_ms=ms_until(ended or now),
        error="; ".join(filter(None, (error, asked.missing, answered.missing))),
        origin="replay" if flow.is_replay == "request" else "proxy",
        request_head_sent=asked.head_sent,
        response_head_sent=own_head or answered.head_sent,
        request_body_sent=asked.body_sent,
        response_body_sent=own_body or answered.body_sent,
        request_framing=asked.framing,
        response_framing=answered.framing,
        touched=written(flow.metadata.get(_TOUCHED, ())),
    )
    return Arrival(exchange, asked.spool, answered.spool)


def unread(client: Connection, head: bytes, error: str, now: float) -> Arrival:
    """What is known of a request that is none."""
    started = client.timestamp_start or now
    return Arrival(
        Exchange(
            request_head=head,
            request_body=b"",
            client=human.format_address(client.peername) if client.peername else "",
            listener=human.format_address(client.sockname) if client.sockname else "",
            started=started,
            duration_ms=max(0.0, (now - started) * 1000),
            error=error,
        )
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """One message of a call, as the record wants it."""

    head: bytes = b""
    body: bytes = b""
    head_sent: bytes = b""
    body_sent: bytes = b""
    framing: bytes = b""
    missing: str = ""
    spool: Path | None = None

    @classmethod
    def of(cls, message: http.Message | None) -> "_Side":
        if message is None:
            return cls()
        wire = his_wire.wire(message)
        if wire is None:  # it came over HTTP/2, or an addon made it
            return cls(_head(message), message.raw_content or b"")
        wire.body.close()
        sent = message.raw_content  # nothing when it was streamed, and when it was cut
        body = wire.body.whole()
        missing = f"{wire.body.missing} bytes of a body of {wire.body.size} could not be kept: the disk is full"
        return cls(
            wire.head,
            body,
            wire.head_sent if wire.head_sent != wire.head else b"",
            sent if sent and sent != body and wire.body.path is None else b"",
            b"".join(wire.framing),
            missing if wire.body.missing else "",
            wire.body.path,
        )


def url(request: http.Request) -> str:
    """Where `request` goes, in ASCII."""
    return _quoted(request.url)


def raw(message: http.Message) -> tuple[bytes, bytes]:
    """Head and body of `message` as they came; for one that an addon made, as they will leave."""
    wire = his_wire.wire(message)
    return wire.head if wire else _head(message), message.raw_content or b""


def now(message: http.Message) -> tuple[bytes, bytes]:
    """Head and body of `message` as they would leave now, but for blanks in the head."""
    return _head(message), message.raw_content or b""


def sight(flow: http.HTTPFlow) -> "Sight":
    """What is known of `flow` by now, to be read as far as somebody asks."""
    from hisight.intercept.sight import Sight  # alone in mitmproxy's own environment lxml may be missing

    response = flow.response
    return Sight(lambda: url(flow.request), lambda: raw(flow.request), (lambda: raw(response)) if response else None)


def touch(flow: http.HTTPFlow, deed: Touch) -> None:
    """Note for the record that something was done to `flow`."""
    flow.metadata.setdefault(_TOUCHED, []).append(deed)


@lru_cache(256)  # a peer calls the same service again and again
def _quoted(address: str) -> str:
    return quote(address, safe=string.punctuation, errors="surrogateescape")


def _head(message: http.Message) -> bytes:
    """The head as mitmproxy writes it."""
    if isinstance(message, http.Request):
        return http1.assemble_request_head(message)
    return http1.assemble_response_head(message)


def in_memory(message: http.Message | None) -> int:
    """About how many bytes a message holds in memory."""
    wire = his_wire.wire(message)
    return 1024 + (min(wire.body.size, LARGEST_IN_MEMORY) if wire else 0)


def _ms_between(begin: float | None, end: float | None) -> float:
    return max(0.0, (end - begin) * 1000) if begin and end else 0.0
