"""What the platform may ask about orders: the same books, told in three ways."""

from datetime import date, datetime

from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.filling import Known
from hisight.mock.refusal import NO_DATA, Refusal
from hisight.mock.state import Order, State
from hisight.mock.time_slots import slot_of

_UNPAID, _PAID = "2", "3"
_VIA = {"1": "微信", "2": "APP", "3": "APP", "4": "网站", "6": "窗口", "7": "自助机"}


def orders(state: State, asked: Asked) -> Answer:
    """2012: orders by number, or by the day of the visit and the patient."""
    numbers = [row.get("ORDER_ID") or row.get("HOSP_ORDER_ID") or "" for row in asked.rows("QUERY_ORDER")]
    if numbers:
        found = [order for number in numbers if (order := state.find_order(number))]
    else:
        days, kind = asked.days("BEGIN_DATE", "END_DATE"), asked["QUERY_TYPE"]
        found = [
            order
            for order in state.orders()
            if days[0] <= state.shifts[order.reg_id].day <= days[1]
            and asked["HOSP_PATIENT_ID"] in ("", order.patient.id)
            and asked["ID_NO"] in ("", order.patient.id_number)
            and kind in ("0", _PAID if order.paid else "" if order.cancelled else _UNPAID)
        ]
    if not found:
        raise Refusal(NO_DATA)
    return {"COUNT": str(len(found)), "ORDER_LIST": [_order(state, one) for one in asked.page(found)]}


def _order(state: State, order: Order) -> Known:
    shift, patient = state.shifts[order.reg_id], order.patient
    slot = slot_of(shift, order.number)
    fee, paid = str(shift.fee), str(shift.fee if order.paid else 0)
    more: dict[str, str] = {}
    if order.paid:
        more |= {"PAY_CHANNEL_ID": "1", "PAY_DATE": _moment(order.paid)}
    if order.cancelled:
        more |= {"CANCEL_DATE": _moment(order.cancelled)}
    return {
        "ORDER_ID": order.order_id,
        "HOSP_ORDER_ID": order.hosp_order_id,
        "HOSP_PATIENT_ID": patient.id,
        "CHANNEL_ID": order.channel,
        "REG_ID": shift.reg_id,
        "REG_LEVEL": "2" if shift.doctor.expert else "1",
        "DEPT_ID": shift.doctor.department,
        "DEPT_NAME": state.departments[shift.doctor.department].name,
        "DOCTOR_ID": shift.doctor.id,
        "DOCTOR_NAME": shift.doctor.name,
        "REG_DATE": shift.day.isoformat(),
        "TIME_FLAG": shift.time_flag,
        "BEGIN_TIME": slot.begin,
        "END_TIME": slot.end,
        "HOSP_SERIAL_NUM": str(order.number),
        "TOTAL_FEE": fee,
        "PAYABLE_FEE": fee,
        "MEDICARE_FEE": "0",
        "ACTIVITY_FEE": "0",
        "REAL_FEE": paid,
        "ID_TYPE": "1",
        "ID_NO": patient.id_number,
        "CARD_TYPE": patient.card_type,
        "CARD_NO": patient.card,
        "NAME": patient.name,
        "SEX": patient.sex,
        "BIRTHDAY": patient.birthday,
        "MOBILE": patient.mobile,
        "ORDER_STATUS": "6" if order.cancelled else "2" if order.paid else "1",
        "IS_STOP": "1" if shift.held else "0",
        "ORDER_DATE": _moment(order.made),
        "PAY_FLAG": "1",
        "RETURN_FLAG": "1",
        **more,
    }


def booking(state: State, asked: Asked) -> Answer:
    """2032: one booking by its number, or all of a day."""
    if asked["REG_ID"]:
        order = state.find_order(asked["REG_ID"])
        found = [order] if order and order.patient.id_number == asked["CARDNO"] else []
    else:
        day = asked.day("QUEYDATE")
        found = [order for order in state.orders() if state.shifts[order.reg_id].day == day]
    if not found:
        raise Refusal(NO_DATA)
    return {"COUNT": str(len(found)), "REG_INFO_LIST": [_booking(state, one, asked) for one in found]}


