"""Keeps a session within its limits while it is recorded, from a thread of its own."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from hisight.capture import retention
from hisight.capture.errors import SessionError
from hisight.capture.session import Session

_EVERY_SECONDS = 60.0


class Keeper:
    """Removes what is beyond the limits at once and every minute, within its context; `removed` is told how many calls went."""

    def __init__(
        self, path: Path, limits: retention.Limits, removed: Callable[[int], None], *, every: float = _EVERY_SECONDS
    ) -> None:
        self._path, self._limits, self._removed, self._every = path, limits, removed, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hisight-keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with suppress(SessionError), Session.open(self._path) as session:  # locked or full: in a minute again
                removed = retention.trim(session, self._limits, time.time())
                if removed:
                    self._removed(removed)
            if self._ended.wait(self._every):
                return
