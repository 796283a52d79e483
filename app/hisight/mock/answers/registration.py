"""Places held, given, paid and given back."""

from dataclasses import replace

from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.content import Content
from hisight.mock.hospital import Shift
from hisight.mock.refusal import WRONG_PARAMETER, Refusal
from hisight.mock.state import State
from hisight.mock.time_slots import slots


def lock(state: State, asked: Asked) -> Answer:
    """2005: hold a place."""
    shift = _asked_shift(state, asked, invalid="200501", department="200502", doctor="200503")
    held = state.lock(asked["LOCK_ID"], shift, _place(state, shift, asked, invalid="200501", taken="200506"))
    return [("HOSP_LOCK_ID", held.hosp_lock_id)]


def unlock(state: State, asked: Asked) -> Answer:
    """2006: let it go; the answer has no content."""
    state.unlock(asked["LOCK_ID"])
    return []


def order(state: State, asked: Asked) -> Answer:
    """2007: give the place to a patient, whom the hospital may first have to register."""
    shift = _asked_shift(state, asked, invalid="200705", department="200706", doctor="200707")
    sex = state.departments[shift.doctor.department].sex
    if sex not in ("0", asked["SEX"]):
        raise Refusal("200702")
    if asked["HOSP_PATIENT_ID"]:
        patient = state.patients.by_id(asked["HOSP_PATIENT_ID"])
        if patient is None or patient.name != asked["NAME"]:
            raise Refusal("200711")
    else:
        patient = state.register(asked["NAME"], asked["RULE_VALUE"], card="", card_type="", **asked.person)
        if patient is None:
            raise Refusal("200703")
    place = _place(state, shift, asked, invalid="200705", taken="200710")
    paid = asked["IS_PAY"] == "0"
    made = state.order(asked["ORDER_ID"], shift, patient, place, paid=paid, channel=asked["CHANNEL_ID"])
    begin, end = shift.hours
    return [
        ("HOSP_ORDER_ID", made.hosp_order_id),
        ("HOSP_PATIENT_ID", patient.id),
        ("HOSP_SERIAL_NUM", str(made.number)),
        ("HOSP_MEDICAL_NUM", f"M{made.hosp_order_id[1:]}"),
        ("HOSP_GETREG_DATE", f"{shift.day} {begin}-{end}"),
        ("HOSP_SEE_DOCT_ADDR", state.departments[shift.doctor.department].address),
        ("HOSP_CARD_NO", patient.card),
        ("HOSP_CARD_TYPE", patient.card_type),
        ("IS_CONCESSIONS", "0"),
    ]


def cancel(state: State, asked: Asked) -> Answer:
    """2009: cancel an order that is not paid; the answer has no content."""
    state.cancel(asked["ORDER_ID"], asked["HOSP_ORDER_ID"])
    return []


def _asked_shift(state: State, asked: Asked, *, invalid: str, department: str, doctor: str) -> Shift:
    """The shift that a lock or order names; refuses with the codes for no such shift, department or doctor."""
    if asked["DEPT_ID"] and asked["DEPT_ID"] not in state.departments:
        raise Refusal(department)
    if asked["DOCTOR_ID"] and asked["DOCTOR_ID"] not in state.doctors:
        raise Refusal(doctor)
    shift = state.shifts.get(asked["REG_ID"])
    if shift is None or not shift.held:
        raise Refusal(invalid)
    facts = {"REG_DATE": shift.day.isoformat(), "TIME_FLAG": shift.time_flag, "DOCTOR_ID": shift.doctor.id}
    if any(asked[name] not in ("", fact) for name, fact in facts.items()):
        raise Refusal(invalid)
    if asked["REG_FEE"] not in ("", str(shift.fee)):
        raise Refusal(WRONG_PARAMETER)
    return shift


