"""A request that somebody is editing: what it would be on the wire now, and how its receiver would read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hisight.capture import Exchange
from hisight.errors import HisightError
from hisight.protocol import Message
from hisight.reading import Reader, Reading
from hisight.replay.outgoing import Outgoing, as_recorded, edited, with_body
from hisight.replay.wire_text import head_of
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
    root: str | None = None
    """ROOT as text, edited by hand; None while it is made from the payload and the values of ROOT."""
    soap: str | None = None
    """The text of the body, edited by hand; None while it is made from ROOT."""
    head: str | None = None
    """Start line and header fields, edited by hand, one a line; None while they are the recorded ones."""
    body: bytes | None = None
    """The bytes of the body, edited by hand; None while they are made from its text."""


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
        outgoing = _made(draft)
    except HisightError as error:
        return refused(error)
    sent = Exchange(outgoing.head.to_bytes(), outgoing.body, url=outgoing.url, listener=outgoing.listener)
    return Tried(outgoing, reader.read(sent))


def refused(error: HisightError) -> Tried:
    """What comes of a draft that cannot be sent because of `error`."""
    return Tried(None, None, Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip()))


def _made(draft: Draft) -> Outgoing:
    """What goes out: from the outermost layer that was edited by hand, else from the payload. Raises HisightError."""
    message = draft.request
    if draft.body is not None:
        outgoing = with_body(as_recorded(draft.exchange, draft.to), draft.body)
    elif draft.soap is not None or draft.root is not None:
        text = message.transport.wrap(message.decoded.text, draft.root or "") if draft.soap is None else draft.soap
        outgoing = with_body(as_recorded(draft.exchange, draft.to), message.to_body(text))
    else:
        outgoing = edited(draft.exchange, message, draft.xml, draft.fields, to=draft.to, resign=draft.resign)
    return outgoing if draft.head is None else replace(outgoing, head=head_of(draft.head))
