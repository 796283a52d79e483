"""The bytes of one direction of a connection, in order, however the packets came."""

from bisect import bisect_right, insort
from dataclasses import dataclass, field

_RING = 1 << 32
_HALF = 1 << 31
_MOST_WAITING = 32 << 20  # bytes behind a gap; then what is missing was not captured


@dataclass(slots=True)
class Direction:
    """Takes segments in any order, twice or overlapping, and gives their bytes in order."""

    data: bytearray = field(default_factory=bytearray)
    """What has come and was not taken yet."""
    gaps: int = 0
    """How many times bytes were missing."""
    ended: bool = False
    """True when nothing more will come."""
    wanted: int = 0
    """Bytes of `data` below which it is not worth looking again for a whole message."""
    _next: int | None = None
    _waiting: list[tuple[int, bytes]] = field(default_factory=list)
    _held: int = 0
    _moments: list[tuple[int, float]] = field(default_factory=list)
    _taken: int = 0

    def open(self, sequence: int) -> None:
        """The first byte will be the one with number `sequence`."""
        if self._next is None:
            self._next = sequence

    def add(self, sequence: int, data: bytes, time: float) -> None:
        """`data`, whose first byte has the number `sequence`, was seen at `time`."""
        if self._next is None:
            self._next = sequence
        ahead = (sequence - self._next + _HALF) % _RING - _HALF
        if ahead <= 0:
            self._append(data[-ahead:] if ahead else data, time)
            self._fit(time)
        else:
            insort(self._waiting, (len(self.data) + self._taken + ahead, data))
            self._held += len(data)
            if self._held > _MOST_WAITING:
                self._jump(time)

    def end(self, time: float) -> None:
        """Nothing more comes: what waits behind a gap is let in."""
        while self._waiting:
            self._jump(time)
        self.ended = True

    def take(self, length: int) -> None:
        """The first `length` bytes are done with."""
        del self.data[:length]
        self.wanted = 0
        self._taken += length
        last = bisect_right(self._moments, (self._taken, float("inf"))) - 1
        del self._moments[: max(0, last)]

    def time_of(self, position: int) -> float:
        """When the byte at `position` of `data` was seen; 0 when it was not."""
        index = bisect_right(self._moments, (self._taken + position, float("inf"))) - 1
        return self._moments[index][1] if index >= 0 else 0.0

    def _append(self, data: bytes, time: float) -> None:
        if data:
            assert self._next is not None
            self._moments.append((self._taken + len(self.data), time))
            self.data += data
            self._next = (self._next + len(data)) % _RING

    def _fit(self, time: float) -> None:
        """Append what waited for the bytes that have come."""
        while self._waiting and self._waiting[0][0] <= len(self.data) + self._taken:
            place, data = self._waiting.pop(0)
            self._held -= len(data)
            self._append(data[len(self.data) + self._taken - place :], time)

    def _jump(self, time: float) -> None:
        """Go on behind the gap: what is missing was not captured."""
        assert self._next is not None
        missing = self._waiting[0][0] - len(self.data) - self._taken
        if missing > 0:
            self.gaps += 1
            self._next = (self._next + missing) % _RING
            self._waiting = [(place - missing, data) for place, data in self._waiting]
        self._fit(time)
