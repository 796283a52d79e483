"""In-patients: what the stay costs, and what is paid in advance."""

from datetime import timedelta

from hisight.mock import records
from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.filling import ROWS
from hisight.mock.refusal import NO_DATA, Refusal
from hisight.mock.state import State


def stays(state: State, asked: Asked) -> Answer:
    """4001: the in-patients with a number or name, or all."""
    found = state.wards.found(asked["ID_NO"], asked["NAME"])
    if not found:
        raise Refusal("400101")
    today = state.clock().date()
    rows = [
        {
            "HOSPITAL_ID": asked.hospital,
            "INPATIENT_NO": stay.number,
            "PATIENT_ID": stay.patient_id,
            "PATIENT_NAME": stay.name,
            "ID_NO": stay.id_number,
            "AGE": stay.age,
            "SEX": stay.sex,
            "ADMISS_DATE": (today - timedelta(days=stay.days)).isoformat(),
            "ADMISS_TIMES": "1",
            "SF_NAME": "1",
            "BALANCE": f"{stay.balance:.2f}",
            "CHARGE_AMOUNT": f"{stay.charged:.2f}",
            "DEPO_AMOUNT": f"{stay.deposited:.2f}",
            "WARD_NAME": stay.ward,
            "BED_NO": stay.bed,
        }
        for stay in found
    ]
    return {ROWS: rows}


def pay_in(state: State, asked: Asked) -> Answer:
    """4002: money in advance."""
    deposit = state.wards.pay_in(
        asked["INPATIENT_NO"], asked["PATIENT_NAME"], asked["DEPO_AMOUNT"], asked["OUT_TRADE_NO"], state.clock()
    )
    stay = deposit.stay
    row = {
        "HOSPITAL_ID": asked.hospital,
        "INPATIENT_NO": stay.number,
        "PATIENT_ID": stay.patient_id,
        "PATIENT_NAME": stay.name,
        "RECEIPT_NO": deposit.receipt,
        "DEPO_DATE": f"{deposit.paid:%Y-%m-%d %H:%M:%S}",
        "DEPO_AMOUNT": f"{deposit.amount:.2f}",
        "BALANCE": f"{stay.balance:.2f}",
    }
    return {ROWS: [row]}


def deposits(state: State, asked: Asked) -> Answer:
    """4003: what was paid in advance, by any of its numbers and by day. In-patients have no card of their own."""
    first, last = asked.days("BeginDate", "EndDate")
    found = [
        deposit
        for deposit in state.wards.deposits()
        if asked["RECEIPT_NO"] in ("", deposit.receipt)
        and asked["OUT_TRADE_NO"] in ("", deposit.trade)
        and asked["INPATIENT_NO"] in ("", deposit.stay.number)
        and asked["ID_NO"] in ("", deposit.stay.id_number)
        and first <= deposit.paid.date() <= last
    ]
    if not found:
        raise Refusal(NO_DATA)
    rows = [
        {
            "HOSPITAL_ID": asked.hospital,
            "INPATIENT_NO": deposit.stay.number,
            "PATIENT_ID": deposit.stay.patient_id,
            "PATIENT_NAME": deposit.stay.name,
            "OUT_TRADE_NO": deposit.trade,
            "ID_NO": deposit.stay.id_number,
            "RECEIPT_NO": deposit.receipt,
            "DEPO_DATE": f"{deposit.paid:%Y-%m-%d %H:%M:%S}",
            "DEPO_AMOUNT": f"{deposit.amount:.2f}",
            "STATUS": "1",
        }
        for deposit in found
    ]
    return {ROWS: rows}


def daily(state: State, asked: Asked) -> Answer:
    """4004: what each day of a stay cost, in a format of the hospital's own."""
    today = state.clock().date()
    days = [
        (stay, today - timedelta(days=ago))
        for stay in state.wards.found(asked["ID_NO"], asked["NAME"])
        for ago in range(stay.days, 0, -1)
    ]
    if not days:
        raise Refusal(NO_DATA)
    return [
        ("DAY_LIST", [("INPATIENT_NO", stay.number), ("COST_DATE", day.isoformat()), *row.items()])
        for stay, day in days
        for row in records.rows("daily")
    ]
