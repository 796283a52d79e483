"""hisight.capture.retention"""

import pytest

from hisight.capture import Session, SessionError, Summary, Trace, retention
from hisight.capture.retention import Limits

DAY = 86400


@pytest.fixture
def filled(session, exchange):
    """A thousand calls, one a day; 4 bodies in turn, and one of its own each; call 3 is marked, call 5 repeats call 4."""
    for start in range(0, 1000, 100):
        session.append(
            [
                exchange(
                    b"x" * 100 + bytes([65 + number % 4]),
                    response_body=b"%d" % number * 300,
                    started=float(DAY * number),
                )
                for number in range(start, start + 100)
            ]
        )
    session.store_summaries([Summary(1, trace=Trace("", (("order", "K"),)))], "r")
    session.mark(3, 1, "")
    session.mark(2, 0, "")
    with session.connection(writing=True) as connection:
        connection.execute("UPDATE exchange SET parent = 4 WHERE id = 5")
    return session


def bodies(session):
    with session.connection() as connection:
        return connection.execute("SELECT count(*) FROM body").fetchone()[0]


def test_older_calls_go_with_all_that_belongs_to_them_and_marked_ones_stay(filled):
    assert retention.trim(filled, Limits(days=996), now=1000.0 * DAY) == 3

    assert list(filled.ids())[:3] == [3, 5, 6]
    assert filled.get(5).parent is None
    assert filled.having(["K"], near=1, limit=9) == {}
    assert filled.get(3).request_body == b"x" * 100 + b"C"
    assert bodies(filled) == 4 + 997
    assert retention.trim(filled, Limits(days=996), now=1000.0 * DAY) == 0


def test_numbers_stay_and_are_not_used_again(filled, exchange):
    retention.trim(filled, Limits(days=0), now=2000.0 * DAY)

    assert list(filled.ids()) == [3]
    assert filled.append([exchange()]) == [1001]


def test_a_session_that_is_too_large_loses_its_oldest_calls_and_the_file_becomes_smaller(filled):
    size = retention.contents(filled).used // 2

    foreseen = retention.trim(filled, Limits(size=size), now=0.0, dry_run=True)
    assert filled.count() == 1000
    removed = retention.trim(filled, Limits(size=size), now=0.0)

    after = retention.contents(filled)
    assert removed
    assert abs(removed - foreseen) <= 200
    assert after.used <= size
    assert (after.free, after.calls) == (0, 1000 - removed)
    assert list(filled.ids())[:2] == [3, removed + 2]


def test_a_trial_removes_nothing(filled):
    assert retention.trim(filled, Limits(days=996), now=1000.0 * DAY, dry_run=True) == 3
    assert filled.count() == 1000


def test_what_a_session_holds(filled, exchange):
    filled.append([exchange(b"y" * 5_000_000)])

    contents = retention.contents(filled)

    assert (contents.calls, contents.first, contents.bodies, contents.recordings) == (1001, 0.0, 1006, 0)
    assert contents.biggest[0] == (1001, 5_000_000)
    assert len(contents.biggest) == 5


def test_an_empty_session_holds_nothing(session):
    contents = retention.contents(session)
    assert (contents.calls, contents.first, contents.biggest, contents.body_bytes) == (0, None, (), 0)
    assert retention.trim(session, Limits(1, 1), now=1e9) == 0


@pytest.mark.parametrize(("text", "days"), [("7d", 7), ("12h", 0.5), ("2w", 14), (" 1.5 D ", 1.5)])
def test_an_age_is_written_with_its_unit(text, days):
    assert retention.days_of(text) == days


@pytest.mark.parametrize(("text", "size"), [("500MB", 500 * 1024**2), ("2gb", 2 * 1024**3), ("0.5 KB", 512)])
def test_a_size_is_written_with_its_unit(text, size):
    assert retention.bytes_of(text) == size


@pytest.mark.parametrize("text", ["", "7", "d", "7m", "-1d"])
def test_what_has_no_unit_that_we_know_is_refused_with_an_example(text):
    with pytest.raises(SessionError, match="7d"):
        retention.days_of(text)
    with pytest.raises(SessionError, match="2GB"):
        retention.bytes_of(text)


def test_limits_say_what_they_will_do():
    words = Limits(7, 2 * 1024**3).words
    assert words.en == "calls older than 7 days and the oldest calls beyond 2,048 MB will be removed; marked ones stay."
    assert "早于 7 天的调用" in words.zh


def test_another_process_may_record_meanwhile(filled, exchange):
    with Session.open(filled.path) as other:
        other.append([exchange()])
        assert retention.trim(filled, Limits(days=10), now=1000.0 * DAY)
        assert other.append([exchange()]) == [1002]
