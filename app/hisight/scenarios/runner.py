"""Runs scenarios against a HIS: composes each call, asks leave for it, sends it, and holds the answer against what is expected."""

import http.client
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import SystemRandom
from urllib.parse import urlsplit

from hisight.mock.content import values
from hisight.mock.faults import NO_FAULT
from hisight.mock.people import invent
from hisight.mock.server import CLOCK
from hisight.protocol import document
from hisight.reading import Reader, Reading
from hisight.replay import ONLY_READING, Outgoing, Question, Way, question, send
from hisight.scenarios import expecting, request
from hisight.scenarios.model import Scenario, Step
from hisight.scenarios.outcome import ANY_VALUE, Failure, StepOutcome
from hisight.scenarios.references import References, UnknownReferenceError
from hisight.scenarios.request import Target
from hisight.wording import Words

_IS_A_CLOCK = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*")


def foreseen(scenarios: Iterable[Scenario], target: Target, reader: Reader) -> Question | None:
    """What has to be asked before `scenarios` are run, as far as it can be told before any answer is there: functions and target.

    None when all their steps only read. Each call is asked about once more when it is made.
    """
    steps = (step for scenario in scenarios for step in scenario.steps)
    return question((request.outgoing(one.function, "", target, NO_FAULT) for one in steps if one.function), reader)


class Run:
    """One scenario on its way, with a patient of its own."""

    def __init__(
        self,
        scenario: Scenario,
        target: Target,
        reader: Reader,
        way: Way,
        *,
        given: Mapping[str, str],
        allow_writes: bool = False,
        production: Iterable[str] = (),
    ) -> None:
        """`given` overrules what the scenario gives; `production` are the production targets that somebody has typed.

        `allow_writes` is for somebody who has been told what the steps do beyond reading (`foreseen`), and has said yes.
        """
        self._scenario, self._target, self._reader, self._way = scenario, target, reader, way
        self._allow_writes, self._production = allow_writes, tuple(production)
        self._known = References(
            datetime.now(), invent(SystemRandom()), target.hospital_id, {**scenario.given, **given}
        )
        self._sent: dict[str, Outgoing] = {}

    def steps(self) -> Iterator[StepOutcome]:
        """Take one step after the other, and yield what came of it; behind one that fails the rest is skipped.

        Raises NotPermittedError for a step that does more than read, where that is not allowed, and for a production target
        that was not typed.
        """
        failed = False
        for step in self._scenario.steps:
            label = step.function.label if step.function else ""
            if failed:
                yield StepOutcome(step.name, label, skipped=True)
                continue
            try:
                outcome = self._call(step) if step.function else self._put_forward(step)
            except UnknownReferenceError as missing:
                text = f"${{{missing}}}"
                outcome = StepOutcome(step.name, label, (Failure(text, ANY_VALUE, "", "scenario"),))
            failed = not outcome.passed
            yield outcome

    def _call(self, step: Step) -> StepOutcome:
        function = step.function
        assert function is not None
        if step.repeat:
            outgoing = self._sent[step.repeat]
        else:
            known = self._known.all_resolved(step.values)
            payload = request.content(function, known, self._known, self._target, self._reader.catalog)
            self._known.learn(step.name, values(document.read(payload).root))
            outgoing = request.outgoing(function, payload, self._target, step.fault)
        self._sent[step.name] = outgoing
        asked = question([outgoing], self._reader)
        permit = asked.allow(production=self._production) if asked and self._allow_writes else ONLY_READING
        exchange = replace(send(outgoing, self._reader, permit, self._way), origin="mock")
        reading = self._reader.read(exchange)
        found = tuple(expecting.failures(reading, step.expect, self._known))
        if not found:
            found = self._learn(step, reading)
        return StepOutcome(step.name, function.label, found, duration_ms=exchange.duration_ms, exchange=exchange)

    def _learn(self, step: Step, reading: Reading) -> tuple[Failure, ...]:
        """Remember what the answer tells, and the row that was picked; the failure when there is none."""
        told = expecting.answered(reading)
        self._known.learn(step.name, {name: found[0] for name, found in told.items()})
        if step.pick is None:
            return ()
        row = expecting.picked(reading, step.pick, self._known)
        if row is None:
            where = ", ".join(f"{name} = {value}" for name, value in step.pick.where.items())
            return (Failure(step.pick.row, where or ANY_VALUE, "", "his"),)
        self._known.learn(step.name, row)
        return ()

    def _put_forward(self, step: Step) -> StepOutcome:
        if put_forward(self._target.url, step.clock, self._way.timeout_s):
            return StepOutcome(step.name, "")
        more = Words("只有 hisight mock his 的时钟可以拨快。", "Only the clock of hisight mock his can be put forward.")
        return StepOutcome(step.name, "", (Failure("clock", f"+{step.clock}", "", "scenario", more),))


def put_forward(url: str, step: timedelta, timeout_s: float) -> bool:
    """Put the clock of the mock HIS at `url` forward; False, and nothing changed, when there is no such clock."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=timeout_s)
    try:
        connection.request("GET", CLOCK)
        answer = connection.getresponse()
        if answer.status != 200 or not _IS_A_CLOCK.fullmatch(answer.read()):
            return False
        connection.request("POST", CLOCK, f"+{step.total_seconds():.0f}")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
