import pytest

from hisight.checks import Severity

ORDER = "<ORDER_ID>K1</ORDER_ID>"


@pytest.mark.parametrize(
    ("fun_code", "inside", "severity"),
    [
        ("2005", "<LOCK_ID>K1</LOCK_ID>", Severity.WARNING),
        ("2007", ORDER, Severity.WARNING),
        ("3002", "<FLOW_NO>K1</FLOW_NO>", Severity.ERROR),
        ("4002", "<OUT_TRADE_NO>K1</OUT_TRADE_NO>", Severity.ERROR),
    ],
)
def test_what_succeeded_is_not_sent_again(call, only, fun_code, inside, severity):
    finding = only(call(fun_code, inside), call(fun_code, inside, code="10", at=1))
    assert (finding.name, finding.severity, finding.calls) == ("sent-twice", severity, (1,))
    assert "word for word" in finding.message.en


def test_another_content_under_the_same_number_is_said(call, only):
    assert "with changes" in only(call("2007", ORDER), call("2007", ORDER + "<SEX>1</SEX>", at=1)).message.en


def test_two_at_the_same_time_are_two(call, only):
    assert only(call("2007", ORDER), call("2007", ORDER, at=0.01)).name == "sent-twice"


def test_sending_again_after_a_refusal_is_right(call, story):
    assert story(call("2007", ORDER, code="200709"), call("2007", ORDER, at=1)) == []


def test_sending_again_after_no_answer_is_a_note(call, only):
    finding = only(call("2007", ORDER, code=None), call("2007", ORDER, at=1))
    assert (finding.name, finding.severity, finding.calls) == ("sent-twice", Severity.NOTE, (1,))


def test_a_replay_is_not_counted_on_either_side(call, story):
    assert story(call("2007", ORDER), call("2007", ORDER, at=1, origin="replay")) == []
    assert story(call("2007", ORDER, origin="replay"), call("2007", ORDER, at=1)) == []


def test_a_lock_may_be_taken_again_when_it_was_released_or_has_lapsed(call, story):
    lock = "<LOCK_ID>K1</LOCK_ID>"
    assert story(call("2005", lock), call("2006", lock, at=1), call("2005", lock, at=2)) == []
    assert story(call("2005", lock), call("2005", lock, at=601)) == []


def test_a_number_that_is_missing_is_no_number(call, story):
    assert story(call("2007", "<SEX>1</SEX>"), call("2007", "<SEX>1</SEX>", at=1)) == []


def test_asking_twice_is_no_order(call, story):
    assert story(call("2012", ORDER), call("2012", ORDER, at=1)) == []