def _place(state: State, shift: Shift, asked: Asked, *, invalid: str, taken: str) -> str:
    """CLINIC_NO, or the first free place of the half-hour TIME_ID; empty where the request leaves it to the hospital."""
    if asked["CLINIC_NO"] or not asked["TIME_ID"]:
        return asked["CLINIC_NO"]
    slot = next((slot for slot in slots(shift) if slot.id == asked["TIME_ID"]), None)
    if slot is None:
        raise Refusal(invalid)
    free = state.free_numbers(shift)
    place = next((number for number in slot.numbers if number in free), None)
    if place is None and not state.holds(asked["ORDER_ID"], shift):
        raise Refusal(taken)
    return str(place or "")


def pay_order(state: State, asked: Asked) -> Answer:
    """2008: an order is paid; the answer has no content."""
    order = state.find_order(asked["HIS_ORDER_NO"])
    if order is None or asked["FLOW_NO"] != order.order_id:
        raise Refusal(WRONG_PARAMETER)
    state.pay(order.hosp_order_id, asked["REG_FEE"])
    return []


def update(state: State, asked: Asked) -> Answer:
    """2034: another phone or name for whose the order is; the answer has no content."""
    order = state.find_order(asked["REGID"])
    if order is None or order.cancelled or order.patient.id_number != asked["CARDNO"]:
        raise Refusal(WRONG_PARAMETER)
    patient = replace(order.patient, name=asked["NAME"], sex=asked["SEX"], mobile=asked["PHONE"])
    state.patients.add(patient)
    state.update(replace(order, patient=patient))
    return []


def book(state: State, asked: Asked) -> Answer:
    """2036: a booking by doctor and day; what is wrong is told in RESULTCODE."""
    if asked["DEPT_ID"] not in state.departments or asked["DOCTOR_ID"] not in state.doctors:
        return _not_booked("1003", "科室或医生不存在")
    flags = {"1": "1", "2": "2", "3": "12"}.get(asked["WORKTYPE"], "")
    shift = next(
        (
            shift for shift in state.shifts.values()
            if shift.held and shift.doctor.id == asked["DOCTOR_ID"] and shift.time_flag in flags
            and shift.day.isoformat() == asked["SEEDOCTORDATE"]
        ),
        None,
    )  # fmt: skip
    if shift is None:
        return _not_booked("1004", "排班信息不存在")
    patient = state.register(asked["PATIENT_NAME"], asked["CARDNO"], card="", card_type="", **asked.person)
    if patient is None:
        return _not_booked("1005", "就诊人身份信息和医院档案不匹配")
    for order in state.orders():
        if order.patient.id == patient.id and order.reg_id == shift.reg_id and not order.cancelled:
            return [*_not_booked("1002", "已经有预约记录"), ("REG_ID", order.order_id)]
    try:
        made = state.order(
            asked["REG_ID"] or state.new_number("G"), shift, patient, "", paid=asked["PAYTYPE"] == "1", channel="4"
        )
    except Refusal as refusal:
        full = refusal.code == "200709"
        return _not_booked("1001", "号源已满") if full else _not_booked("1005", "预约流水号已存在")
    return {
        "RESULTCODE": "1000",
        "REG_ID": made.order_id,
        "RESERVENO": str(made.number),
        "CHECKNO": made.hosp_order_id[-6:],
        "RESULTMSG": "预约成功",
    }


def back(state: State, asked: Asked) -> Answer:
    """2037: a booking is given back; what is wrong is told in RESULTCODE."""
    order = state.find_order(asked["REG_ID"])
    if order is None:
        return _not_booked("0001", "挂号记录不存在")
    if order.cancelled:
        return _not_booked("0005", "已退号，无法再次退号")
    if order.paid:
        return _not_booked("0002", "已缴费，操作不允许")
    state.cancel(order.order_id, order.hosp_order_id)
    return {"RESULTCODE": "0000", "RESULTMSG": "成功"}


def _not_booked(code: str, reason: str) -> Content:
    return [("RESULTCODE", code), ("RESULTMSG", reason)]
