"""The mock HIS on the network: HTTP on a free port of 127.0.0.1."""

import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from hisight.mock.his import NAMESPACE, ONE_FOR_ALL, MockHis, functions
from hisight.mock.styles import STYLES, USUAL
from hisight.mock.wsdl import wsdl
from hisight.protocol import http


class HisServer:
    """A mock HIS that can be called, from `start` (or `with`) until `close`."""

    def __init__(self, his: MockHis) -> None:
        self.his = his
        """Who answers."""
        self._server = _Server(his)
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

    def __init__(self, his: MockHis) -> None:
        self.his = his
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

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
        style = STYLES.get(where.path)
        if style is None or where.query.lower() != "wsdl":
            paths = ", ".join(STYLES)
            self._send(404, "text/plain; charset=utf-8", f"POST, or GET with ?wsdl: {paths}".encode())
            return
        names = [function.name for function in functions()]
        # Its own address, whatever the client called it: as real ones do.
        address = f"http://127.0.0.1:{self.server.server_port}{style.path}"
        document = wsdl([*names, ONE_FOR_ALL], NAMESPACE, address, style)
        self._send(200, "text/xml; charset=utf-8", document.encode())

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self.close_connection = True
            self._send(411, "text/plain; charset=utf-8", b"Content-Length is required")
            return
        body = self.rfile.read(int(length))
        style = STYLES.get(urlsplit(self.path).path)
        if style is None:
            self._send(404, "text/plain; charset=utf-8", f"POST {', '.join(STYLES)}".encode())
            return
        head = http.Head(self.requestline, tuple(self.headers.items()))
        reply = self.server.his.reply(body, head, style)
        self.server.closing.wait(reply.delay_s)
        self._send(reply.status, reply.content_type, reply.body)

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        """Say nothing: HISight records the calls."""
