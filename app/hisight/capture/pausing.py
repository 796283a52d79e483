"""Calls that are held on their way, as the proxy and the window tell each other of them: the lines, and what they say.

They are read and written by `hisight.capture.events`, with the others. Bytes stand in them as base64.

    {"command": "arm", "breakpoints": [{"function": "2007 OrderReg", "user": "", ...}], "seconds": 20.0}
    {"event": "armed", "breakpoints": [...]}
    {"event": "paused", "id": "5f0c", "direction": "request", "deadline": 1795000000.5, "url": "http://his:8080/", ...}
    {"command": "resume", "id": "5f0c", "head": "", "body": ""}
    {"command": "drop", "id": "5f0c"}
    {"command": "answer", "id": "5f0c", "head": "SFRUUC8xLjEgMjAw...", "body": "PFJPT1Q+..."}
    {"event": "released", "id": "5f0c", "how": "resumed"}
    {"command": "rules", "text": "[[rule]]..."}
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, cast, get_args

Direction = Literal["request", "response", "both"]
How = Literal["resumed", "edited", "dropped", "answered", "expired", "gone", "ended"]
"""What came of a held message: `expired` when its time was up, `gone` when its client had hung up, `ended` with the parent."""


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """Which calls to hold. What is empty holds any."""

    function: str = ""
    """FUN_CODE, or the operation of a call without one; several, with blanks between them, mean any of them."""
    user: str = ""
    """USER_ID."""
    url: str = ""
    """A part of the address that was asked."""
    return_code: str = ""
    """RETURN_CODE of the answer, or `!0` for any but 0: only answers are held then."""
    direction: Direction = "both"
    """What to hold: the request on its way to the HIS, the answer on its way back, or both."""
    next_only: bool = False
    """True holds one call, and is gone then."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A command: hold what one of these breakpoints wants, and nothing else from now on. What is held stays so."""

    breakpoints: tuple[Breakpoint, ...]
    """In place of all that were armed; none disarms."""
    seconds: float
    """After how many seconds a held message goes on by itself: fewer than its peer waits."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A command: let a held message go on."""

    id: str
    """Which."""
    head: bytes = b""
    """Another head, with the empty line that ends it; empty lets the message go on exactly as it came."""
    body: bytes = b""
    """The body to that head."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A command: end a held call without an answer."""

    id: str
    """Which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A command: answer a held call from here, without asking the HIS, or in place of what it said."""

    id: str
    """Which."""
    head: bytes
    """The head of the answer, with the empty line that ends it."""
    body: bytes
    """Its body."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A command: treat calls by these rules (hisight.intercept.rules), and no others, from now on."""

    text: str
    """The rules as TOML; empty switches them off."""
    profile: str = ""
    """The profile to read and seal with; empty takes the one that matches."""
    catalog: str = ""
    """A folder laid over the published catalog; empty takes the user's own, if any."""


@dataclass(frozen=True, slots=True)
class Armed:
    """The breakpoints are others: somebody has armed them, or one that held a single call is gone."""

    breakpoints: tuple[Breakpoint, ...]
    """Those that are left."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A message is held."""

    id: str
    """What to call it by."""
    direction: str
    """`request` or `response`."""
    deadline: float
    """When it goes on by itself, in seconds since 1970 (UTC)."""
    url: str
    """Where the request goes."""
    listener: str
    """`host:port` of the proxy where it came in."""
    client: str
    """`host:port` that asked."""
    started: float
    """When the request came, in seconds since 1970 (UTC)."""
    request_head: bytes
    """Head of the request as it came."""
    request_body: bytes
    """Body of the request as it came."""
    response_head: bytes = b""
    """Head of the answer as it came; empty while it is the request that is held."""
    response_body: bytes = b""
    """Body of the answer as it came."""


@dataclass(frozen=True, slots=True)
class Released:
    """A message that was held is not any more."""

    id: str
    """Which."""
    how: str
    """What came of it: a `How`."""


Event = Armed | Paused | Released
Command = Arm | Resume | Drop | Answer | Rules

_NAMES: Mapping[type, tuple[str, str]] = {
    **{one: ("event", one.__name__.lower()) for one in get_args(Event)},
    **{one: ("command", one.__name__.lower()) for one in get_args(Command)},
}
_BY_NAME = {name: one for one, name in _NAMES.items()}


def written(message: Event | Command) -> dict[str, object]:
    """`message` as a JSON object."""
    kind, name = _NAMES[type(message)]
    return {kind: name, **{field.name: _plain(getattr(message, field.name)) for field in fields(message)}}


def read(kind: Literal["event", "command"], line: object) -> "Event | Command | None":
    """The event or command in `line`, a JSON value; None when it is none of these."""
    name = line.get(kind) if isinstance(line, dict) else None
    one = _BY_NAME.get((kind, name)) if isinstance(name, str) else None
    return cast("Event | Command | None", _made(one, line)) if one else None


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [{field.name: getattr(one, field.name) for field in fields(one)} for one in value]
    return value


def _made(kind: type, line: object) -> object:
    """`kind` made from the fields in `line`; None when one is missing or of another type."""
    if not isinstance(line, dict):
        return None
    try:
        return kind(**{field.name: _value(line[field.name], field.type) for field in fields(kind)})
    except (KeyError, TypeError, ValueError):
        return None


def _value(value: object, kind: object) -> object:
    """`value` as a field of type `kind` has it. Raises TypeError or ValueError when it fits none."""
    if kind is bytes and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    if kind == tuple[Breakpoint, ...] and isinstance(value, list):
        made = tuple(_made(Breakpoint, one) for one in value)
        if None not in made:
            return made
    elif value in get_args(kind) or (
        kind in (str, float, bool) and isinstance(value, (float, int) if kind is float else cast(type, kind))
    ):
        return value
    raise TypeError
