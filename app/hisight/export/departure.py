"""Calls on their way out of the machine, one at a time: what every export format writes comes from here, and is looked over here.

Two passes over the session: the first collects the patient values of all chosen calls, the second scrubs call by call.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from hisight import profiles
from hisight.capture import Session
from hisight.checks import Facts, Finding
from hisight.crew import WORTHWHILE, side_by_side
from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.export.leaving import Elsewhere, Looked, Outgoing, Scrubbing, look_at
from hisight.follow import collecting_rarely, read_up
from hisight.privacy import STANDARD, LastLook, PatientValues, Policy, gather, throwaway_key, without_credentials
from hisight.protocol import Key
from hisight.reading import Reader, Reading, across
from hisight.reading.earlier import Earlier
from hisight.wording import Words

Work = TypeVar("Work")

Progress = Callable[[int, int], None]
"""Is told that so many of so many steps are done."""

_LOOKED_AT_ONCE = 100
_SCRUBBED_AT_ONCE = 20  # they come back with their bodies, and a report with pictures has some MB
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
        self.leaving = frozenset(self.ids)
        """The same, to ask whether one is among them."""
        self._session = session
        self._progress, self._cancelled = progress, cancelled
        self._done = 0
        self._traces: dict[int, tuple[str, tuple[str, ...]]] = {}
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
            with collecting_rarely():
                self._values = (
                    gather((one.seen for one in self._looked_at()), self.reader.catalog, self.policy)
                    if self.policy
                    else PatientValues()
                )
        return self._values

    def calls(self) -> Iterator[Evidence]:
        """Each call as it leaves, in the order of `ids`. Raises SessionError, PrivacyError, CancelledError."""
        if self._key is None:
            read_up(self._session, self.reader, before=max(self.ids, default=0), cancelled=self._cancelled)
            for number in self._not_cancelled(self.ids):
                yield self._as_recorded(number)
                self._step()
            return
        values, replaced = self.values, self.values.replaced

        def clean(text: str) -> str:
            """What is said about a body that stays at home, without its values, its words and its real signature."""
            return _DIGEST.sub("●" * 8, _QUOTED.sub("“●●●”", replaced(text)))

        with collecting_rarely():
            values.choose()
            for exchange, reading, left_out in self._scrubbed(values, self._key):
                yield Evidence(exchange, reading, left_out, clean if left_out else str)
                self._step()

    def require_clean(self, members: Mapping[str, bytes], facts: str = "") -> None:
        """Raise PrivacyError when a patient value or key is in one of `members` (bytes by name), in whatever encoding.

        To be asked after `calls` about everything that is to be written, at once or piece by piece. `facts` are the format's
        own words and numbers (times, sizes, labels), among which a short value may occur by chance.
        """
        if self._last_look is None:
            self._last_look = LastLook(self.values)
        self._last_look.require_clean(members, self._keys.values(), facts)

    def _looked_at(self) -> Iterator[Looked]:
        """What is kept of each call. Its keys are known from then on, and what later calls may want to know of it."""
        if len(self.ids) < WORTHWHILE:
            looked = (look_at(self._session, self.reader, number) for number in self._not_cancelled(self.ids))
        else:
            pieces, given = _in_pieces(self.ids, _LOOKED_AT_ONCE), (self._session.path, self.reader)
            some = side_by_side(Elsewhere.look_at, pieces, Elsewhere.begin, given)
            looked = (one for made in some for one in self._not_cancelled(made))
        for one in looked:
            self._keys |= {key.secret: key for key in one.keys}
            self._traces[one.number] = one.facts, one.found_by
            yield one
            self._step()

    def _scrubbed(self, values: PatientValues, key: Key) -> Iterator[Outgoing]:
        known, shown = tuple(self._keys.values()), self._across()
        if len(self.ids) < WORTHWHILE:
            scrubbing = Scrubbing(values, key, known, self.reader.catalog)
            for number in self._not_cancelled(self.ids):
                reading = self.reader.read(self._session.get(number), checked=False)
                yield scrubbing.scrub(reading, shown.get(number, ()))
            return
        pieces = _in_pieces(self.ids, _SCRUBBED_AT_ONCE)
        work = ([(number, shown.get(number, ())) for number in piece] for piece in pieces)
        given = (self._session.path, self.reader, (values, key, known))
        for made, changed in side_by_side(Elsewhere.scrub, work, Elsewhere.begin, given):
            values.note_changed(changed)
            for exchange, parts, left_out in self._not_cancelled(made):
                yield Outgoing(exchange, Reading.of_parts(parts, self.reader.catalog), left_out)

    def _across(self) -> Mapping[int, Sequence[Finding]]:
        """What earlier calls of the session show of those that leave, by their numbers."""
        last = max(self.ids, default=0)
        found: dict[int, Sequence[Finding]] = {}
        if len(self.ids) >= WORTHWHILE and bisect_right(self._session.numbers(after=0), last) == len(self.ids):
            earlier = Earlier()
            for number in sorted(self.ids):
                found[number] = earlier.findings(*self._traces[number])
        else:
            # What earlier calls show is known only of those that this very reader has read.
            read_up(self._session, self.reader, before=last, cancelled=self._cancelled)
            for number, (text, _) in self._traces.items():
                facts = Facts.from_json(text)
                assert facts is not None
                found[number] = across.findings(self._session, facts, self.reader.fingerprint)
        return {number: some for number, some in found.items() if some}

    def _as_recorded(self, number: int) -> Evidence:
        exchange = self._session.get(number)
        reading = self.reader.read_in(self._session, exchange)
        for message in reading.call.messages:
            self._keys |= {key.secret: key for key in message.scheme.keys}
        return Evidence(without_credentials(exchange), reading, {}, str)

    def _not_cancelled(self, work: Iterable[Work]) -> Iterator[Work]:
        """All of `work`, unless somebody cancels."""
        for one in work:
            if self._cancelled():
                raise CancelledError
            yield one

    def _step(self) -> None:
        """Another call was done."""
        self._done += 1
        steps = len(self.ids) * (2 if self.policy else 1)
        self._progress(min(self._done, steps), steps)


def _in_pieces(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _known_keys(reader: Reader) -> Iterator[Key]:
    """The keys of the profiles and of the environment; those that calls are read with join them."""
    yield from profiles.environment_keys()
    for profile in reader.profiles:
        try:
            yield from profile.scheme().keys
        except profiles.ProfileError:
            continue  # what cannot be fetched cannot have got into a file
