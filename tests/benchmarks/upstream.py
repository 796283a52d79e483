"""The server behind the proxies: `python upstream.py CALLS` prints its port, and gives each request its prepared answer.

It does next to nothing, so that it is not what is measured.
"""

import asyncio
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import prepared

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Answering(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self._answers, self._waiting = answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody calls."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        waiting = self._waiting + data if self._waiting else data
        while (end := waiting.find(b"\r\n\r\n")) >= 0:
            declared = _LENGTH.search(waiting, 0, end)
            size = end + 4 + (int(declared[1]) if declared else 0)
            if len(waiting) < size:
                break
            self._transport.write(self._answers[waiting[5 : waiting.index(b" ", 5)]])
            waiting = waiting[size:]
        self._waiting = waiting


async def serve(answers: dict[bytes, bytes]) -> None:
    """Answer until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answering(answers), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    """Serve the calls in the file that is named."""
    made = prepared.read_from(Path(sys.argv[1]))
    answers = {call.path.encode(): call.answer_on_the_wire for some in made.values() for call in some}
    asyncio.run(serve(answers))


if __name__ == "__main__":
    main()
