"""Calls that somebody sent, stored under the numbers that they had there, each with the profile that was sent along."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hisight.capture import exchange_table
from hisight.capture.exchange import Arrival, Exchange
from hisight.capture.session import Session


@dataclass(frozen=True, slots=True)
class Brought:
    """A call from elsewhere."""

    exchange: Exchange
    """The call, with the number that it is to have; no other call of the session may have it, nor a higher one."""
    profile: str = ""
    """What it is to be read with, as JSON that only `hisight.reading.brought` understands; empty for the user's own profiles."""
    comment: str = ""
    """What was written about it."""
    colour: int = 0
    """Its mark, 1 to 6; 0 for none."""


def bring(session: Session, calls: Iterable[Brought]) -> None:
    """Store `calls`, which come in the order of their numbers, in one transaction. Raises SessionError."""
    with session.connection(writing=True) as connection:
        for call in calls:
            number = call.exchange.id
            (kept,) = exchange_table.insert(connection, [Arrival(call.exchange)])
            connection.execute("UPDATE exchange SET id = ? WHERE id = ?", (number, kept))
            if call.profile:
                connection.execute("INSERT INTO brought_profile VALUES (?, ?)", (number, call.profile))
            if call.comment or call.colour:
                connection.execute("INSERT INTO mark VALUES (?, ?, ?)", (number, call.colour, call.comment))


def brought_profiles(session: Session) -> Mapping[int, str]:
    """The profiles that came with the calls of `session`, by their numbers; empty for what was recorded here."""
    with session.connection() as connection:
        return dict(connection.execute("SELECT exchange_id, profile FROM brought_profile").fetchall())
