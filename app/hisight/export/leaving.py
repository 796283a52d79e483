"""What is done with one call that leaves scrubbed: first it is looked at, then, once all were, it is scrubbed. In any process."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from hisight.capture import Exchange, Session
from hisight.catalog import Catalog
from hisight.checks import Finding
from hisight.follow import settle
from hisight.privacy import (
    LastLook,
    PatientValueError,
    PatientValues,
    Scrubber,
    Seen,
    is_in_address,
    look,
    without_query,
)
from hisight.protocol import Direction, Key
from hisight.reading import Reader, Reading
from hisight.reading.reading import Parts
from hisight.wording import Words

_STILL_FOUND = Words("替换后仍能找到患者信息。", "patient values would still be found in it.")


class Looked(NamedTuple):
    """What is kept of a call that was looked at."""

    number: int
    """Its number in the session."""
    seen: Seen
    """Its patient values."""
    keys: tuple[Key, ...]
    """The keys that it was read with."""
    facts: str
    """What later calls may want to know of it, as JSON."""
    found_by: tuple[str, ...]
    """Its business keys, by which later calls find it."""


class Outgoing(NamedTuple):
    """A call that may leave."""

    exchange: Exchange
    """Its bytes; without the bodies that are left out."""
    reading: Reading
    """What they say."""
    left_out: Mapping[Direction, Words]
    """Sides whose body stays at home, and why."""


def look_at(session: Session, reader: Reader, number: int) -> Looked:
    """Look at call `number` of `session`. Raises SessionError."""
    reading = reader.read(session.get(number), checked=False)  # it is checked as it leaves
    facts, found_by = reading.trace
    keys = tuple(key for message in reading.call.messages for key in message.scheme.keys)
    return Looked(number, look(reading), keys, facts.to_json(), tuple(value for _, value in found_by))


class Scrubbing:
    """Scrubs the calls of one departure."""

    def __init__(self, values: PatientValues, key: Key, known: Sequence[Key], catalog: Catalog) -> None:
        """`values` are those of all its calls, and have their stand-ins; `key` seals anew; `known` are the keys that must stay."""
        self.values = values
        self._scrubber = Scrubber(values, key, catalog)
        self._known = tuple(known)
        self._last_look = LastLook(values)

    def scrub(self, reading: Reading, across: Sequence[Finding]) -> Outgoing:
        """The call of `reading`, of which earlier calls show what `across` says. Raises PrivacyError where a key would leave."""
        made = self._scrubber.scrub(reading)
        again = made.reading.joined_by([_replaced(finding, self.values.replaced) for finding in across])
        left_out = {**made.left_out, **self._still_found_in(again)}
        outgoing = without_query(made.exchange) if is_in_address(reading.call.request) else made.exchange
        if left_out:
            outgoing = replace(
                outgoing,
                request_body=b"" if "request" in left_out else outgoing.request_body,
                response_body=b"" if "response" in left_out else outgoing.response_body,
            )
        return Outgoing(outgoing, again, left_out)

    def _still_found_in(self, reading: Reading) -> Mapping[Direction, Words]:
        """The sides of a scrubbed call in which a patient value would still be found, and that: only their bodies stay at home."""
        found: dict[Direction, Words] = {}
        for message in reading.call.messages:
            # A finding may show what mojibake means, whole or in part.
            told = "\n".join(
                text
                for finding in reading.findings
                if finding.direction == message.direction
                for text in finding.message
            )
            members = {
                "around": message.package.around.encode("utf-8", "replace"),
                "body": message.decoded.data,
                "payload": message.payload.xml.encode("utf-8", "replace"),
                "findings": told.encode("utf-8", "replace"),
            }
            try:
                self._last_look.require_clean(members, self._known)
            except PatientValueError:
                found[message.direction] = _STILL_FOUND
        return found


class Elsewhere:
    """What another process does it with."""

    session: Session
    reader: Reader
    scrubbing: Scrubbing
    _told: set[str]

    @classmethod
    def begin(cls, path: Path, reader: Reader, given: tuple[PatientValues, Key, Sequence[Key]] | None = None) -> None:
        """Use the session at `path`; what is `given` is for a `Scrubbing`."""
        cls.session, cls.reader = Session.open(path), reader
        if given:
            cls.scrubbing, cls._told = Scrubbing(*given, reader.catalog), set(given[0].changed)
        settle()

    @classmethod
    def look_at(cls, numbers: Sequence[int]) -> list[Looked]:
        """What is kept of the calls with these numbers."""
        return [look_at(cls.session, cls.reader, number) for number in numbers]

    @classmethod
    def scrub(
        cls, piece: Sequence[tuple[int, Sequence[Finding]]]
    ) -> tuple[list[tuple[Exchange, Parts, Mapping[Direction, Words]]], Set[str]]:
        """The calls with these numbers, of which earlier ones show these findings; and the values replaced since it was told last."""
        made = []
        for number, across in piece:
            reading = cls.reader.read(cls.session.get(number), checked=False)
            exchange, again, left_out = cls.scrubbing.scrub(reading, across)
            made.append((exchange, again.parts, left_out))
        changed = cls.scrubbing.values.changed - cls._told
        cls._told |= changed
        return made, changed


def _replaced(finding: Finding, replaced: Callable[[str], str]) -> Finding:
    """What was found in the session, which stays at home, without its values."""
    return replace(finding, message=Words(replaced(finding.message.zh), replaced(finding.message.en)))