def _booking(state: State, order: Order, asked: Asked) -> Known:
    shift = state.shifts[order.reg_id]
    slot = slot_of(shift, order.number)
    fee = f"{shift.fee / 100:.2f}"
    more: dict[str, str] = {}
    if order.cancelled:
        more["QUITDATE"] = _moment(order.cancelled)
    if order.paid:
        more["PAYDATE"] = _moment(order.paid)
    return {
        "HOSPITAL_ID": asked.hospital,
        "REG_ID": asked["REG_ID"] or order.order_id,
        "DEPART_ID": shift.doctor.department,
        "DOCTOR_ID": shift.doctor.id,
        "WORK_TYPE": shift.time_flag,
        "BEGINTIME": slot.begin,
        "ENDTIME": slot.end,
        "REGCAT": "专家" if shift.doctor.expert else "普通号",
        "CLINICLOC": state.departments[shift.doctor.department].address,
        "CLINICNO": str(order.number),
        "CHECKNO": order.hosp_order_id[-6:],
        "SELFMONEY": fee,
        "INSUREMONEY": "0.00",
        "MONEY": fee,
        "CARDTYPE": "0",
        "REGDATE": _moment(order.made),
        "IS_GET": "1",
        "IS_QUIT": "1" if order.cancelled else "0",
        "IS_PAY": "1" if order.paid else "0",
        "NOTPAY": "0" if order.paid else fee,
        "REGVIA": _VIA.get(order.channel, "网站"),
        **more,
    }


def records(state: State, asked: Asked) -> Answer:
    """2033: the registrations between two moments, of everybody or of one patient."""
    begin, end = asked["BEGINTIME"], asked["ENDTIME"]  # their format sorts as it stands
    found = [
        order
        for order in state.orders()
        if begin <= _moment(order.made) <= end
        and asked["IDCARD"] in ("", order.patient.id_number)
        and asked["OPNO"] in ("", order.patient.id)
    ]
    if not found:
        raise Refusal(NO_DATA)
    return {"COUNT": str(len(found)), "REC_ITEM_LIST": [_record(state, one, asked) for one in found]}


def _record(state: State, order: Order, asked: Asked) -> Known:
    shift, patient = state.shifts[order.reg_id], order.patient
    slot = slot_of(shift, order.number)
    fee, paid = f"{shift.fee / 100:.2f}", f"{shift.fee / 100 if order.paid else 0:.2f}"
    age = state.clock().year - date.fromisoformat(patient.birthday).year
    more = {"QUITTIME": _moment(order.cancelled)} if order.cancelled else {}
    return {
        "HOSPITAL_ID": asked.hospital,
        "CLINICSN": order.hosp_order_id,
        "REGT_YPE": "1" if shift.doctor.expert else "0",
        "OPNO": patient.id,
        "PATIENT_ID": patient.id,
        "IDCARD": patient.id_number,
        "PATIENTNAME": patient.name,
        "PATIENT_TYPE": "0",
        "PATIENT_SEX": "0" if patient.sex == "1" else "1",
        "PATIENT_AGE": str(age),
        "REGTIME": _moment(order.made),
        "CLINICDATE": shift.day.isoformat(),
        "SCHEDUL_TYPE": shift.time_flag,
        "CLINICNO": str(order.number),
        "DEPART_ID": shift.doctor.department,
        "DEPARTNAME": state.departments[shift.doctor.department].name,
        "DOCTOR_ID": shift.doctor.id,
        "DOCTORNAME": shift.doctor.name,
        "VISITDOCTORNAME": shift.doctor.name,
        "IS_EXTRA": "0",
        "VISITSTATUS": "0",
        "IS_QUIT": "1" if order.cancelled else "0",
        "CLINICFEE": fee,
        "EXPFEE": "0.00",
        "TOTALFEE": fee,
        "SELFPAYFEE": paid,
        "INSUREFEE": "0.00",
        "ACCOUNTFEE": "0.00",
        "CASHFEE": paid,
        "IS_PAYED": "1" if order.paid else "0",
        "IS_REGISTER": "1",
        "REGISTERTIME": _moment(order.made),
        "ESTBEGTIME": f"{shift.day} {slot.begin}:00",
        "REGVIA": "4",
        **more,
    }


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}"
