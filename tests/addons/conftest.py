"""A real mitmdump in front of a peer that says exactly the bytes it is told to."""

import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hisight.capture import events


class Peer:
    """A server that notes every byte it gets and answers with the bytes it was given, then hangs up."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        self.got: list[bytes] = []
        self.holds = threading.Event()
        self.holds.set()
        self.asked = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self.holds.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.got.append(_whole_message(connection))
                self.asked.set()
                self.holds.wait(20)
                connection.sendall(self.answer)


class Proxy:
    """A running mitmdump."""

    def __init__(self, arguments: Sequence[str], **variables: str) -> None:
        self.process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "LC_ALL": "C.UTF-8", **variables},
        )
        self.lines: list[str] = []
        self._arrived = threading.Condition()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        for line in events.lines(self.process.stdout.fileno()):
            with self._arrived:
                self.lines.append(line)
                self._arrived.notify_all()

    def wait_for(self, wanted: Callable[[str], object]) -> str:
        """The first line that is `wanted`."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: any(map(wanted, self.lines)), 20), self.lines
            return next(filter(wanted, self.lines))

    def wait_for_exchange(self, number: int) -> None:
        def is_recorded(line: str) -> bool:
            event = events.read(line)
            return isinstance(event, events.Recorded) and event.id >= number

        self.wait_for(is_recorded)

    def say(self, line: str) -> None:
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()

    def stop(self) -> int:
        """End its standard input, and return its exit code."""
        self.process.stdin.close()
        return self.wait()

    def wait(self) -> int:
        """Its exit code, once it has ended and every line is here."""
        code = self.process.wait(20)
        self._thread.join()
        self.process.stdin.close()
        self.process.stdout.close()
        return code


def _whole_message(connection: socket.socket, *, until_closed: bool = False) -> bytes:
    received = b""
    while True:
        head, end, body = received.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        chunked = b"chunked" in head.lower()
        if end and not until_closed and (body.endswith(b"0\r\n\r\n") if chunked else len(body) >= length):
            return received
        part = connection.recv(65536)
        if not part:
            return received
        received += part


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.close()


@pytest.fixture(scope="session")
def confdir(tmp_path_factory) -> Path:
    """One folder of certificates for all tests: making them takes a while."""
    return tmp_path_factory.mktemp("confdir")


@pytest.fixture(scope="module")
def run() -> Iterator[Callable[..., Proxy]]:
    """Starts a mitmdump, and sees to it that none outlives the tests."""
    running: list[Proxy] = []

    def start(arguments: Sequence[str], **variables: str) -> Proxy:
        running.append(Proxy(arguments, **variables))
        return running[-1]

    yield start
    for started in running:
        started.process.kill()
        started.wait()


@pytest.fixture(scope="module")
def send() -> Callable[..., bytes]:
    return _send


def _send(
    address: object, request: bytes, *, hang_up_when: threading.Event | None = None, until_closed: bool = False
) -> bytes:
    """Everything that comes back for `request`; nothing when we hang up instead of waiting for it."""
    host, _, port = str(address).rpartition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request)
        if hang_up_when:
            assert hang_up_when.wait(20)
            return b""
        return _whole_message(connection, until_closed=until_closed)
