"""A report on the sessions that somebody names."""

import pytest
from tests.report.messages import READER, exchange, signing

from hisight.capture import SessionError
from hisight.report.gathering import MOST_RECHECKED, Stopped, _some, gather


def test_several_sessions_are_one_report_with_calls_told_apart(session_of):
    gbk = signing(charset="gb18030")
    paths = [
        session_of([exchange(number=1)], "a.hisight"),
        session_of([exchange(number=1, answering=gbk)], "b.hisight"),
    ]
    report = gather(paths, READER)
    assert (report.coverage.sessions, report.coverage.calls) == (("a.hisight", "b.hisight"), 2)
    (cause,) = report.causes
    assert [one.call for one in cause.calls] == [(1, 1)]
    assert cause.recheck is not None
    assert cause.recheck.clean == 1  # it was read from the right file


def test_the_trend_is_told_since_another_session(session_of):
    before = session_of([exchange(answering=signing(charset="gb18030"))], "before.hisight")
    report = gather([session_of([exchange()], "now.hisight")], READER, since=before)
    assert report.since == "before.hisight"
    assert report.steps is not None
    assert [step.change for step in report.steps] == ["mended"]
    assert gather([before], READER).steps is None


def test_progress_goes_to_the_end_and_counts_both_sessions(session_of):
    told = []
    path = session_of([exchange(number=place) for place in range(250)])
    gather([path], READER, since=path, progress=lambda done, of: told.append((done, of)), workers=1)
    assert told[0] == (100, 500)
    assert told[-1] == (500, 500)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_it_stops_when_somebody_wants_it(session_of):
    path = session_of([exchange(number=place) for place in range(250)])
    seen = []
    with pytest.raises(Stopped):
        gather([path], READER, progress=lambda done, _of: seen.append(done), stopped=lambda: bool(seen), workers=1)
    assert seen == [100]


def test_a_missing_session_is_an_error(tmp_path):
    with pytest.raises(SessionError):
        gather([tmp_path / "none.hisight"], READER)


def test_an_empty_session_has_an_empty_report(session_of):
    report = gather([session_of([])], READER)
    assert (report.coverage.calls, report.troubled, report.causes) == (0, 0, ())


def test_of_many_calls_some_are_mended_from_the_first_to_the_last():
    chosen = _some(list(range(1000)))
    assert len(chosen) == MOST_RECHECKED
    assert (chosen[0], chosen[-1]) == (0, 990)
    assert _some([1, 2]) == [1, 2]
