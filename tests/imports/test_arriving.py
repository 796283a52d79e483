from dataclasses import replace

import pytest

from hisight.capture import Exchange, Session
from hisight.imports import UnreadableFileError
from hisight.imports.arriving import CancelledError, bring_in

CALL = Exchange(b"GET / HTTP/1.1\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n\r\n", b"x", url="http://his/")


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "here.hisight", create=True) as opened:
        opened.append([CALL, CALL])
        yield opened


def with_calls(path, *calls):
    with Session.open(path, create=True) as other:
        other.append(calls)
    return path


def test_calls_are_appended_and_counted_and_a_replay_points_to_its_original_here(session, tmp_path):
    alone = replace(CALL, response_head=b"", response_body=b"")
    file = with_calls(tmp_path / "there.hisight", CALL, replace(CALL, parent=1, origin="replay"), alone)
    told = []
    arrived = bring_in(file, session, told.append)
    assert (arrived.first, arrived.calls, arrived.unanswered, arrived.unasked, told) == (3, 3, 1, 0, [1, 3])
    assert [(one.origin, one.parent) for one in session.exchanges([3, 4, 5])] == [
        ("import", None),
        ("import", 3),
        ("import", None),
    ]
    assert arrived.words.en == "there.hisight (HISight session): 3 calls, 1 without an answer."


def test_an_answer_without_its_request_is_counted(session, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"HTTP/1.1 200 OK\r\n\r\n<A/>")
    assert bring_in(tmp_path / "a.txt", session).words.en == "a.txt (raw HTTP): 1 call, 1 without a request."


def test_the_very_session_is_not_imported_into_itself(session):
    with pytest.raises(UnreadableFileError, match="is the very session"):
        bring_in(session.path, session)


def test_what_came_before_it_is_cancelled_stays(session, tmp_path):
    file = with_calls(tmp_path / "there.hisight", *[CALL] * 250)
    answers = iter([False, False, True])
    with pytest.raises(CancelledError):
        bring_in(file, session, cancelled=lambda: next(answers))
    assert session.count() == 202
