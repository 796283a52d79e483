from dataclasses import replace

import pytest

from hisight.checks import Severity

LOCK = "<LOCK_ID>K1</LOCK_ID><REG_ID>1</REG_ID>"
ORDER = "<ORDER_ID>K1</ORDER_ID><REG_ID>1</REG_ID>"
UNLOCK = "<LOCK_ID>K1</LOCK_ID>"


def test_an_order_within_ten_minutes_is_right(call, story):
    assert story(call("2005", LOCK), call("2007", ORDER, at=600)) == []


def test_an_order_after_ten_minutes_names_the_lock_and_its_age(call, only):
    finding = only(call("2005", LOCK), call("2007", ORDER, at=720.1))
    assert (finding.name, finding.severity, finding.direction) == ("lapsed-lock", Severity.WARNING, "request")
    assert finding.message.en == "lock K1 of call 1 is ordered 12 minutes later, past the ten that it holds."
    assert finding.calls == (1,)


def test_the_release_that_the_platform_sends_after_ten_minutes_is_right_and_a_late_one_is_not(call, story, only):
    assert story(call("2005", LOCK), call("2006", UNLOCK, at=605)) == []
    assert "released 15 minutes later" in only(call("2005", LOCK), call("2006", UNLOCK, at=900.1)).message.en


def test_a_lock_that_was_released_does_not_serve_an_order(call, only):
    finding = only(call("2005", LOCK), call("2006", UNLOCK, at=10), call("2007", ORDER, at=20))
    assert (finding.name, finding.calls, finding.severity) == ("lapsed-lock", (2,), Severity.WARNING)


@pytest.mark.parametrize(("fun_code", "inside"), [("2006", UNLOCK), ("2007", ORDER)])
def test_a_release_after_a_release_or_an_order_is_a_note(call, only, fun_code, inside):
    finding = only(call("2005", LOCK), call(fun_code, inside, at=10), call("2006", UNLOCK, at=20))
    assert (finding.name, finding.calls, finding.severity) == ("lapsed-lock", (2,), Severity.NOTE)


def test_a_new_lock_counts_and_not_the_old_one(call, story):
    again = call("2005", LOCK, at=700)
    assert story(call("2005", LOCK), call("2006", UNLOCK, at=610), again, call("2007", ORDER, at=800)) == []


def test_a_lock_before_the_session_or_at_another_hospital_is_not_judged(call, story):
    order = call("2007", ORDER, at=5000)
    assert story(order) == []
    assert story(call("2005", LOCK, user="other"), order) == []
    assert story(call("2005", "<HOSPITAL_ID>2</HOSPITAL_ID>" + LOCK), replace(order, hospital="1")) == []
    assert story(call("2005", LOCK, code="200505"), order) == []


def test_a_replay_by_hisight_is_nobodys_mistake(call, story):
    assert story(call("2005", LOCK), call("2007", ORDER, at=5000, origin="replay")) == []
    assert story(call("2005", LOCK, origin="replay"), call("2007", ORDER, at=5000)) == []


def test_a_second_order_by_the_same_lock_is_sent_twice_and_nothing_else(call, only):
    assert only(call("2005", LOCK), call("2007", ORDER, at=10), call("2007", ORDER, at=20)).name == "sent-twice"
