from hisight.checks import Severity

ORDER = "<ORDER_ID>K1</ORDER_ID><IS_PAY>{}</IS_PAY>"
CANCEL = "<ORDER_ID>K1</ORDER_ID>"


def test_an_order_that_is_not_paid_may_be_cancelled(call, story):
    assert story(call("2007", ORDER.format(1)), call("2009", CANCEL, at=1)) == []


def test_an_order_that_was_paid_at_once_may_not(call, only):
    finding = only(call("2007", ORDER.format(0)), call("2009", CANCEL, code="200902", at=1))
    assert (finding.name, finding.severity, finding.calls) == ("paid-order-cancelled", Severity.WARNING, (1,))


def test_nor_one_that_was_paid_later(call, only):
    order, paid = call("2007", ORDER.format(1)), call("2008", "<FLOW_NO>K1</FLOW_NO>", at=1)
    assert only(order, paid, call("2009", CANCEL, at=2)).calls == (2,)


def test_a_refund_makes_it_unpaid_again(call, story):
    refund = call("3005", "<TRADE_NO>K1</TRADE_NO>", at=1)
    assert story(call("2007", ORDER.format(0)), refund, call("2009", CANCEL, at=2)) == []


def test_another_way_to_cancel_is_not_judged_by_this_text(call, story):
    assert story(call("2036", "<REG_ID>K1</REG_ID>"), call("2037", "<REG_ID>K1</REG_ID>", at=1)) == []
    assert story(call("2007", ORDER.format(0)), call("2037", "<REG_ID>K1</REG_ID>", at=1)) == []
