"""What the window wants held, and what is held: the proxy does the deed, and lets all go when the window is gone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from hisight.capture import Exchange, pausing
from hisight.capture.pausing import Answer, Arm, Armed, Breakpoint, Drop, Paused, Released, Resume, Rules
from hisight.catalog import Catalog, Function
from hisight.intercept.rules import Rule, write
from hisight.intercept.sight import Sight

SECONDS = 20.0
"""How long a message is held, where nobody says otherwise: peers commonly wait thirty."""


@dataclass(frozen=True, slots=True)
class HeldCall:
    """A message that is held."""

    paused: Paused
    """What the proxy said of it."""
    fun_code: str
    """FUN_CODE, or the operation of a call without one."""
    user: str
    """USER_ID."""

    @classmethod
    def of(cls, paused: Paused) -> "HeldCall":
        """What is known of `paused` without a key."""
        request = Sight(lambda: paused.url, lambda: (paused.request_head, paused.request_body)).request
        return cls(paused, request.function, request.value("USER_ID"))

    @property
    def exchange(self) -> Exchange:
        """The call as far as it has come."""
        held = self.paused
        return Exchange(
            held.request_head,
            held.request_body,
            held.response_head,
            held.response_body,
            url=held.url,
            client=held.client,
            listener=held.listener,
            started=held.started,
        )

    def function(self, catalog: Catalog) -> Function | None:
        """What it calls; None when the catalog has no such function."""
        return catalog.function(self.fun_code, self.fun_code)


class Intercepting(QObject):
    """Breakpoints and held calls of the capture that runs."""

    armed_changed = Signal()
    """Other breakpoints are armed, or other rules in force."""
    held_changed = Signal()
    """A call is held, or is not any more."""

    def __init__(self, command: Callable[[pausing.Command], None], parent: QObject | None = None) -> None:
        """`command` sends the proxy a command."""
        super().__init__(parent)
        self._command = command
        self.points: tuple[Breakpoint, ...] = ()
        """What is armed, or will be when the proxy listens."""
        self.seconds = SECONDS
        """How long a message is held at most."""
        self.rules: tuple[Rule, ...] = ()
        """What is done to calls; none of them is switched off. None when the program starts."""
        self._as_told = Rules("")
        self.held: dict[str, HeldCall] = {}
        """What is held, the longest first."""

    def arm(self, points: Sequence[Breakpoint], seconds: float = 0.0) -> None:
        """Hold what these want from now on, for at most so many `seconds` (0: as before)."""
        self.points, self.seconds = tuple(points), seconds or self.seconds
        self._command(Arm(self.points, self.seconds))
        self.armed_changed.emit()

    def add(self, point: Breakpoint) -> None:
        """Hold what `point` wants, too."""
        self.arm([*(one for one in self.points if one != point), point])

    def use_rules(self, rules: Sequence[Rule], profile: str = "", catalog: str = "") -> None:
        """Treat calls by those of `rules` that are on, read and sealed with `profile` and the `catalog` folder, if given."""
        self.rules = tuple(rule for rule in rules if rule.on)
        self._as_told = Rules(write(self.rules), profile, catalog)
        self._command(self._as_told)
        self.armed_changed.emit()

    def resume(self, key: str) -> None:
        """Let a message go on as it came."""
        self._command(Resume(key))

    def resume_with(self, key: str, head: bytes, body: bytes) -> None:
        """Let a message go on with other bytes."""
        self._command(Resume(key, head, body))

    def drop(self, key: str) -> None:
        """End a call without an answer."""
        self._command(Drop(key))

    def answer(self, key: str, head: bytes, body: bytes) -> None:
        """Answer a call from here."""
        self._command(Answer(key, head, body))

    def resume_all(self) -> None:
        """Let everything go on as it came."""
        for key in self.held:
            self.resume(key)

    # what the proxy says

    def begin(self) -> None:
        """It listens."""
        if self.points:
            self.arm(self.points)
        if self.rules:
            self._command(self._as_told)

    def end(self) -> None:
        """It has ended, and holds nothing any more."""
        if self.held:
            self.held.clear()
            self.held_changed.emit()

    def hear(self, event: pausing.Event) -> None:
        """Something was held, or let go."""
        match event:
            case Armed(points):
                self.points = points
                self.armed_changed.emit()
            case Paused():
                self.held[event.id] = HeldCall.of(event)
                self.held_changed.emit()
            case Released(key):
                self.held.pop(key, None)
                self.held_changed.emit()


def words_for(function: Function) -> str:
    """What a breakpoint for `function` is given, whether its calls say its code or its name."""
    return " ".join(filter(None, (function.code, function.name)))
