"""The mock HIS on the network, over HTTP.

POST PATH                 a call, in the style of that path (hisight.mock.styles)
POST PATH.asmx/OPERATION  a call as a form; GET with a query does the same
GET PATH?wsdl             its WSDL
GET, POST /mock/clock     the time at the hospital; POST `+600` puts it forward by so many seconds
"""

import re
import socket
import sys
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from hisight.mock.clock import Clock
from hisight.mock.his import NAMESPACE, ONE_FOR_ALL, MockHis, functions
from hisight.mock.styles import STYLES, USUAL, Style, at
from hisight.mock.wsdl import wsdl
from hisight.protocol import http

CLOCK = "/mock/clock"
"""Where the hospital's clock is read and put forward, where it is one that can be."""

_STEP = re.compile(rb"\s*\+(\d{1,7})\s*")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
_LONGEST_LINE = 8192
_TEXT = "text/plain; charset=utf-8"


class HisServer:
    """A mock HIS that can be called, from `start` (or `with`) until `close`."""

    def __init__(self, his: MockHis, host: str = "127.0.0.1", port: int = 0) -> None:
        """Port 0 takes a free one. Raises OSError when it cannot listen there."""
        self.his = his
        """Who answers."""
        self._server = _Server(his, host, port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="mock-his"
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    @property
    def origin(self) -> str:
        """Scheme, host and port, for a proxy in front of it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where requests go."""
        return f"{self.origin}{USUAL.path}"

    def start(self) -> None:
        """Listen, in a thread."""
        self._thread.start()

    def close(self) -> None:
        """Hang up on everybody and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that close waits for the last answer
    request_queue_size = 64

    def __init__(self, his: MockHis, host: str, port: int) -> None:
        self.his = his
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        super().__init__((host, port), _Handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        assert isinstance(request, socket.socket)
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Say nothing of a caller who did not wait for the answer; anything else is our mistake, and shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """End kept-alive connections, whose threads would wait for a next request for ever."""
        self.closing.set()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was faster


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "MockHis"
    sys_version = ""
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        style, his = at(where.path), self.server.his
        if where.path == CLOCK:
            self._send(200, _TEXT, f"{his.clock():%Y-%m-%d %H:%M:%S}\n".encode())
        elif style is not None and where.path == style.path and where.query.lower() == "wsdl":
            self._send(200, "text/xml; charset=utf-8", self._wsdl(style).encode())
        elif style is not None and where.path != style.path:
            self._call(b"", style)
        else:
            self._send(404, _TEXT, f"POST, or GET with ?wsdl: {', '.join(STYLES)}".encode())

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(411, _TEXT, b"Content-Length, or chunks, are required")
            return
        path = urlsplit(self.path).path
        style = at(path)
        if path == CLOCK:
            self._put_forward(body)
        elif style is None:
            self._send(404, _TEXT, f"POST {', '.join(STYLES)}".encode())
        else:
            self._call(body, style)

    def _body(self) -> bytes | None:
        """The body, of a known length or in chunks (RFC 9112, 7.1); None when it is neither."""
        length = self.headers.get("Content-Length", "")
        if length.isdecimal():
            return self.rfile.read(int(length))
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return None
        body = b""
        while True:
            size = self.rfile.readline(_LONGEST_LINE).partition(b";")[0].strip()
            if not _CHUNK_SIZE.fullmatch(size):
                return None
            chunk = self.rfile.read(int(size, 16))
            if not chunk:
                break
            body += chunk
            self.rfile.readline(_LONGEST_LINE)
        while self.rfile.readline(_LONGEST_LINE).strip():
            pass  # trailers
        return body

    def _call(self, body: bytes, style: Style) -> None:
        head = http.Head(self.requestline, tuple(self.headers.items()))
        reply = self.server.his.reply(body, head, style)
        self.server.closing.wait(reply.delay_s)
        self._send(reply.status, reply.content_type, reply.body)

    def _wsdl(self, style: Style) -> str:
        # Its own address, whatever the client called it, as real ones do; only one that listens everywhere cannot know it.
        own, port = str(self.server.server_address[0]), self.server.server_port
        host = (self.headers.get("Host") if own in _EVERYWHERE else None) or f"{own}:{port}"
        names = [] if style.one_for_all else [function.name for function in functions()]
        return wsdl([*names, ONE_FOR_ALL], NAMESPACE, f"http://{host}{style.path}", style)

    def _put_forward(self, body: bytes) -> None:
        clock, step = self.server.his.clock, _STEP.fullmatch(body)
        if not isinstance(clock, Clock):
            self._send(409, _TEXT, b"this clock cannot be put forward")
        elif step is None:
            self._send(400, _TEXT, b"write +600 to put the clock forward by 600 seconds")
        else:
            clock.move(timedelta(seconds=int(step[1])))
            self._send(200, _TEXT, f"{clock():%Y-%m-%d %H:%M:%S}\n".encode())

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        """Say nothing: HISight records the calls."""
