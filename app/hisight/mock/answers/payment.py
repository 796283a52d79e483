"""Out-patients' bills, payments and refunds."""

from decimal import Decimal

from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.answers.people import known_patient
from hisight.mock.cashier import Bill, Payment
from hisight.mock.content import Content
from hisight.mock.filling import ROWS, Known
from hisight.mock.refusal import NO_DATA, Refusal
from hisight.mock.state import State

_WINDOW = "门诊药房 3 号窗口"


def owed(state: State, asked: Asked) -> Answer:
    """3001: what a patient has to pay, one row a bill; what is wrong is told in Result_Code."""
    bills = state.cashier.owed(asked["PATIENT_ID"])
    if not bills:
        return _failed("未找到待缴费记录")
    return {"Result_Code": "0000", "Error_Msg": "成功", ROWS: [_bill(bill) for bill in bills]}


def _bill(bill: Bill) -> Known:
    return {
        **bill.item,
        "PATIENT_ID": bill.patient.id,
        "VISIT_NO": f"M{bill.patient.digits}",
        "PAY_COSTS": str(bill.amount),
        "VISIT_DATE": f"{bill.ordered:%Y-%m-%d}",
        "PRESC_NO": bill.prescription,
        "SERIAL_NO": bill.serial,
        "ORDERED_TIME": f"{bill.ordered:%Y-%m-%d %H:%M:%S}",
        "ACCOUNTS__MODE": "0",
    }


def pay(state: State, asked: Asked) -> Answer:
    """3002: a bill is paid; what is wrong is told in Result_Code."""
    try:
        payment = state.cashier.pay(
            asked["SERIAL_NO"], asked["PATIENT_ID"], asked["AMT"], asked["FLOW_NO"], state.clock()
        )
    except Refusal as refusal:
        return _failed(refusal.reason)
    row = {"RECEIPT_NO": payment.receipt, "DRUG_WINDOWS": _WINDOW, "REMAIN_MONEY": "0.00"}
    return {"Result_Code": "0000", "Error_Msg": "成功", ROWS: [row]}


def _failed(reason: str) -> Content:
    return [("Result_Code", "0001"), ("Error_Msg", reason)]


def payments(state: State, asked: Asked) -> Answer:
    """3004: payments by receipt, platform's number, prescription, card and day."""
    first, last = asked.days("BeginDate", "EndDate")
    found = [
        payment
        for payment in state.cashier.payments()
        if asked["CARD_NO"] == payment.bill.patient.card
        and asked["RECEIPT_NO"] in ("", payment.receipt)
        and asked["OUT_TRADE_NO"] in ("", payment.trade)
        and asked["PRESC_ATTR"] in ("", payment.bill.prescription)
        and first <= payment.paid.date() <= last
    ]
    if not found:
        raise Refusal(NO_DATA)
    return {ROWS: [_payment(payment, asked) for payment in found]}


def _payment(payment: Payment, asked: Asked) -> Known:
    bill = payment.bill
    return {
        "HOSPITAL_ID": asked.hospital,
        "RECEIPT_NO": payment.receipt,
        "HIS_PAY_TIME": f"{payment.paid:%Y-%m-%d %H:%M:%S}",
        "OUT_TRADE_NO": payment.trade,
        "PATIENT_ID": bill.patient.id,
        "PATIENT_NAME": bill.patient.name,
        "SERIAL_NO": bill.serial,
        "PRESC_ATTR": bill.prescription,
        "DRUG_WINDOWS": _WINDOW,
        "AMOUNT": str(bill.amount),
        "REMAIN_MONEY": "0.00",
        "STATUS": "3" if payment.refunded else "1",
    }


def refund(state: State, asked: Asked) -> Answer:
    """3005: the money of a payment goes back, once."""
    names = ("PATIENT_ID", "PRESC_NO", "SERIAL_NO", "RECEIPT_NO")
    payment = state.cashier.refund(asked["TRADE_NO"], **{name: asked[name] for name in names})
    bill = payment.bill
    row = {
        "PATIENT_ID": bill.patient.id,
        "PRESC_NO": bill.prescription,
        "SERIAL_NO": bill.serial,
        "TRADE_NO": payment.trade,
    }
    return {ROWS: [row]}


def settled_before(state: State, asked: Asked) -> Answer:
    """3006: what the insurance would pay of what a patient owes: seven tenths, in whole yuan, as the type Long wants it."""
    patient = known_patient(state, asked["PATIENT_ID"])
    total = sum((bill.amount for bill in state.cashier.owed(patient.id)), Decimal(0))
    covered = total * 7 // 10
    return {
        "PATIENT_ID": patient.id,
        "AMOUNT": f"{total:.0f}",
        "COMPEN_AMOUNT": f"{covered:.0f}",
        "SELF_AMOUNT": f"{total - covered:.0f}",
        "DAE168": "0",
    }
