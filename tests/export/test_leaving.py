"""What is done with one call that leaves: the same in this process and in others."""

from dataclasses import replace

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.export import departure as departures
from hisight.export.departure import CancelledError, Departure
from hisight.export.leaving import look_at
from hisight.privacy import PrivacyError


@pytest.fixture
def path(tmp_path):
    """Two rounds of the demo's script: locks and orders that come again, and patients that are in several calls."""
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        for _ in range(2):
            session.append([replace(one, id=0) for one in recorded.exchanges()])
    return tmp_path / "a.hisight"


def told(path, *, crew: bool, ids=None, monkeypatch):
    """What leaves of each call, but for what chance decides."""
    monkeypatch.setattr(departures, "WORTHWHILE", 0 if crew else 10_000)
    with Session.open(path) as session:
        departure = Departure(session, ids or list(session.ids()), recorded.READER)
        calls = list(departure.calls())
        replaced = departure.values.replaced_by_kind()
        stand_ins = {value.text: departure.values.stand_in(value.kind, value.text) for value in departure.values.all}
    everything = "".join(message.payload.xml for call in calls for message in call.reading.call.messages)
    for text, stand_in in stand_ins.items():
        assert text not in everything or stand_in == text or len(text) < 4, text
    return [
        (
            call.exchange.id,
            dict(call.left_out),
            [(finding.code, finding.path, finding.calls) for finding in call.reading.findings],
            [message.signature.verdict for message in call.reading.call.messages],
            call.reading.failed,
        )
        for call in calls
    ], replaced


def test_other_processes_make_of_the_calls_what_this_one_makes(path, monkeypatch):
    here, there = (told(path, crew=crew, monkeypatch=monkeypatch) for crew in (False, True))
    assert here == there
    assert len(here[0]) == 60
    assert any(
        calls for _, _, findings, *_ in here[0] for _, _, calls in findings
    )  # what earlier calls show is among it
    assert here[1]["name"]


def test_of_some_calls_the_earlier_ones_show_the_same_though_they_do_not_leave(path, monkeypatch):
    everything = told(path, crew=True, monkeypatch=monkeypatch)[0]
    some = told(path, crew=True, ids=list(range(31, 61)), monkeypatch=monkeypatch)[0]
    assert some == everything[30:]


def test_a_patient_of_several_calls_has_one_stand_in_whichever_process_replaced_it(path, monkeypatch):
    monkeypatch.setattr(departures, "WORTHWHILE", 0)
    monkeypatch.setattr(departures, "_SCRUBBED_AT_ONCE", 1)
    with Session.open(path) as session:
        departure = Departure(session, list(session.ids()), recorded.READER)
        calls = list(departure.calls())
    by_number = [[message.payload.xml for message in call.reading.call.messages] for call in calls]
    assert by_number[:30] == by_number[30:]


@pytest.mark.parametrize("after", [0, 10, 70, 119])
def test_other_processes_are_given_up_when_it_is_cancelled(path, monkeypatch, after):
    monkeypatch.setattr(departures, "WORTHWHILE", 0)
    done = []
    with Session.open(path) as session:
        departure = Departure(
            session,
            list(session.ids()),
            recorded.READER,
            progress=lambda one, _all: done.append(one),
            cancelled=lambda: len(done) >= after,
        )
        with pytest.raises(CancelledError):
            list(departure.calls())
    assert len(done) == after


def test_a_key_in_a_call_stops_it_in_another_process_too(tmp_path, session, exchange, reader, key, monkeypatch):
    monkeypatch.setattr(departures, "WORTHWHILE", 0)
    made = session(exchange("none", said=f"key {key.secret.decode()}"))
    with pytest.raises(PrivacyError, match="the key vector"):
        list(Departure(made, [1], reader).calls())


def test_what_is_kept_of_a_call_is_its_values_keys_and_facts(session, exchange, reader, key):
    looked = look_at(session(exchange()), reader, 1)
    assert looked.number == 1
    assert key in looked.keys
    assert "李望舒" in {value.text for value in looked.seen.values}
    assert "1002" in looked.facts
    assert looked.found_by
