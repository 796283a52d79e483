"""Undo and redo over everything that is edited, whichever side it was edited on."""

from collections.abc import Callable
from typing import Generic, TypeVar

State = TypeVar("State")

_TYPED_TOGETHER_S = 1.0
"""Edits of one subject that follow each other sooner are one step: nobody wants to undo letter by letter."""
_MOST = 500


class History(Generic[State]):
    """The states that were, and those that were undone. Each step may have any number of subjects of edit in it."""

    def __init__(self, state: State) -> None:
        self._past: list[State] = []
        self._future: list[State] = []
        self._subject = ""
        self._last_s = 0.0
        self.state = state
        """What is now."""

    def record(self, state: State, subject: str, at_s: float) -> None:
        """`state` is now, since something about `subject` was edited at `at_s` seconds of any clock. The same state is no step."""
        if state == self.state:
            return
        together = bool(subject) and subject == self._subject and at_s - self._last_s < _TYPED_TOGETHER_S
        if not (together and self._past):
            self._past.append(self.state)
            del self._past[:-_MOST]
        self.state, self._subject, self._last_s = state, subject, at_s
        self._future.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to be undone."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to be done again."""
        return bool(self._future)

    def undo(self) -> State:
        """Go back one step; stays where there is none."""
        if self._past:
            self._future.append(self.state)
            self.state = self._past.pop()
            self._subject = ""
        return self.state

    def redo(self) -> State:
        """Go forth again."""
        if self._future:
            self._past.append(self.state)
            self.state = self._future.pop()
            self._subject = ""
        return self.state

    def rewrite(self, change: Callable[[State], State]) -> None:
        """Make `change` in every state, past and future: it is no step of its own."""
        self._past = [change(state) for state in self._past]
        self._future = [change(state) for state in self._future]
        self.state = change(self.state)
