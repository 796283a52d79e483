"""Recorded calls sent again, one after the other, to a HIS that is there."""

from dataclasses import replace

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.mock import DEMO_KEY
from hisight.profiles import KEY_VARIABLE
from hisight.reading import Reader
from hisight.replay import ONLY_READING, NotPermittedError, Way
from hisight.replay.batch import Batch, Plan


@pytest.fixture
def his():
    with recorded.his() as server:
        yield server


@pytest.fixture
def reader(monkeypatch) -> Reader:
    monkeypatch.setenv(KEY_VARIABLE, DEMO_KEY.secret.decode())
    return Reader.default()


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "calls.hisight", create=True) as opened:
        opened.append(recorded.exchanges())
        yield opened


def numbers(session: Session, reader: Reader, *codes: str) -> list[int]:
    read = {number: reader.read(session.get(number)) for number in range(1, 31)}
    good = {number: one for number, one in read.items() if not one.failed and not one.findings}
    return [next(number for number, one in good.items() if one.call.fun_code == code) for code in codes]


def test_each_answer_is_stored_beside_its_original_and_compared_in_substance(session, reader, his):
    chosen = numbers(session, reader, "1001", "2001")
    outcomes = list(Batch(session, reader, chosen, Plan(his.url)).run(ONLY_READING))
    assert [(one.original, one.number, one.differs) for one in outcomes] == [
        (chosen[0], 31, False),
        (chosen[1], 32, False),
    ]
    assert [(row.parent, row.origin, row.summary.failed) for row in session.rows([31, 32])] == [
        (chosen[0], "replay", False),
        (chosen[1], "replay", False),
    ]
    assert session.get(31).request_body == session.get(chosen[0]).request_body


def test_a_whole_visit_is_made_once_more_with_fresh_numbers(session, reader, his):
    chosen = numbers(session, reader, "1002", "2005", "2007")
    batch = Batch(session, reader, chosen, Plan(his.url, fresh=True))
    outcomes = list(batch.run(batch.question().allow()))
    assert [one.reading.call.return_code for one in outcomes] == ["0"] * 3
    assert [one.reading.call.request.signature.verdict for one in outcomes] == ["valid"] * 3
    again = list(batch.run(batch.question().allow()))
    assert [one.reading.call.return_code for one in again] == ["0"] * 3


def test_what_writes_is_not_sent_without_its_permit(session, reader, his):
    (lock,) = numbers(session, reader, "2005")
    batch = Batch(session, reader, [lock], Plan(his.url))
    assert batch.question().targets == (his.origin.removeprefix("http://"),)
    with pytest.raises(NotPermittedError):
        list(batch.run(ONLY_READING))
    assert session.last_id() == 30


def test_a_batch_is_repeated_and_every_turn_was_asked_about(session, reader, his):
    (lock,) = numbers(session, reader, "2005")
    batch = Batch(session, reader, [lock], Plan(his.url, fresh=True, repeat=3))
    assert len(batch) == len(batch.question().deeds) == 3
    outcomes = list(batch.run(batch.question().allow()))
    assert [one.reading.call.return_code for one in outcomes] == ["0"] * 3


def test_it_stops_at_the_first_answer_that_differs_if_it_is_to(session, reader):
    (first,) = numbers(session, reader, "1001")
    plan = Plan("http://127.0.0.1:1", repeat=3, stop_on_failure=True, way=Way(1))
    (outcome,) = Batch(session, reader, [first], plan).run(ONLY_READING)
    assert outcome.differs
    assert "refused" in outcome.reading.call.exchange.error


def test_it_ends_early_when_cancelled_even_while_it_keeps_its_pace(session, reader, his):
    (first,) = numbers(session, reader, "1001")
    batch = Batch(session, reader, [first], Plan(his.url, repeat=5, pace_s=3600))
    outcomes = batch.run(ONLY_READING, lambda: session.last_id() > 30)
    assert len(list(outcomes)) == 1


def test_a_call_that_cannot_be_sealed_is_told_and_the_others_are_sent(session, reader, his, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    keyless = Reader.default()
    (first,) = numbers(session, reader, "1001")
    session.append([replace(session.get(first), id=0, url="")])
    outcomes = list(Batch(session, reader, [31, first], Plan()).run(ONLY_READING))
    assert outcomes[0].number == 0
    assert "address" in outcomes[0].problem.en
    assert outcomes[0].differs
    assert len(outcomes) == 2
    assert keyless is not reader


def test_an_incomplete_target_is_refused_before_anything_is_sent(session, reader):
    with pytest.raises(HisightError, match="somewhere"):
        Batch(session, reader, [1], Plan("somewhere"))
