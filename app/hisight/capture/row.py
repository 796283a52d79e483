"""A call as the list shows it."""

from dataclasses import dataclass

from hisight.capture.summary import Summary


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the call list: what was recorded, and what was read in it."""

    id: int
    """Number of the exchange."""
    started: float
    """Seconds since 1970 (UTC)."""
    duration_ms: float
    """Milliseconds until the last byte of the answer."""
    url: str
    """Where the request went."""
    status: int
    """HTTP status; 0 when no answer came."""
    error: str
    """Why no complete answer came."""
    origin: str
    """`proxy`, `replay`, `import` or `mock`."""
    parent: int | None
    """The exchange it repeats."""
    colour: int
    """Mark colour 1 to 6; 0 for none."""
    comment: str
    """The user's comment."""
    summary: Summary | None
    """None until a reader has been over it."""
    touched: str = ""
    """What was done to it on its way (hisight.intercept.touch); empty when nothing was."""
