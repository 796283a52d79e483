"""One TCP connection: which side asks, and the calls that were made over it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hisight.capture import Exchange
from hisight.imports.http_stream import Found, begins, message_at
from hisight.imports.packets.direction import Direction
from hisight.imports.packets.segment import Segment
from hisight.imports.pairing import exchange_of

_HANDSHAKE = b"\x16\x03"
_LONGEST_START = 8192
_LARGE, _GROWTH = 64 * 1024, 1.1  # of a body that long one does not look at each packet whether it is whole


@dataclass(frozen=True, slots=True)
class _Request:
    found: Found
    begun: float
    done: float


@dataclass(slots=True)
class Connection:
    """Takes the segments of one connection, and gives its calls."""

    over: bool = False
    """True when no more calls can come."""
    is_tls: bool = False
    """True when it is encrypted."""
    is_foreign: bool = False
    """True when it carries no HTTP."""
    _client: str = ""
    _server: str = ""
    _sides: dict[str, Direction] = field(default_factory=dict)
    _asked: deque[_Request] = field(default_factory=deque)
    _opened: float = 0.0
    _connected: float = 0.0

    @property
    def gaps(self) -> int:
        """How many times bytes were missing."""
        return sum(side.gaps for side in self._sides.values())

    def take(self, segment: Segment) -> Iterator[Exchange]:
        """The calls that are complete with `segment`."""
        side = self._sides.setdefault(segment.source, Direction())
        if segment.opens:
            side.open(segment.sequence)
            self._open(segment)
        if segment.data:
            self._recognise(segment)
            if not self.is_tls:
                side.add(segment.sequence, segment.data, segment.time)
        if segment.ends:
            side.end(segment.time)
        if segment.breaks_off:
            for one in self._sides.values():
                one.end(segment.time)
        yield from self._calls()
        self.over = segment.breaks_off or (len(self._sides) > 1 and all(one.ended for one in self._sides.values()))

    def end(self) -> Iterator[Exchange]:
        """The calls that are left when nothing more comes, complete or not."""
        for side in self._sides.values():
            side.end(0.0)
        yield from self._calls()
        while self._asked:
            yield self._exchange(self._asked.popleft(), None, 0.0, 0.0)
        left = any(side.data.strip() for side in self._sides.values())
        self.is_foreign = left and not self.is_tls

    def _open(self, segment: Segment) -> None:
        if segment.from_client:
            self._client, self._server = segment.source, segment.target
            self._opened = self._opened or segment.time
        else:
            self._client, self._server = segment.target, segment.source
            self._connected = self._connected or segment.time

    def _recognise(self, segment: Segment) -> None:
        side = self._sides[segment.source]
        if segment.data.startswith(_HANDSHAKE) and not side.data and not self._asked:
            self.is_tls = True
        if not self._client:  # the capture began later than the connection
            is_answer = segment.data.startswith(b"HTTP/")
            if is_answer or begins(segment.data):
                pair = (segment.target, segment.source) if is_answer else (segment.source, segment.target)
                self._client, self._server = pair

    def _calls(self) -> Iterator[Exchange]:
        asking, answering = self._sides.get(self._client), self._sides.get(self._server)
        while asking and (read := _next(asking)):
            self._asked.append(_Request(*read))
        while answering and self._asked:
            request = self._asked[0]
            read = _next(answering, to_head=request.found.head.startswith(b"HEAD "))
            if read is None:
                return
            answer, begun, done = read
            if not answer.is_interim:
                self._asked.popleft()
                yield self._exchange(request, answer, begun, done)

    def _exchange(self, request: _Request, answer: Found | None, begun: float, done: float) -> Exchange:
        made = exchange_of(request.found, answer)
        connect = max(0.0, self._connected - self._opened) * 1000 if self._opened and self._connected else 0.0
        self._opened = 0.0  # it took that only once
        url = made.url if "://" in made.url else f"http://{self._server}{made.url}"
        return replace(
            made,
            url=url,
            client=self._client,
            server=self._server,
            started=request.begun,
            connect_ms=connect,
            request_ms=_ms(request.begun, request.done),
            first_byte_ms=_ms(request.begun, begun),
            duration_ms=_ms(request.begun, done or request.done),
        )


def _next(side: Direction, *, to_head: bool = False) -> tuple[Found, float, float] | None:
    """The next whole message of a direction, with the times of its first and last byte; None when there is none yet."""
    if len(side.data) < side.wanted and not side.ended:
        return None
    data = bytes(side.data)
    start = len(data) - len(data.lstrip(b"\r\n"))
    if not begins(data[start : start + _LONGEST_START]):
        return None
    found = message_at(data, start, whole=side.ended, to_head=to_head)
    if found is None:
        side.wanted = int(len(data) * _GROWTH) if len(data) > _LARGE else 0
        return None
    times = side.time_of(start), side.time_of(max(start, found.end - 1))
    side.take(found.end)
    return found, *times


def _ms(begun: float, then: float) -> float:
    return max(0.0, (then - begun) * 1000) if begun and then else 0.0
