from hisight.checks import Severity

ORDER = "<ORDER_ID>K1</ORDER_ID>"
PAY = "<FLOW_NO>K1</FLOW_NO>"


def test_a_number_that_was_cancelled_is_not_ordered_again(call, only):
    finding = only(call("2007", ORDER), call("2009", ORDER, at=1), call("2007", ORDER, at=2))
    assert (finding.name, finding.severity, finding.calls) == ("used-after-cancel", Severity.WARNING, (2,))


def test_a_payment_for_what_was_cancelled_is_an_error(call, only):
    finding = only(call("2007", ORDER), call("2009", ORDER, at=1), call("2008", PAY, at=2))
    assert (finding.name, finding.severity, finding.calls) == ("used-after-cancel", Severity.ERROR, (2,))


def test_a_payment_by_the_number_of_one_that_was_refunded_is_too(call, only):
    finding = only(call("3002", PAY), call("3005", "<TRADE_NO>K1</TRADE_NO>", at=1), call("3002", PAY, at=2))
    assert "K1 was refunded in call 2" in finding.message.en


def test_a_cancellation_that_was_refused_or_not_over_yet_changes_nothing(call, story):
    assert story(call("2007", ORDER), call("2009", ORDER, code="1", at=1), call("2008", PAY, at=2)) == []
    assert story(call("2007", ORDER), call("2009", ORDER, at=2), call("2008", PAY, at=2.05)) == []


def test_what_was_ordered_after_the_cancellation_may_be_paid(call, story):
    assert story(call("2009", ORDER), call("2007", ORDER, at=1), call("2008", PAY, at=2)) == []
