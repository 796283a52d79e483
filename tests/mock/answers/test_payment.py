import pytest
from tests.mock.answers.asking import code, told

from hisight.mock.content import rows

MARK = [("HOSPITAL_MARK", "SL02")]


@pytest.fixture
def owed(ask, patient):
    """What the patient has to pay, bill by bill."""
    answer = ask("3001", [("PATIENT_ID", patient["HOSP_PATIENT_ID"]), *MARK])
    return list(rows(answer.document.root, "Record_Info"))


def pay(bill, trade="1", **other):
    row = {
        "SERIAL_NO": bill["SERIAL_NO"], "HOSPITAL_MARK": "SL02", "PATIENT_ID": bill["PATIENT_ID"], "PAY_MODE": "1",
        "AMT": bill["PAY_COSTS"], "FLOW_NO": trade, "PRESC_NO": bill["PRESC_NO"], "JSLX": "0", "ACCOUNT_SUM": "0",
    }  # fmt: skip
    return list((row | other).items())


def refund(trade="1", **other):
    return list({"TRADE_NO": trade, **other}.items())


def test_a_paid_bill_is_owed_no_more_and_a_refunded_one_again(ask, patient, owed):
    def serials():
        answer = ask("3001", [("PATIENT_ID", patient["HOSP_PATIENT_ID"]), *MARK])
        return [row["SERIAL_NO"] for row in rows(answer.document.root, "Record_Info")]

    paid = told(ask("3002", pay(owed[0])))
    assert (paid["Result_Code"], bool(paid["RECEIPT_NO"])) == ("0000", True)
    assert serials() == [bill["SERIAL_NO"] for bill in owed[1:]]
    assert told(ask("3005", refund(SERIAL_NO=owed[0]["SERIAL_NO"])))["TRADE_NO"] == "1"
    assert sorted(serials()) == [bill["SERIAL_NO"] for bill in owed]
    for number, bill in enumerate(owed, 2):
        ask("3002", pay(bill, str(number)))
    nothing = told(ask("3001", [("PATIENT_ID", patient["HOSP_PATIENT_ID"]), *MARK]))
    assert nothing == {"Result_Code": "0001", "Error_Msg": "未找到待缴费记录"}


def test_a_payment_that_cannot_be_says_why_inside(ask, owed):
    def failed(asked):
        answer = told(ask("3002", asked))
        assert answer["Result_Code"] == "0001"
        return answer["Error_Msg"]

    assert failed(pay(owed[0], AMT="0.01")) == "金额不符，应为 36.00"
    assert failed(pay(owed[0], AMT="x")) == "金额不符，应为 36.00"
    assert failed(pay(owed[0], SERIAL_NO="S0")) == "未找到待缴费记录"
    assert failed(pay(owed[0], PATIENT_ID="P9")) == "未找到待缴费记录"
    ask("3002", pay(owed[0]))
    assert failed(pay(owed[1])) == "交易流水号重复"
    assert failed(pay(owed[0], "2")) == "该费用已支付"


def test_payments_are_looked_up_by_any_number_and_say_what_became_of_them(ask, patient, owed):
    receipt = told(ask("3002", pay(owed[0])))["RECEIPT_NO"]
    known = {"CARD_NO": patient["CARD_NO"], "Time": "2026-11-23 09:30:00"}

    def found(**other):
        return ask("3004", list((known | other).items()))

    numbers = ({}, {"RECEIPT_NO": receipt}, {"OUT_TRADE_NO": "1"}, {"PRESC_ATTR": owed[0]["PRESC_NO"]})
    assert {told(found(**number))["STATUS"] for number in numbers} == {"1"}
    assert code(found(OUT_TRADE_NO="2")) == "12"
    assert code(found(BeginDate="2026-11-24")) == "12"
    assert code(found(CARD_NO="0")) == "12"
    ask("3005", refund())
    assert told(found())["STATUS"] == "3"


def test_a_refund_is_made_once_and_of_what_was_paid(ask, owed):
    ask("3002", pay(owed[0]))
    assert code(ask("3005", refund("9"))) == "1"
    assert code(ask("3005", refund(RECEIPT_NO="R9"))) == "1"
    assert code(ask("3005", refund(PRESC_NO=owed[0]["PRESC_NO"], PATIENT_ID=owed[0]["PATIENT_ID"]))) == "0"
    assert code(ask("3005", refund())) == "10"


def test_what_insurance_would_pay_adds_up(ask, patient):
    told_of = told(ask("3006", [("PATIENT_ID", patient["HOSP_PATIENT_ID"])]))
    total, covered, own = (int(told_of[name]) for name in ("AMOUNT", "COMPEN_AMOUNT", "SELF_AMOUNT"))
    assert (total, total - covered) == (141, own)
    assert code(ask("3006", [("PATIENT_ID", "P9")])) == "1"
