"""The load, in a process of its own: `python load.py CALLS` takes orders as JSON lines and answers each with what it measured.

    {"port": 9000, "size": "2 KB", "clients": 8, "seconds": 1.0}              as fast as they can, for so long
    {"port": 9000, "size": "2 KB", "clients": 8, "calls": 1000}               as fast as they can, so many
    {"port": 9000, "size": "2 KB", "clients": 16, "calls": 200, "rate": 50}   so many a second; "large_every": 25 mixes 1 MB calls in

It checks of an answer only that it is complete and that its status is 200: it must cost little beside what it measures.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import prepared
from tests.benchmarks.prepared import Size

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_WAIT_S = 60.0


class Client(asyncio.Protocol):
    """One kept connection, with one call at a time."""

    def __init__(self) -> None:
        self.done: asyncio.Future[bool] | None = None
        self._parts: list[bytes] = []
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected."""
        self.transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        """The other side has closed: the call that was under way has failed."""
        self._finish(succeeded=False)

    def call(self, request: bytes) -> "asyncio.Future[bool]":
        """Send `request`; the future tells whether it was answered with 200."""
        self.done = asyncio.get_running_loop().create_future()
        self._parts, self._missing = [], 0
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.write(request)
        return self.done

    def data_received(self, data: bytes) -> None:
        """Count what is missing yet."""
        if self._missing:
            self._missing -= len(data)
        else:
            self._parts.append(data)
            head = b"".join(self._parts)
            end = head.find(b"\r\n\r\n")
            if end < 0:
                return
            declared = _LENGTH.search(head, 0, end)
            self._parts = [head[:16]]
            self._missing = end + 4 + (int(declared[1]) if declared else 0) - len(head)
        if not self._missing:
            self._finish(succeeded=self._parts[0].startswith(b"HTTP/1.1 200"))

    def _finish(self, *, succeeded: bool) -> None:
        if self.done is not None and not self.done.done():
            self.done.set_result(succeeded)


class Load:
    """The prepared calls, each size from its own endless supply."""

    def __init__(self, path: Path) -> None:
        made = prepared.read_from(path)
        self._supply: dict[Size, Iterator[bytes]] = {
            size: cycle([call.request_on_the_wire for call in calls]) for size, calls in made.items()
        }

    async def run(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order."""
        loop = asyncio.get_running_loop()
        clients = [
            (await loop.create_connection(Client, "127.0.0.1", order["port"]))[1] for _ in range(order["clients"])
        ]
        try:
            if "rate" in order:
                return await self._at_a_rate(clients, order)
            return await self._at_full_speed(clients, order)
        finally:
            for client in clients:
                client.transport.close()

    async def _at_full_speed(self, clients: list[Client], order: dict[str, Any]) -> dict[str, Any]:
        supply, failed, calls = self._supply[order["size"]], 0, 0
        numbers = iter(range(order["calls"])) if "calls" in order else count()
        began = time.perf_counter()
        end = began + order.get("seconds", 1e9)

        async def go_on(client: Client) -> None:
            nonlocal failed, calls
            while time.perf_counter() < end and next(numbers, None) is not None:
                failed += not await client.call(next(supply))
                calls += 1

        await asyncio.wait_for(asyncio.gather(*map(go_on, clients)), order.get("patience", _WAIT_S))
        return {"calls": calls, "failed": failed, "seconds": time.perf_counter() - began}

    async def _at_a_rate(self, clients: list[Client], order: dict[str, Any]) -> dict[str, Any]:
        """Calls that begin at fixed moments, whether or not the last one is answered; the milliseconds of the small ones."""
        every = order.get("large_every", 0)
        free: asyncio.Queue[Client] = asyncio.Queue()
        for client in clients:
            free.put_nowait(client)
        milliseconds, failed = [], 0
        running: set[asyncio.Task[None]] = set()

        async def one(request: bytes, *, counts: bool) -> None:
            nonlocal failed
            began = time.perf_counter()
            client = await free.get()  # whoever has to wait for a connection waits for the proxy
            failed += not await client.call(request)
            if counts:
                milliseconds.append((time.perf_counter() - began) * 1000)
            free.put_nowait(client)

        began = time.perf_counter()
        for number in range(order["calls"]):
            await asyncio.sleep(began + number / order["rate"] - time.perf_counter())
            large = bool(every) and number % every == every - 1
            size: Size = "1 MB" if large else order["size"]
            task = asyncio.create_task(one(next(self._supply[size]), counts=not large))
            running.add(task)
            task.add_done_callback(running.discard)
        await asyncio.wait_for(asyncio.gather(*running), _WAIT_S)
        elapsed = time.perf_counter() - began
        return {"calls": order["calls"], "failed": failed, "seconds": elapsed, "milliseconds": milliseconds}


def main() -> None:
    """Carry out orders until standard input ends."""
    load = Load(Path(sys.argv[1]))
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            print(json.dumps(runner.run(load.run(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
