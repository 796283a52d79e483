"""Makes mitmproxy pass HTTP/1 messages as they came, byte for byte, and keeps those bytes for the record.

WORKAROUND: mitmproxy 11 reads a head into fields and writes those again (blanks, empty values, folded lines, bare line feeds
and a missing reason change), takes `Expect` away, joins or splits chunks and drops their extensions, stops at trailers, and
takes an interim answer such as `100 Continue` for the last one. So its two HTTP/1 connection classes are replaced by ones that
remember what they read, and write that when nobody has changed the message meanwhile. Unnecessary once mitmproxy keeps the raw
bytes itself. Whatever somebody edited leaves as mitmproxy writes it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from h11 import Data, EndOfMessage
from h11._readers import ChunkedReader
from h11._receivebuffer import ReceiveBuffer
from mitmproxy.connection import Connection
from mitmproxy.http import Message, Request
from mitmproxy.net.http import http1
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import http
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._events import (
    HttpEvent,
    RequestData,
    RequestEndOfMessage,
    RequestHeaders,
    ResponseData,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseProtocolError,
)

from hisight.capture.spool import Spool

CommandGenerator = Iterator[commands.Command]

_INTERIM = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d")
_EXPECT = re.compile(rb"\nexpect[ \t]*:", re.IGNORECASE)
_TOGETHER = 64 * 1024  # a smaller body leaves together with its head: to send twice costs more than anything else does
_MOST_FRAMING = 10_000  # pieces around the chunks that are kept for the record


@dataclass(slots=True)
class Wire:
    """One message as it came, while it passes."""

    head: bytes
    """Start line and fields, with their line ends."""
    parsed: bytes
    """What mitmproxy would write in its place, when nobody edits it."""
    body: Spool
    """What came of its body: chunks joined, still compressed if it was."""
    head_sent: bytes = b""
    """Its head as it left; empty until then."""
    framing: list[bytes] = field(default_factory=list)
    """What stood around its chunks."""
    digest: Any = None
    """A running SHA-256 of the body, when it came in chunks: it tells whether somebody edited it."""
    unsent: list[bytes] = field(default_factory=list)
    """What came of its body with everything around the chunks, and has not left yet."""
    exact: bool | None = None
    """True when the chunks leave as they came; None until it is decided."""

    instead: bytes = b""
    """The head to write in place of the one that came, when somebody edited it; else empty."""
    answer: bytes = b""
    """Of a request: what came back, when that is no HTTP."""

    def took(self, pieces: list[bytes], data: bytes) -> None:
        """`pieces` were read, of which the last is `data`, a part of the body."""
        self.body.take(data)
        if self.digest is not None:
            self.digest.update(data)
            self.unsent += pieces
            self._around(pieces[:-1])

    def ended(self, pieces: list[bytes]) -> None:
        """`pieces` were read, and with them the body is complete."""
        if self.digest is not None:
            self.unsent += pieces
            self._around(pieces)

    def _around(self, pieces: list[bytes]) -> None:
        if len(self.framing) < _MOST_FRAMING:
            self.framing += pieces


def install(
    spool_beside: Callable[[], Path | None], unread: Callable[[Connection, bytes, str], None]
) -> Callable[[], None]:
    """Replace mitmproxy's HTTP/1 connections; returns what puts them back.

    `spool_beside` names the session beside which large bodies are kept. `unread` is told of a request that could not be read:
    the connection, what came, and why.
    """
    _Exact.spool_beside = staticmethod(spool_beside)
    ExactServer.unread = staticmethod(unread)
    before = http.Http1Server, http.Http1Client

    def put_back() -> None:
        http.Http1Server, http.Http1Client = before

    http.Http1Server, http.Http1Client = ExactServer, ExactClient
    return put_back


def wire(message: Message | None) -> Wire | None:
    """What is known of a message from the wire; None when it did not come over HTTP/1, or an addon made it."""
    return message.__dict__.get("his_wire") if message else None


def replaced(message: Message, head: bytes) -> None:
    """Somebody has edited `message`: let its head leave as the bytes `head`, and its body as mitmproxy writes it."""
    known = wire(message)
    if known:
        assemble = http1.assemble_request_head if isinstance(message, Request) else http1.assemble_response_head
        known.parsed, known.instead, known.digest = assemble(message), head, None


class _Buffer(ReceiveBuffer):
    """Remembers what is taken out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[bytes] = []

    def _extract(self, count: int) -> bytearray:
        out = super()._extract(count)
        self.taken.append(out)
        return out

    def begins(self) -> bytes:
        """The first bytes in it."""
        return bytes(self._data[:16])


class _AnyChunks(ChunkedReader):
    """Ends at trailers as at none: mitmproxy cannot pass them on, but we pass the bytes."""

    def __call__(self, buffer: ReceiveBuffer) -> Data | EndOfMessage | None:
        event = super().__call__(buffer)
        return EndOfMessage() if isinstance(event, EndOfMessage) else event


