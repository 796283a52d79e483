import pytest

from hisight.checks.history import attempts, last_done


@pytest.fixture
def order(call):
    return lambda **more: call("2007", "<ORDER_ID>K1</ORDER_ID>", **more)


def test_the_newest_attempt_comes_first_and_the_newest_success_is_the_last_done(call, order):
    refused, made, lost = order(code="1"), order(at=1), order(at=2, code=None)
    this = call("2009", "<ORDER_ID>K1</ORDER_ID>", at=3)
    assert list(attempts(this, [refused, made, lost], "order")) == [lost, made, refused]
    assert last_done(this, [refused, made, lost], "order") == made
    assert last_done(this, [refused, lost], "order") is None


def test_what_was_still_going_on_is_not_yet_done(call, order):
    this = call("2009", "<ORDER_ID>K1</ORDER_ID>", at=0.05)
    assert last_done(this, [order()], "order") is None


def test_a_payment_and_its_refund_find_each_other_by_any_number(call):
    paid = call("3002", "<SERIAL_NO>S1</SERIAL_NO><FLOW_NO>F1</FLOW_NO>", "<RECEIPT_NO>R1</RECEIPT_NO>")
    refund = call("3005", "<TRADE_NO>T9</TRADE_NO><RECEIPT_NO>R1</RECEIPT_NO>", at=1)
    assert last_done(refund, [paid], "pay") == paid
    assert last_done(call("3005", "<TRADE_NO>T9</TRADE_NO>", at=1), [paid], "pay") is None


def test_a_call_without_a_number_has_no_history(call, order):
    assert list(attempts(call("2009", "<SEX>1</SEX>", at=1), [order()], "order")) == []
