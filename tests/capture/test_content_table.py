"""hisight.capture.content_table"""

import pytest

from hisight.capture import Filter, Session, SessionError, Summary, content_table


@pytest.fixture
def calls(session, exchange):
    session.append([exchange()] * 3)
    return session


def summary(number, *values):
    return Summary(number, values=values)


def test_the_first_value_of_a_field_is_had_without_reading_a_body(calls):
    calls.store_summaries([summary(1, ("A", "1\n2"), ("A", "3"), ("B", "x")), summary(2, ("B", "y")), summary(3)], "r")
    assert calls.values([1, 2, 3, 4], "A") == {1: "1\n2"}
    assert calls.values([1, 2, 3], "B") == {1: "x", 2: "y"}
    assert calls.values([1], "C") == {}
    assert calls.known_values("") == ["A", "B"]


def test_names_that_another_process_learned_are_the_same_here(calls):
    calls.store_summaries([summary(1, ("A", "1"))], "r")
    with Session.open(calls.path) as other:
        other.store_summaries([summary(2, ("B", "1"), ("A", "1"))], "r")
    calls.store_summaries([summary(3, ("C", "1"), ("B", "1"))], "r")
    assert [list(calls.ids(Filter(f"{name}=1"))) for name in "ABC"] == [[1, 2], [2, 3], [3]]


def test_names_of_a_transaction_that_failed_are_learned_again(calls, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(content_table, "store", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            calls.store_summaries([summary(1, ("A", "1"))], "r")
    calls.store_summaries([summary(1, ("B", "1")), summary(2, ("A", "1"))], "r")
    assert list(calls.ids(Filter("A=1"))) == [2]


def test_calls_are_indexed_many_at_once_and_found_before(session, exchange, monkeypatch):
    monkeypatch.setattr(content_table, "AT_ONCE", 4)
    session.append([exchange()] * 6)
    for number in range(1, 7):
        session.store_summaries([summary(number, ("A", "号源"))], "r")
        assert list(session.ids(Filter("号源"))) == list(range(1, number + 1))
    waiting = "SELECT count(*) FROM unindexed"
    assert session._connection.execute(waiting).fetchone() == (2,)
    session.index()
    assert session._connection.execute(waiting).fetchone() == (0,)
    assert len(session.ids(Filter("号源"))) == 6


def test_what_is_forgotten_is_found_no_more_and_gone_from_the_index(calls):
    calls.store_summaries([summary(1, ("A", "号源已满")), summary(2, ("A", "号源")), summary(3)], "r")
    calls.index()
    with calls._transaction():
        content_table.forget(calls._connection, [1, 3, 4])
    assert list(calls.ids(Filter("号源"))) == [2]
    match = "SELECT rowid FROM content_index WHERE content_index MATCH ?"
    assert calls._connection.execute(match, ["已满"]).fetchall() == []


def test_a_damaged_index_is_a_session_error(calls):
    calls.store_summaries([summary(1, ("A", "号源"))], "r")
    calls._connection.execute("DROP TABLE content_index")
    with pytest.raises(SessionError):
        calls.index()