class _Exact(_http1.Http1Connection):
    """What both sides have in common."""

    spool_beside: Callable[[], Path | None]

    def __init__(self, context: Context, *connection: Connection) -> None:
        super().__init__(context, *connection)
        self.buf = _Buffer()
        self._head: commands.SendData | None = None  # waits for the body, which follows at once

    def _begun(self, message: Message, parsed: bytes) -> None:
        if wire(message) is None:  # a pipelined one is begun within the end of the one before
            message.his_wire = Wire(b"".join(self.buf.taken), parsed, Spool(self.spool_beside()))
            self.buf.taken.clear()

    def _body_of(self, message: Message, event: events.Event) -> CommandGenerator:
        """What mitmproxy does about a part of the body of `message`; each part is kept on its way."""
        known = wire(message)
        if type(self.body_reader) is ChunkedReader:
            self.body_reader, known.digest = _AnyChunks(), hashlib.sha256()
        for command in super().read_body(event):
            happened = command.event if isinstance(command, http.ReceiveHttp) else None
            if isinstance(happened, (RequestData, ResponseData)):
                known.took(self.buf.taken, happened.data)
                self.buf.taken = []
            elif isinstance(happened, (RequestEndOfMessage, ResponseEndOfMessage)):
                known.ended(self.buf.taken)
                self.buf.taken = []
            yield command

    def _as_it_came(self, message: Message, event: HttpEvent, command: commands.Command) -> CommandGenerator:
        """`command`, which sends a part of `message`, with the bytes that came in place of mitmproxy's own."""
        known = wire(message)
        if known and isinstance(command, commands.SendData):
            if isinstance(event, (RequestHeaders, ResponseHeaders)):
                if command.data == known.parsed:
                    command.data = known.instead or known.head
                known.head_sent = command.data
                if not event.end_stream and not message.stream:
                    self._head = command
                    return
            elif known.digest is not None:
                if known.exact is None:
                    data = getattr(event, "data", b"")
                    edited = not message.stream and hashlib.sha256(data).digest() != known.digest.digest()
                    known.exact = not edited and not callable(message.stream)
                if known.exact:
                    command.data, known.unsent = b"".join(known.unsent), []
            if not command.data:
                return
        if self._head and isinstance(command, commands.SendData) and len(command.data) < _TOGETHER:
            command.data, self._head = self._head.data + command.data, None
        yield from self._not_held_longer(event)
        yield command

    def _not_held_longer(self, event: HttpEvent) -> CommandGenerator:
        """Send a head that waits for its body, once something else than that head is to be sent."""
        if self._head and not isinstance(event, (RequestHeaders, ResponseHeaders)):
            head, self._head = self._head, None
            yield head


class ExactServer(_Exact, _http1.Http1Server):
    """Our end of a client's connection."""

    unread: Callable[[Connection, bytes, str], None]
    _told: commands.Log | None = None

    def read_headers(self, event: events.Event) -> CommandGenerator:
        """Read the head of a request."""
        self.buf.taken = []
        while self.buf.begins().startswith((b"\r\n", b"\n")):  # an empty line before a request is no request
            self.buf.maybe_extract_lines()
            self.buf.taken = []
        for command in super().read_headers(event):
            if isinstance(command, http.ReceiveHttp) and isinstance(command.event, RequestHeaders):
                self._begun(command.event.request, _parsed(command.event.request))
            elif isinstance(command, commands.Log) and command is not self._told:
                self._told = command
                cut = isinstance(event, events.ConnectionClosed)
                reason = "client disconnected within the head" if cut else command.message.partition(": ")[2]
                self.unread(self.conn, b"".join(self.buf.taken) or bytes(self.buf), reason)
            yield command

    def read_body(self, event: events.Event) -> CommandGenerator:
        """Read a part of a request's body."""
        return self._body_of(self.request, event)

    def send(self, event: HttpEvent) -> CommandGenerator:
        """Send a part of an answer."""
        for command in super().send(event):
            yield from self._as_it_came(self.response, event, command)
        yield from self._not_held_longer(event)


class ExactClient(_Exact, _http1.Http1Client):
    """Our end of a server's connection."""

    def read_headers(self, event: events.Event) -> CommandGenerator:
        """Read the head of an answer; interim ones before it pass."""
        self.buf.taken = []
        while self.request and _INTERIM.match(self.buf.begins()):
            if not self.buf.maybe_extract_lines():
                return
            interim, self.buf.taken = b"".join(self.buf.taken), []
            if b" 100" not in interim[:13] or not _EXPECT.search(wire(self.request).head):  # mitmproxy has sent one
                yield commands.SendData(self.context.client, interim)
        for command in super().read_headers(event):
            if isinstance(command, http.ReceiveHttp) and isinstance(command.event, ResponseHeaders):
                self._begun(command.event.response, http1.assemble_response_head(command.event.response))
            elif isinstance(command, http.ReceiveHttp) and isinstance(command.event, ResponseProtocolError):
                asked = wire(self.request)
                asked.answer = asked.answer or b"".join(self.buf.taken) or bytes(self.buf)
            yield command

    def read_body(self, event: events.Event) -> CommandGenerator:
        """Read a part of an answer's body."""
        return self._body_of(self.response, event)

    def send(self, event: HttpEvent) -> CommandGenerator:
        """Send a part of a request."""
        message = event.request if isinstance(event, RequestHeaders) else self.request
        for command in super().send(event):
            yield from self._as_it_came(message, event, command)
        yield from self._not_held_longer(event)


def _parsed(request: Request) -> bytes:
    """The head that mitmproxy would send for `request`: it answers `100-continue` itself, and takes that field away."""
    if request.headers.get("expect", "").lower() == "100-continue":
        request = request.copy()
        request.headers.pop("expect")
    return http1.assemble_request_head(request)
