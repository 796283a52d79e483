import base64

import pytest

from hisight.capture import SessionError
from hisight.export.departure import CancelledError, Departure
from hisight.privacy import PrivacyError
from hisight.profiles import Profile
from hisight.protocol import Key
from hisight.reading import Reader

NAME, NUMBER = "李望舒", "000000199001010059"


def test_the_same_patient_is_the_same_stand_in_in_every_call(session, exchange, reader):
    departure = Departure(session(exchange(), exchange("none"), exchange()), [3, 1, 3, 2], reader)
    calls = list(departure.calls())
    assert [call.exchange.id for call in calls] == [3, 1, 2]
    assert len({call.reading.call.request.payload.xml for call in calls}) == 1
    assert NAME not in calls[0].reading.call.request.payload.xml
    assert {message.signature.key.secret for message in calls[0].reading.call.messages} == {departure.key.secret}


def test_patient_data_leaves_as_it_is_only_without_a_policy(session, exchange, reader):
    departure = Departure(session(exchange()), [1], reader, policy=None)
    (call,) = departure.calls()
    assert call.exchange.request_body == exchange().request_body
    assert b"c2VjcmV0" not in call.exchange.request_head
    assert (departure.scrubbed, departure.key, departure.values.all) == (False, None, ())


def test_what_a_format_made_is_looked_over_for_values_and_keys(session, exchange, reader, key):
    departure = Departure(session(exchange()), [1], reader)
    list(departure.calls())
    departure.require_clean({"a.csv": "一切正常".encode()})
    with pytest.raises(PrivacyError, match="ID_NO"):
        departure.require_clean({"a.csv": NUMBER.encode()})
    with pytest.raises(PrivacyError, match="the key vector"):
        departure.require_clean({"a.csv": key.secret})


def test_the_keys_of_profiles_are_looked_for_though_no_call_was_read_with_them(
    session, exchange, catalog, scheme, monkeypatch
):
    monkeypatch.setenv("CITY_KEY", "CITY-KEY-OF-16-C")
    reader = Reader(catalog, [Profile("gone", keys=("env:NO_KEY",)), Profile("city", keys=("env:CITY_KEY",))], scheme)
    departure = Departure(session(exchange()), [1], reader)
    with pytest.raises(PrivacyError, match="CITY_KEY"):
        departure.require_clean({"a": b"CITY-KEY-OF-16-C"})


@pytest.mark.parametrize("kept", [False, True])
def test_it_tells_how_far_it_is(session, exchange, reader, kept):
    told = []
    policy = {"policy": None} if kept else {}
    departure = Departure(
        session(exchange(), exchange()), [1, 2], reader, progress=lambda *so_far: told.append(so_far), **policy
    )
    list(departure.calls())
    assert told == ([(1, 2), (2, 2)] if kept else [(1, 4), (2, 4), (3, 4), (4, 4)])


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_it_ends_before_the_next_call_when_it_is_cancelled(session, exchange, reader, after):
    done = []
    departure = Departure(
        session(exchange(), exchange()),
        [1, 2],
        reader,
        progress=lambda one, _all: done.append(one),
        cancelled=lambda: len(done) >= after,
    )
    with pytest.raises(CancelledError, match="nothing was written"):
        list(departure.calls())
    assert len(done) == after


def test_a_number_that_the_session_does_not_have_is_named(session, exchange, reader):
    with pytest.raises(SessionError, match="no call 7"):
        list(Departure(session(exchange()), [7], reader).calls())


def test_the_throwaway_key_of_each_departure_is_another(session, exchange, reader):
    made = session(exchange())
    first, second = (Departure(made, [1], reader).key for _ in range(2))
    assert isinstance(first, Key)
    assert first.secret != second.secret


def test_a_call_in_which_a_patient_would_still_be_found_leaves_without_that_body(session, exchange, reader):
    # What nobody replaces where it stands: base64 that begins in the middle of another word.
    hidden = exchange("none", said=f"see abc{base64.b64encode(f'x{NUMBER}x'.encode()).decode()}")
    departure = Departure(session(exchange(), hidden, exchange()), [1, 2, 3], reader)
    calls = list(departure.calls())
    assert [list(call.left_out) for call in calls] == [[], ["response"], []]
    assert calls[1].left_out["response"].en == "patient values would still be found in it."
    assert (calls[1].exchange.response_body, calls[1].readable("response")) == (b"", None)
    assert calls[1].exchange.request_body
