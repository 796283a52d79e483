import pytest

LOCK, ORDER = "<LOCK_ID>K1</LOCK_ID>", "<ORDER_ID>K1</ORDER_ID>"


@pytest.mark.parametrize(
    ("made", "undone"),
    [
        (("2005", LOCK), ("2006", LOCK)),
        (("2007", ORDER), ("2009", ORDER)),
        (("3002", "<FLOW_NO>K1</FLOW_NO>"), ("3005", "<TRADE_NO>K1</TRADE_NO>")),
    ],
)
def test_what_was_refused_need_not_be_undone(call, story, only, made, undone):
    finding = only(call(*made, code="1"), call(*undone, at=1))
    assert (finding.name, finding.calls, finding.direction) == ("nothing-to-undo", (1,), "request")
    assert story(call(*made), call(*undone, at=1)) == []


def test_an_order_without_an_answer_may_have_been_made(call, story):
    assert story(call("2007", ORDER, code=None), call("2009", ORDER, at=1)) == []


@pytest.mark.parametrize("code", ["10", "200708"])
def test_an_order_that_is_refused_because_it_exists_was_made_before(call, story, code):
    assert story(call("2007", ORDER, code=code), call("2009", ORDER, at=1)) == []


def test_one_attempt_that_succeeded_is_enough(call, story):
    refused, made = call("2007", ORDER, code="200709"), call("2007", ORDER, at=1)
    assert story(refused, made, call("2009", ORDER, at=2)) == []


def test_what_is_not_in_the_session_may_have_come_before(call, story):
    assert story(call("2009", ORDER)) == []
