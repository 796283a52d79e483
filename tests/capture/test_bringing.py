"""hisight.capture.bringing"""

from dataclasses import replace

import pytest

from hisight.capture import Exchange, Session, retention
from hisight.capture.bringing import Brought, bring, brought_profiles

ASKED = Exchange(b"POST / HTTP/1.1\r\n\r\n", b"<ROOT/>", started=1.0)


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "opened.hisight", create=True) as opened:
        yield opened


def test_calls_keep_their_numbers_profiles_and_notes(session):
    calls = [
        Brought(replace(ASKED, id=3), "{}", "look here", 2),
        Brought(replace(ASKED, id=4)),
        Brought(replace(ASKED, id=70, request_body=b"<OTHER/>"), "{1}", colour=1),
    ]
    bring(session, calls[:1])
    bring(session, calls[1:])
    assert [one.id for one in session.since(0)] == [3, 4, 70]
    assert session.get(70).request_body == b"<OTHER/>"
    assert brought_profiles(session) == {3: "{}", 70: "{1}"}
    assert [(row.id, row.colour, row.comment) for row in session.rows([3, 4, 70])] == [
        (3, 2, "look here"),
        (4, 0, ""),
        (70, 1, ""),
    ]


def test_what_is_recorded_here_brings_nothing(session):
    session.append([ASKED])
    assert brought_profiles(session) == {}


def test_a_call_that_is_removed_takes_its_profile_with_it(session):
    bring(session, [Brought(replace(ASKED, id=1), "{}"), Brought(replace(ASKED, id=2, started=9e9), "{}")])
    retention.trim(session, retention.Limits(days=1), now=9e9)
    assert set(brought_profiles(session)) == {2}
