"""What the formats have in common when they are tested."""

import socket
import threading
from collections.abc import Iterator

import pytest

from hisight.export.formats.format import About


@pytest.fixture
def about(catalog) -> About:
    return About("en", catalog)


class Listener:
    """A server that writes down the bytes of what it is asked, and says OK."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/his"
        self.asked: list[tuple[bytes, bytes]] = []
        """Head and body of each request."""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as reading:
                head = b"".join(iter(reading.readline, b"\r\n"))
                length = next(
                    (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0"
                )
                self.asked.append((head, reading.read(int(length.partition(b":")[2]))))
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        # Only a shutdown wakes the thread that waits for the next peer.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()
