"""Two sessions side by side."""

from dataclasses import replace

import pytest

from hisight.capture import Session
from hisight.compare.sessions import facts_in, paired
from hisight.reading import Reader


@pytest.fixture
def facts(read):
    """Facts of calls: FUN_CODE and the inside of REQ."""
    from hisight.checks import facts_of

    def make(*calls: tuple[str, str]):
        made = [facts_of(read(code, f"<REQ>{inside}</REQ>").subjects)[0] for code, inside in calls]
        return [replace(one, number=number) for number, one in enumerate(made, 1)]

    return make


LOCK = ("2005", "<LOCK_ID>L1</LOCK_ID><REG_FEE>1</REG_FEE>")


def test_calls_that_ask_the_same_are_paired_in_whatever_order_they_came(facts):
    left = facts(("2001", "<DEPT_ID>1</DEPT_ID>"), ("2001", "<DEPT_ID>2</DEPT_ID>"))
    right = facts(("2001", "<DEPT_ID>2</DEPT_ID>"), ("2001", "<DEPT_ID>1</DEPT_ID>"))
    assert paired(left, right) == [(1, 2), (2, 1)]


def test_the_same_question_asked_twice_is_paired_in_order(facts):
    assert paired(facts(LOCK, LOCK), facts(LOCK, LOCK, LOCK)) == [(1, 1), (2, 2), (None, 3)]


def test_calls_about_the_same_matter_are_paired_though_they_ask_something_else(facts):
    left = facts(("2005", "<LOCK_ID>L1</LOCK_ID>"), ("2005", "<LOCK_ID>L2</LOCK_ID>"))
    right = facts(
        ("2005", "<LOCK_ID>L2</LOCK_ID><REG_ID>9</REG_ID>"), ("2005", "<LOCK_ID>L1</LOCK_ID><REG_ID>9</REG_ID>")
    )
    assert paired(left, right) == [(1, 2), (2, 1)]


def test_calls_of_another_function_are_never_paired(facts):
    assert paired(facts(LOCK), facts(("2006", LOCK[1]))) == [(1, None), (None, 1)]


def test_what_is_left_is_paired_by_function_in_order_of_arrival(facts):
    left, right = facts(("1001", "<IP>1</IP>"), LOCK), facts(LOCK, ("1001", "<IP>2</IP>"))
    assert paired(left, right) == [(1, 2), (2, 1)]


def test_the_facts_of_a_session_come_in_the_order_of_its_calls(read, catalog, tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        session.append([read(code).call.exchange for code in ("1001", "2001", "2002")])
        assert [one.fun_code for one in facts_in(session, Reader(catalog))] == ["1001", "2001", "2002"]
