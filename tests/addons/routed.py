"""A proxy with several routes, and servers behind it that misbehave."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

from hisight import proxy
from hisight.capture import Exchange, Session
from hisight.proxy import Listen, Route, Serving

_CLIENT_HELLO = b"\x16\x03"


class Routed:
    """A proxy with a route for each upstream, by name; None is a forward proxy."""

    def __init__(self, run, folder: Path, confdir: Path, upstreams: dict[str, str | None], serving: Serving) -> None:
        used: set[int] = set()
        self.routes: dict[str, Route] = {}
        for name, upstream in upstreams.items():
            port = proxy.free_port(avoid=used)
            used.add(port)
            target = upstream if upstream is None else proxy.parse_upstream(upstream.replace("{self}", str(port)))
            self.routes[name] = Route(Listen("127.0.0.1", port), target)
        self.session = folder / "calls.hisight"
        self.process = run(proxy.command(list(self.routes.values()), self.session, confdir, serving))
        self.process.wait_for(lambda line: '"listening"' in line)
        self.seen = 0

    def next(self) -> Exchange:
        """The next exchange, once the proxy says that it is recorded."""
        self.seen += 1
        self.process.wait_for_exchange(self.seen)
        with Session.open(self.session) as session:
            return session.get(self.seen)

    def ask(
        self, name: str, path: str = "/his", body: bytes | None = b"hi", **fields: str
    ) -> tuple[int, dict[str, str], bytes]:
        """What a real client gets on this route."""
        connection = http.client.HTTPConnection("127.0.0.1", self.routes[name].listen.port, timeout=20)
        try:
            connection.request(
                "POST" if body is not None else "GET", path, body, {k.replace("_", "-"): v for k, v in fields.items()}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


class Server:
    """A server that treats each connection as it is told to, in a thread."""

    def __init__(self, treat: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> None:
        self._treat, self._tls = treat, tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            try:
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                with connection:
                    self._treat(connection)
            except OSError:
                connection.close()  # what the proxy did not trust


def read_request(connection: socket.socket) -> None:
    """Read one request to its end: hanging up on unread bytes would reset the connection, and the answer may be lost."""
    got = b""
    while not got.startswith(_CLIENT_HELLO) and (
        b"\r\n\r\n" not in got or (b"ontent-" in got and not got.endswith((b"hi", b"<a/>")))
    ):
        part = connection.recv(65536)
        if not part:
            return
        got += part


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    """Reads a request, answers, hangs up."""

    def treat(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(answer)

    return treat


def tls(pem: Path, *, clients: Path | None = None) -> ssl.SSLContext:
    """Serve with this certificate; `clients` is who must have signed that of a client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    if clients:
        context.load_verify_locations(clients)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
