"""Recorded calls sent again one after the other: as they were or sealed anew, each answer beside the recorded one."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from hisight.capture import Session
from hisight.compare import Comparison, How, compare
from hisight.errors import HisightError
from hisight.protocol import Scheme
from hisight.reading import Reader, Reading, summarise
from hisight.replay.outgoing import Outgoing, as_recorded, edited, require_complete, with_body
from hisight.replay.permission import Permit, Question, question
from hisight.replay.renewal import Renewal
from hisight.replay.resealing import sealed_by
from hisight.replay.send import USUAL, Way, send
from hisight.wording import NOTHING, Words

_PATIENCE_S = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch is sent."""

    to: str = ""
    """The server to send to; empty for where each call went."""
    fresh: bool = False
    """Whether moments and the numbers that the platform makes up are made anew, and the calls sealed again."""
    scheme: Scheme | None = None
    """The keys, cipher and rule to seal with; None for each call's own."""
    repeat: int = 1
    """How often the whole batch is sent."""
    pace_s: float = 0.0
    """Seconds between two calls; 0 sends the next when the answer is there."""
    stop_on_failure: bool = False
    """Whether to send no more after a call that failed and had not failed before, or whose answer differs."""
    way: Way = USUAL
    """Timeout and trust of the connection."""

    @property
    def as_recorded(self) -> bool:
        """Whether exactly the recorded bytes are sent."""
        return not self.fresh and self.scheme is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one call of a batch."""

    original: int
    """Number of the recorded call."""
    number: int
    """Number of the new one; 0 when it could not be made."""
    reading: Reading | None
    """The new call; None when it could not be made."""
    comparison: Comparison | None
    """In what the answers differ in substance; None where there were not two."""
    problem: Words = NOTHING
    """Why it could not be made, and was not sent."""

    @property
    def differs(self) -> bool:
        """True when the answer is another one in substance, none came, or the call could not be sent."""
        if self.reading is None or self.reading.call.response is None:
            return True
        return self.comparison is not None and self.comparison.count > 0


def send_one(session: Session, reader: Reader, outgoing: Outgoing, permit: Permit, way: Way = USUAL) -> Outcome:
    """Send a single call, and store and read its answer; there is nothing to compare it with.

    Raises NotPermittedError when `permit` does not cover it, SessionError when the session cannot be written.
    """
    (number,) = session.append([send(outgoing, reader, permit, way)])
    reading = reader.read_in(session, session.get(number))
    session.store_summaries([summarise(reading)], reader.fingerprint)
    return Outcome(outgoing.parent or 0, number, reading, None)


class Batch:
    """Calls of a session that are to be sent again, in the order given."""

    def __init__(self, session: Session, reader: Reader, numbers: Sequence[int], plan: Plan = Plan()) -> None:
        """Raises HisightError when the plan sends to an address that is incomplete."""
        if plan.to:
            require_complete(plan.to)
        self._session, self._reader, self._plan = session, reader, plan
        self._numbers = tuple(numbers)

    def __len__(self) -> int:
        """How many calls will be sent."""
        return len(self._numbers) * self._plan.repeat

    def question(self) -> Question | None:
        """What somebody has to be asked before; None when all calls only read. Raises SessionError.

        What cannot be made is not asked about: it will not be sent.
        """
        asked = question(self._makeable(), self._reader)
        return Question(asked.deeds * self._plan.repeat) if asked else None

    def run(self, permit: Permit, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Outcome]:
        """Send the calls and store the answers in the session; ends early when `cancelled`, or as the plan says.

        Raises NotPermittedError for a call that `permit` does not cover, SessionError when the session cannot be written.
        """
        for turn in range(self._plan.repeat):
            renewal = Renewal()
            for place, number in enumerate(self._numbers):
                if (turn or place) and not self._wait(cancelled):
                    return
                outcome = self._send(number, renewal, permit)
                yield outcome
                if self._plan.stop_on_failure and outcome.differs:
                    return

    def _makeable(self) -> Iterator[Outgoing]:
        for number in self._numbers:
            reading = self._reading(number)
            with suppress(HisightError):
                yield self._outgoing(reading, Renewal())

    def _wait(self, cancelled: Callable[[], bool]) -> bool:
        """Keep the pace; False when there is nothing more to be sent."""
        until = time.monotonic() + self._plan.pace_s
        while not cancelled() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _PATIENCE_S))
        return not cancelled()

    def _send(self, number: int, renewal: Renewal, permit: Permit) -> Outcome:
        before = self._reading(number)
        try:
            outgoing = self._outgoing(before, renewal)
        except HisightError as error:
            words = Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip())
            return Outcome(number, 0, None, None, words)
        outcome = send_one(self._session, self._reader, outgoing, permit, self._plan.way)
        after = outcome.reading
        assert after is not None
        renewal.learn(before, after)
        if before.call.response is None or after.call.response is None:
            return outcome
        return replace(outcome, comparison=replace(compare(before, after, How.substance()), request=()))

    def _reading(self, number: int) -> Reading:
        return self._reader.read(self._session.get(number))

    def _outgoing(self, reading: Reading, renewal: Renewal) -> Outgoing:
        """The request that is sent for `reading`. Raises HisightError when it cannot be made."""
        exchange, request, subject = reading.call.exchange, reading.call.request, reading.subject("request")
        assert exchange is not None
        assert request is not None
        assert subject is not None
        if self._plan.as_recorded:
            return as_recorded(exchange, self._plan.to)
        xml = renewal.xml(subject) if self._plan.fresh else request.payload.xml
        if self._plan.scheme is None:
            return edited(exchange, request, xml, to=self._plan.to)
        return with_body(as_recorded(exchange, self._plan.to), sealed_by(request, self._plan.scheme, xml))
