"""A body while it arrives: in memory until it is large, then in a file beside the session, so that memory does not grow with it.

The file outlives a killed proxy. It is moved into the session once the call is over (`Session.move_spooled`).
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hisight.capture import bodies

LARGEST_IN_MEMORY = bodies.PIECE
"""Bytes of a body that are kept in memory; a larger one goes to a file."""

SUFFIX = ".part"

_numbers = itertools.count(1)


class Spool:
    """The bytes of one body in the order in which they came."""

    __slots__ = ("_descriptor", "_pieces", "_session", "missing", "path", "size")

    def __init__(self, session: Path | None) -> None:
        """`session` is the file beside which a large body is kept; without one only its beginning is."""
        self._session = session
        self._pieces: list[bytes] = []
        self._descriptor: int | None = None
        self.path: Path | None = None
        """The file, once there is one."""
        self.size = 0
        """How many bytes came."""
        self.missing = 0
        """How many of them could not be kept, from the end: there was no room on the disk."""

    def take(self, data: bytes) -> None:
        """Keep the next bytes. Never raises: what cannot be kept is counted in `missing`."""
        self.size += len(data)
        if self.path is None and not self.missing and self.size <= LARGEST_IN_MEMORY:
            self._pieces.append(data)
        elif self.missing:
            self.missing += len(data)
        else:
            self._to_file(data)

    def whole(self) -> bytes:
        """The body, when it is in memory; else what of it was kept there."""
        if len(self._pieces) != 1:
            self._pieces = [b"".join(self._pieces)]
        return self._pieces[0]

    def close(self) -> None:
        """No more bytes will come; the file stays."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _to_file(self, data: bytes) -> None:
        try:
            if self._descriptor is None:
                self._open()
            data = b"".join((*self._pieces, data))
            self._pieces.clear()
            while data:
                data = data[os.write(self._descriptor or 0, data) :]
        except OSError:
            self.missing += len(data)

    def _open(self) -> None:
        if self._session is None:
            raise FileNotFoundError
        self.path = self._session.with_name(f"{self._session.name}-{os.getpid()}-{next(_numbers)}{SUFFIX}")
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def read(path: Path) -> Iterator[bytes]:
    """The body in the file at `path` in pieces of `bodies.PIECE`. Raises OSError."""
    with path.open("rb") as file:
        while piece := file.read(bodies.PIECE):
            yield piece


def remove_abandoned(session: Path, wanted: set[str]) -> None:
    """Remove the files beside `session` that no call refers to: the proxy was killed while they grew."""
    for path in session.parent.glob(f"{_literal(session.name)}-*{SUFFIX}"):
        if path.name not in wanted:
            with suppress(OSError):
                path.unlink()


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
