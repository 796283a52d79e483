"""Calls on their way out of the machine, one at a time: what every export format writes comes from here, and is looked over here.

Two passes over the session: the first collects the patient values of all chosen calls, the second scrubs call by call.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from hisight import profiles
from hisight.capture import Session
from hisight.checks import Finding
from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.follow import read_up
from hisight.privacy import (
    STANDARD,
    LastLook,
    PatientValueError,
    PatientValues,
    Policy,
    Scrubber,
    collect,
    is_in_address,
    require_without_keys,
    throwaway_key,
    without_credentials,
    without_query,
)
from hisight.protocol import Direction, Key
from hisight.reading import Reader, Reading
from hisight.wording import Words

Progress = Callable[[int, int], None]
"""Is told that so many of so many steps are done."""

_STILL_FOUND = Words("替换后仍能找到患者信息。", "patient values would still be found in it.")
_QUOTED = re.compile(r"“[^”]*[^\x00-\x7f”][^”]*”")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?![0-9A-Za-z])")


class CancelledError(HisightError):
    """Somebody wanted no more of it; nothing was written."""

    def __init__(self) -> None:
        super().__init__(Words("已取消，未写出任何文件。", "cancelled; nothing was written."))


class Departure:
    """Chosen calls on their way out: their patient values collected, each scrubbed, and what is written looked over again.

    A format writes only what `calls` gives, and asks `require_clean` about all of it before the file gets its name.
    """

    def __init__(
        self,
        session: Session,
        ids: Sequence[int],
        reader: Reader,
        policy: Policy | None = STANDARD,
        progress: Progress = lambda _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """`ids` are numbers of calls of `session`, each of which leaves once; `reader` reads them.

        `policy` says what happens to patient values; None keeps them all. `progress` counts each call twice when they are
        scrubbed, and `cancelled` is asked before each; both may be called from whatever thread asks for the calls.
        """
        self.reader = reader.of(session)
        """Reads them."""
        self.policy = policy
        self.ids = tuple(dict.fromkeys(ids))
        """The calls, each once."""
        self._session = session
        self._progress, self._cancelled = progress, cancelled
        self._done = 0
        self._keys = {key.secret: key for key in _known_keys(self.reader)}
        self._values: PatientValues | None = None
        self._last_look: LastLook | None = None
        self._key: Key | None = throwaway_key() if policy else None

    @property
    def scrubbed(self) -> bool:
        """True unless patient data is kept."""
        return self.policy is not None

    @property
    def key(self) -> Key | None:
        """The throwaway key that everything is sealed with again, to be written beside it; None when patient data is kept."""
        return self._key

    @property
    def values(self) -> PatientValues:
        """The patient values of all the calls, collected when first asked for; none when patient data is kept.

        Raises SessionError for a number that the session does not have, CancelledError.
        """
        if self._values is None:
            self._values = (
                collect(self._readings(alone=True), self.reader.catalog, self.policy)
                if self.policy
                else PatientValues()
            )
        return self._values

    def calls(self) -> Iterator[Evidence]:
        """Each call as it leaves, in the order of `ids`. Raises SessionError, CancelledError."""
        scrubber = Scrubber(self.values, self._key) if self._key else None
        for reading in self._readings():
            yield _scrubbed(reading, scrubber, self) if scrubber else _as_recorded(reading)

    def require_clean(self, members: Mapping[str, bytes], facts: str = "") -> None:
        """Raise PrivacyError when a patient value or key is in one of `members` (bytes by name), in whatever encoding.

        To be asked after `calls` about everything that is to be written, at once or piece by piece. `facts` are the format's
        own words and numbers (times, sizes, labels), among which a short value may occur by chance.
        """
        keys = tuple(self._keys.values())
        require_without_keys(members, keys)
        if self._last_look is None:
            self._last_look = LastLook(self.values)
        self._last_look.require_clean(members, keys, facts)

    def still_found_in(self, reading: Reading) -> Mapping[Direction, Words]:
        """The sides of a scrubbed call in which a patient value would still be found, and that: only their bodies stay at home.

        Raises PrivacyError where it is a key that is found.
        """
        found: dict[Direction, Words] = {}
        for message in reading.call.messages:
            around, payload = (
                message.package.around.encode("utf-8", "replace"),
                message.payload.xml.encode("utf-8", "replace"),
            )
            # A finding may show what mojibake means, whole or in part.
            told = "\n".join(
                text
                for finding in reading.findings
                if finding.direction == message.direction
                for text in finding.message
            )
            members = {
                "around": around,
                "body": message.decoded.data,
                "payload": payload,
                "findings": told.encode("utf-8", "replace"),
            }
            try:
                self.require_clean(members)
            except PatientValueError:
                found[message.direction] = _STILL_FOUND
        return found

    def _readings(self, *, alone: bool = False) -> Iterator[Reading]:
        """Each call; `alone` without what others show of it, and then nobody asks what is wrong in it either."""
        # What earlier calls show is known only of those that this very reader has read.
        if not alone:
            read_up(self._session, self.reader, before=max(self.ids, default=0), cancelled=self._cancelled)
        steps = len(self.ids) * (2 if self.policy else 1)
        for number in self.ids:
            if self._cancelled():
                raise CancelledError
            exchange = self._session.get(number)
            if alone:
                reading = self.reader.read(exchange, checked=False)
            else:
                # A call that is scrubbed is checked as it leaves.
                reading = self.reader.read_in(self._session, exchange, checked=self.policy is None)
            for message in reading.call.messages:
                self._keys |= {key.secret: key for key in message.scheme.keys}
            yield reading
            self._done += 1
            self._progress(min(self._done, steps), steps)


def _known_keys(reader: Reader) -> Iterator[Key]:
    """The keys of the profiles and of the environment; those that calls are read with join them."""
    yield from profiles.environment_keys()
    for profile in reader.profiles:
        try:
            yield from profile.scheme().keys
        except profiles.ProfileError:
            continue  # what cannot be fetched cannot have got into a file


def _as_recorded(reading: Reading) -> Evidence:
    exchange = reading.call.exchange
    assert exchange is not None
    return Evidence(without_credentials(exchange), reading, {}, str)


def _scrubbed(reading: Reading, scrubber: Scrubber, departure: Departure) -> Evidence:
    scrubbed, reader = scrubber.scrub(reading), departure.reader
    outgoing = without_credentials(scrubbed.exchange)
    replaced = scrubber.values.replaced
    across = [_replaced(finding, replaced) for finding in reading.across]
    again = Reader(reader.catalog, scheme=scrubbed.scheme, leniency=reading.leniency).read(outgoing).joined_by(across)
    left_out = {**scrubbed.left_out, **departure.still_found_in(again)}
    if is_in_address(reading.call.request):
        outgoing = without_query(outgoing)
    outgoing = replace(
        outgoing,
        request_body=b"" if "request" in left_out else outgoing.request_body,
        response_body=b"" if "response" in left_out else outgoing.response_body,
    )

    def clean(text: str) -> str:
        """What is said about a body that stays at home, without its values, its words and its real signature."""
        return _DIGEST.sub("●" * 8, _QUOTED.sub("“●●●”", replaced(text)))

    return Evidence(outgoing, again, left_out, clean if left_out else str)


def _replaced(finding: Finding, replaced: Callable[[str], str]) -> Finding:
    """What was found in the session, which stays at home, without its values."""
    return replace(finding, message=Words(replaced(finding.message.zh), replaced(finding.message.en)))
