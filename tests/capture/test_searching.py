"""hisight.capture.searching; what filters find is seen in filtering/test_filter."""

import sqlite3
from array import array

import pytest

from hisight.capture import Filter, SessionError, Summary, searching


@pytest.fixture
def many(session, exchange, monkeypatch):
    """40 calls; every fourth has a word that no index helps to find."""
    monkeypatch.setattr(searching, "_FIRST_PART", 4)
    session.append([exchange()] * 40)
    summaries = [Summary(number, values=(("A", "x" if number % 4 else "号"),)) for number in range(1, 41)]
    session.store_summaries(summaries, "r")
    return session


def test_what_must_be_looked_through_comes_in_growing_parts(many):
    assert [list(part) for part in many.search(Filter("号"))] == [[4], [8, 12, 16, 20], [24, 28, 32, 36, 40]]
    assert [list(part) for part in many.search(Filter("号"), after=30)] == [[32], [36, 40]]


def test_what_an_index_knows_comes_at_once(many):
    assert [len(part) for part in many.search(Filter("ms>1"))] == [4, 36]
    assert list(many.search(Filter())) == [range(1, 41)]
    assert list(many.search(Filter(), after=38)) == [range(39, 41)]


def test_numbers_that_are_missing_are_not_made_up(many):
    many._connection.execute("DELETE FROM exchange WHERE id IN (1, 2, 20)")
    assert many.ids() == array("q", [number for number in range(3, 41) if number != 20])
    assert (many.first_id(), many.last_id(), many.numbers(after=38)) == (3, 40, array("q", [39, 40]))


def test_a_search_that_is_stopped_brings_no_more(many):
    stopped = []
    parts = (list(part) for part in many.search(Filter("号"), stopped=lambda: bool(stopped)))
    assert next(parts) == [4]
    stopped.append(True)
    assert list(parts) == []


def test_a_search_is_stopped_in_the_middle_of_a_part(many, monkeypatch):
    monkeypatch.setattr(searching, "_STEPS", 1)
    asked = []
    assert list(many.search(Filter("号"), stopped=lambda: asked.append(1) or len(asked) > 50)) == []


def test_a_complaint_of_sqlite_is_a_session_error(many):
    many._connection.execute("DROP TABLE content_index")
    with pytest.raises(SessionError):
        list(many.search(Filter("号源")))
    with pytest.raises(sqlite3.OperationalError):
        list(searching.search(many.path, Filter("号源")))


def test_calls_far_from_each_other_are_asked_about_apart(many, exchange):
    many._connection.execute("UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'exchange'")
    many.append([exchange()])
    many.store_summaries([Summary(5001, values=(("A", "号"),))], "r")
    assert many.among(Filter("号"), [5001, 4, 5]) == {4, 5001}
    assert many.among(Filter("号"), []) == set()


def test_calls_are_asked_about_while_somebody_else_reads(many):
    assert many.among(Filter("号"), [4]) == {4}
    with many.connection() as connection:
        reading = connection.execute("SELECT id FROM exchange")
        next(reading)
        assert many.among(Filter("号"), [4]) == {4}
