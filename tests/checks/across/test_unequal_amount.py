import pytest

from hisight.checks import Severity

BILL = "<Result_Code>0000</Result_Code><Result_Data><Record_List>{}</Record_List></Result_Data>"


def fee(field: str, amount: str) -> str:
    return f"<{field}>K1</{field}><REG_FEE>{amount}</REG_FEE>"


def bills(*amounts: str) -> str:
    rows = "".join(
        f"<Record_Info><SERIAL_NO>S1</SERIAL_NO><PAY_COSTS>{amount}</PAY_COSTS></Record_Info>" for amount in amounts
    )
    return BILL.format(rows)


def pay(amount: str, name: str = "ACCOUNT_SUM", serial: str = "S1", more: str = "") -> str:
    return f"<SERIAL_NO>{serial}</SERIAL_NO><FLOW_NO>F1</FLOW_NO><{name}>{amount}</{name}>{more}"


def test_equal_fees_are_right_however_they_are_written(call, story):
    assert story(call("2005", fee("LOCK_ID", "1600")), call("2007", fee("ORDER_ID", "1600.0"), at=1)) == []


@pytest.mark.parametrize(("first", "then"), [("2005", "2007"), ("2007", "2009")])
def test_an_order_that_costs_something_else_than_before_names_both_amounts(call, only, first, then):
    field = "LOCK_ID" if first == "2005" else "ORDER_ID"
    finding = only(call(first, fee(field, "1600")), call(then, fee("ORDER_ID", "1500"), at=1))
    assert (finding.name, finding.severity, finding.calls) == ("unequal-amount", Severity.WARNING, (1,))
    assert finding.message.en.startswith("REG_FEE 1500 here, but REG_FEE 1600 in call 1")


def test_a_registration_may_be_in_the_other_unit_because_the_text_names_none(call, story, only):
    order = call("2007", fee("ORDER_ID", "1600"))
    assert story(order, call("2008", fee("FLOW_NO", "16.00"), at=1)) == []
    assert only(order, call("2008", fee("FLOW_NO", "15.00"), at=1)).name == "unequal-amount"


def test_what_is_no_number_or_is_missing_is_not_compared(call, story):
    lock = call("2005", fee("LOCK_ID", "x"))
    assert story(lock, call("2007", fee("ORDER_ID", "1"), at=1)) == []
    assert story(call("2005", fee("LOCK_ID", "NaN")), call("2007", fee("ORDER_ID", "1"), at=1)) == []
    assert story(lock, call("2007", "<ORDER_ID>K1</ORDER_ID>", at=1)) == []


@pytest.mark.parametrize("amount", ["250", "250.00", "25000", "125"])
def test_a_payment_of_the_sum_of_a_bill_or_of_the_amount_each_row_repeats_is_right(call, story, amount):
    assert story(call("3001", "", bills("125.000", "125.000")), call("3002", pay(amount), at=1)) == []


def test_a_payment_of_another_amount_than_the_bill_is_found(call, only):
    finding = only(call("3001", "", bills("125.000", "10.5")), call("3002", pay("125"), at=1))
    assert finding.message.en == "ACCOUNT_SUM 125 here, but PAY_COSTS 135.500 in call 1 (3001 queryAppPayInfo)."


def test_the_part_that_insurance_leaves_is_compared_with_nothing(call, story, only):
    bill = call("3001", "", bills("125"))
    assert story(bill, call("3002", pay("25", "AMT", more="<JSLX>1</JSLX>"), at=1)) == []
    assert "AMT 25 here" in only(bill, call("3002", pay("25", "AMT", more="<JSLX>0</JSLX>"), at=1)).message.en
    assert story(bill, call("3002", pay("25", "AMT"), at=1)) == []


def test_the_newest_bill_counts_and_one_that_was_not_there_yet_does_not(call, story):
    old, new = call("3001", "", bills("99")), call("3001", "", bills("125"), at=1)
    assert story(old, new, call("3002", pay("125"), at=2)) == []
    late = call("3001", "", bills("99"), at=5)
    assert story(new, late, call("3002", pay("125"), at=2)) == []
    assert story(new, call("3002", pay("1", serial="S2"), at=2)) == []


def deposit(*amounts: str) -> str:
    return "".join(f"<DEPO_AMOUNT>{amount}</DEPO_AMOUNT>" for amount in amounts)


def test_a_deposit_is_told_back_as_it_was_asked(call, story, only):
    asked = "<OUT_TRADE_NO>T1</OUT_TRADE_NO>" + deposit("3000.00")
    assert story(call("4002", asked, deposit("3000", "8000"))) == []
    assert story(call("4002", asked, deposit("8000"))) == []  # it may be the total
    finding = only(call("4002", asked, deposit("2000", "8000")))
    assert (finding.direction, finding.calls) == ("response", ())
    assert finding.message.en == "3000.00 was to be paid in, the answer says 2000."


def test_a_later_record_of_a_deposit_is_compared_with_it(call, story, only):
    paid = call("4002", "<OUT_TRADE_NO>T1</OUT_TRADE_NO>" + deposit("3000.00"))

    def record(number: str, amount: str):
        told = f"<DEPT_LIST><OUT_TRADE_NO>{number}</OUT_TRADE_NO>{deposit(amount)}</DEPT_LIST>"
        return call("4003", "<CARD_NO>1</CARD_NO>", told, at=1)

    assert story(paid, record("T1", "3000")) == []
    assert story(paid, record("T2", "1")) == []
    finding = only(paid, record("T1", "300"))
    assert (finding.direction, finding.calls) == ("response", (1,))
