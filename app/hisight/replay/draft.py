"""A request that somebody is editing: what it would be on the wire now, and how its receiver would read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hisight.capture import Exchange
from hisight.errors import HisightError
from hisight.protocol import Message
from hisight.reading import Reader, Reading
from hisight.replay.outgoing import Outgoing, edited
from hisight.wording import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Draft:
    """The edits so far."""

    exchange: Exchange
    """The recorded call."""
    request: Message
    """Its request, opened."""
    xml: str | None = None
    """The payload as edited; None while nobody has touched it."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Edited values of ROOT."""
    to: str = ""
    """Where to send it; empty means where it went."""
    resign: bool = True
    """False keeps the SIGN that is there."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a draft comes to."""

    outgoing: Outgoing | None
    """What would be sent; None when it cannot be."""
    reading: Reading | None
    """The request as its receiver reads it."""
    problem: Words = NOTHING
    """Why it cannot be sent."""


def try_out(draft: Draft, reader: Reader) -> Tried:
    """Seal `draft` and read the very bytes that came of it with `reader`. Never fails."""
    try:
        outgoing = edited(draft.exchange, draft.request, draft.xml, draft.fields, to=draft.to, resign=draft.resign)
    except HisightError as error:
        return Tried(
            None, None, Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip())
        )
    sent = Exchange(outgoing.head.to_bytes(), outgoing.body, url=outgoing.url, listener=outgoing.listener)
    return Tried(outgoing, reader.read(sent))
