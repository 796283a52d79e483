"""How far a long command is, on standard error: one line that changes on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from hisight.wording import Words

_QUIET_S = 0.5
_ON_A_TERMINAL_S = 0.1
_ELSEWHERE_S = 10.0


class ProgressLine:
    """Tells how far it is, but nothing of what takes less than half a second (ten seconds where nobody watches)."""

    def __init__(self, what: Words, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """`what` is being done, in a word or two; it is told to `stream`, standard error if there is none."""
        self._what, self._stream, self._clock = what, stream or sys.stderr, clock
        self._on_a_terminal = self._stream.isatty()
        self._next = clock() + (_QUIET_S if self._on_a_terminal else _ELSEWHERE_S)
        self._shown = ""

    def __call__(self, done: int, steps: int) -> None:
        """So many of so many steps are done."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + (_ON_A_TERMINAL_S if self._on_a_terminal else _ELSEWHERE_S)
        line = f"{self._what} {done:,} / {steps:,}"
        if self._on_a_terminal:
            self._stream.write(f"\r{line:<{len(self._shown)}}")
            self._shown = line
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            # A Chinese character takes two columns, so twice as many blanks are surely enough.
            self._stream.write(f"\r{' ' * 2 * len(self._shown)}\r")
            self._stream.flush()
            self._shown = ""
