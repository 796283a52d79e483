"""A proxy under load that is killed at a moment, and what its session holds then."""

import http.client
import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hisight import proxy
from hisight.capture import Session, events
from hisight.capture.spool import LARGEST_IN_MEMORY

GRACE_SECONDS = 0.25
_CLIENTS = 4
_LARGE_EVERY = 40


@dataclass(frozen=True)
class Killed:
    """What came of it."""

    answered: int
    """Calls whose answer had reached the client more than a quarter second before."""
    lost: int
    """How many of them are not in the session, or otherwise than they were."""
    recorded: int
    """Calls in the session."""
    under_way: int
    """Calls under way, as the session tells."""


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Upstream(ThreadingHTTPServer):
    """Answers with what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def end(self) -> None:
        """Take no more calls."""
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        """Whoever is killed hangs up."""


def kill_under_load(upstream: str, session: Path, confdir: Path, seconds: float) -> Killed:
    """Let clients call through a proxy, kill it after `seconds`, and see what is there."""
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    arguments = proxy.arguments(listen, proxy.parse_upstream(upstream), session, confdir)
    answered: dict[str, float] = {}
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        next(filter(None, map(events.read, events.lines(child.stdout.fileno()))))
        threading.Thread(target=_drain, args=[child.stdout.fileno()], daemon=True).start()
        clients = [threading.Thread(target=_call, args=[listen.port, name, answered]) for name in range(_CLIENTS)]
        for client in clients:
            client.start()
        time.sleep(seconds)
        os.kill(child.pid, signal.SIGKILL)
        killed = time.monotonic()
        for client in clients:
            client.join()
    wanted = {name for name, moment in answered.items() if moment < killed - GRACE_SECONDS}
    with Session.open(session) as opened:
        cut = opened.cut
        found = set()
        for call in opened.exchanges(opened.ids()):
            name = call.request_body[:40].split(b" ")[0].decode()
            if call.request_body == call.response_body == body_of(name):
                found.add(name)
        recorded = opened.count()
    assert cut is not None
    return Killed(len(wanted), len(wanted - found), recorded, cut.under_way)


def body_of(name: str) -> bytes:
    """The body that the client's call of this name has; now and then one that is too large for memory."""
    large = name.endswith(f"{_LARGE_EVERY - 1}")
    return name.encode() + b" " + b"<ROOT/>" * (LARGEST_IN_MEMORY // 4 if large else 280)


def _call(port: int, client: int, answered: dict[str, float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    number = 0
    with suppress(OSError, http.client.HTTPException):
        while True:
            name = f"{client}-{number}"
            connection.request("POST", "/his", body_of(name))
            if connection.getresponse().read() == body_of(name):
                answered[name] = time.monotonic()
            number += 1


def _drain(descriptor: int) -> None:
    for _ in events.lines(descriptor):
        pass
