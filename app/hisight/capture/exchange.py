"""An exchange: one HTTP request and its answer, as the bytes that passed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Origin = Literal["proxy", "replay", "import", "mock"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, raw and immutable. What they mean is worked out elsewhere, and may be again."""

    request_head: bytes
    """Start line and header fields of the request, with their line ends."""
    request_body: bytes
    """Body as it was sent: still compressed if it was, chunks joined."""
    response_head: bytes = b""
    """Head of the answer; empty when none came."""
    response_body: bytes = b""
    """Body of the answer as it was sent."""
    url: str = ""
    """Where the request went: absolute, with the real host of the other side."""
    client: str = ""
    """`host:port` that asked; empty when unknown."""
    server: str = ""
    """`host:port` that answered; empty when unknown."""
    listener: str = ""
    """`host:port` of the proxy where it came in (a replay has that of its original); empty when unknown."""
    started: float = 0.0
    """When the first byte of the request came, in seconds since 1970 (UTC)."""
    connect_ms: float = 0.0
    """Milliseconds that it took to open the connection to the server, name look-up included; 0 when one was open."""
    tls_ms: float = 0.0
    """Milliseconds that it took to agree on TLS with the server; 0 without, or when the connection was open."""
    request_ms: float = 0.0
    """Milliseconds from `started` to the last byte of the request."""
    first_byte_ms: float = 0.0
    """Milliseconds from `started` to the first byte of the answer; 0 when none came."""
    duration_ms: float = 0.0
    """Milliseconds from `started` to the last byte of the answer, or to the failure."""
    error: str = ""
    """Why there is no complete answer, in the words of the network; empty when there is one."""
    origin: Origin = "proxy"
    """Who recorded it."""
    parent: int | None = None
    """The exchange that this one repeats, for a replay."""
    request_head_sent: bytes = b""
    """Head of the request as it left for the server, where that is not as it came; else empty."""
    response_head_sent: bytes = b""
    """Head of the answer as it left for the client, where that is not as it came; else empty."""
    request_body_sent: bytes = b""
    """Body of the request as it left, where somebody changed it; else empty."""
    response_body_sent: bytes = b""
    """Body of the answer as it left, where somebody changed it; else empty."""
    request_framing: bytes = b""
    """What stood around the chunks of the request's body as it came: sizes, extensions, line ends, trailers; else empty."""
    response_framing: bytes = b""
    """The same of the answer's body."""
    touched: str = ""
    """What was done to it on its way by a breakpoint or a rule, one line each (hisight.intercept.touch); else empty."""
    id: int = 0
    """Its number in the session, from 1 and stable; 0 while it is in none."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An exchange as the proxy hands it over."""

    exchange: Exchange
    """All but the bodies that are too large to be held in memory."""
    request_spool: Path | None = None
    """The file beside the session that holds the request's body, when it is large."""
    response_spool: Path | None = None
    """The file beside the session that holds the answer's body, when it is large."""
