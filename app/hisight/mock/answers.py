"""What the mock hospital answers to each function: from the values of the REQ document to the content of RES.

Everything stands in the order of the published tables. A refusal carries the code that the function's own table prints.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from hisight.mock.content import Content
from hisight.mock.hospital import Department, Doctor, Shift
from hisight.mock.state import Refusal, State

Asked = Mapping[str, str]
"""The values of the REQ document by name; one that is missing reads as empty."""

_WRONG_PARAMETER = "1"
_JOB_TITLES = {"231": "主任医师", "232": "副主任医师", "233": "主治医师", "234": "医师"}
_WEEKDAYS = "一二三四五六日"
_Row = TypeVar("_Row")


def net_test(state: State, asked: Asked) -> Content:  # noqa: ARG001 - the shape of every answer
    """1001: the time."""
    return [("SYSDATE", f"{state.clock():%Y-%m-%d %H:%M:%S}")]


def create_patient(state: State, asked: Asked) -> Content:
    """1002: the patient, new or known; a child without a card of its own goes by its guardian's number."""
    id_number = asked["ID_NO"] or asked["PARENT_ID_CARD"]
    if not id_number:
        raise Refusal(_WRONG_PARAMETER)
    patient = state.register(asked["NAME"], id_number, asked["CARD_NO"], asked["CARD_TYPE"])
    if patient is None:
        raise Refusal("100201")
    return [
        ("HOSP_PATIENT_ID", patient.id),
        ("CARD_NO", patient.card),
        ("ID_NO", patient.id_number),
        ("NAME", patient.name),
        ("CARD_TYPE", patient.card_type),
    ]


def departments(state: State, asked: Asked) -> Content:
    """2001: all departments (-1), those at the top (0), or one with those below it."""
    wanted = asked["DEPT_ID"]
    found = [
        department
        for department in state.departments.values()
        if wanted == "-1"
        or (wanted == "0" and department.parent == "-1")
        or wanted in (department.id, department.parent)
    ]
    if not found:
        raise Refusal("200101")
    return [("COUNT", str(len(found))), *(("DEPT_LIST", _department(each)) for each in _page(found, asked))]


def _department(department: Department) -> Content:
    return [
        ("DEPT_ID", department.id),
        ("DEPT_NAME", department.name),
        ("PARENT_ID", department.parent),
        ("DESC", f"示例医院{department.name}，资料均为虚构。"),
        ("EXPERTISE", department.expertise),
        ("LEVEL", "1" if department.parent == "-1" else "2"),
        ("ADDRESS", department.address),
        ("STATUS", "1"),
        ("DEPT_TYPE", "1"),
        ("DEPART_SEX", department.sex),
        ("BABY_FLAG", department.child),
        ("BABY_AGE", str(department.age)),
        ("DEPART_TYPE", department.kind),
        ("IS_SPECIALDEPART", "1" if department.kind == "3" else "0"),
        ("PHONE", f"10000000{department.id}"),
    ]


def doctors(state: State, asked: Asked) -> Content:
    """2002: all doctors, those of a department, or one."""
    department, doctor = asked["DEPT_ID"], asked["DOCTOR_ID"]
    if department != "-1" and department not in state.departments:
        raise Refusal("200201")
    found = _chosen_doctors(state, department, doctor)
    if not found:
        raise Refusal("200202")
    return [("COUNT", str(len(found))), *(("DOCTOR_LIST", _doctor(each)) for each in _page(found, asked))]


def _doctor(doctor: Doctor) -> Content:
    return [
        ("DEPT_ID", doctor.department),
        ("DOCTOR_ID", doctor.id),
        ("NAME", doctor.name),
        ("IDCARD", doctor.id_number),
        ("SPECIAL", doctor.special),
        ("JOB_TITLE", doctor.title),
        ("STATUS", "1"),
        ("SEX", doctor.sex),
        ("BIRTHDAY", doctor.birthday.isoformat()),
        ("IS_EXPERT", "1" if doctor.expert else "0"),
        ("IS_FAMOUS", "1" if doctor.title == "231" else "0"),
        ("EDUCATION", "研究生" if doctor.expert else "大学本科"),
        ("EXPERIENCE", f"在示例医院从医多年，擅长{doctor.special}。"),
    ]


def schedule(state: State, asked: Asked) -> Content:
    """2003: the shifts of a department's doctors, or of one doctor, between two days."""
    department, doctor = asked["DEPT_ID"], asked["DOCTOR_ID"]
    if department != "-1" and department not in state.departments:
        raise Refusal("200301")
    first, last = _day(asked["START_DATE"]), _day(asked["END_DATE"])
    chosen = _chosen_doctors(state, department, doctor)
    if not chosen:
        raise Refusal("200302")
    found = [
        (each, shifts)
        for each in chosen
        if (shifts := [shift for shift in state.shifts.values() if shift.doctor == each and first <= shift.day <= last])
    ]
    if not found:
        raise Refusal("200303")
    rows = (("REG_DOCTOR_LIST", _doctors_shifts(state, *each)) for each in _page(found, asked))
    return [("COUNT", str(len(found))), *rows]


def _doctors_shifts(state: State, doctor: Doctor, shifts: Sequence[Shift]) -> Content:
    days = sorted({shift.day for shift in shifts})
    return [
        ("DOCTOR_ID", doctor.id),
        ("NAME", doctor.name),
        ("JOB_TITLE", _JOB_TITLES[doctor.title]),
        *(("REG_LIST", _days_shifts(state, day, [shift for shift in shifts if shift.day == day])) for day in days),
    ]


def _days_shifts(state: State, day: date, shifts: Sequence[Shift]) -> Content:
    return [
        ("REG_DATE", day.isoformat()),
        ("REG_WEEKDAY", f"星期{_WEEKDAYS[day.weekday()]}"),
        *(("REG_TIME_LIST", _shift(state, shift)) for shift in shifts),
    ]


def _shift(state: State, shift: Shift) -> Content:
    free = state.free_numbers(shift)
    begin, end = (hour.replace(":", "") for hour in shift.hours)
    numbers = [("CLINIC_NO", ",".join(map(str, free[:8])))] if free else []
    return [
        ("REG_ID", shift.reg_id),
        ("REG_ROLE", "1"),
        ("TIME_FLAG", shift.time_flag),
        ("REG_STATUS", "1" if shift.held else "0"),
        ("TOTAL", str(shift.total)),
        ("OVER_COUNT", str(len(free))),
        ("REG_LEVEL", "2" if shift.doctor.expert else "1"),
        ("REG_FEE", str(shift.fee)),
        ("REG_FEE_HIS", str(shift.own_fee)),
        ("TREAT_FEE", str(shift.treat_fee)),
        ("GET_DOCTOR_ADDRESS", state.departments[shift.doctor.department].address),
        ("GET_REG_ADDRESS", "门诊楼一楼自助机"),
        ("GET_REG_TIME", f"{begin}-{end}"),
        *numbers,
        ("ISTIME", "0"),
    ]


def lock(state: State, asked: Asked) -> Content:
    """2005: hold a place."""
    shift = _asked_shift(state, asked, invalid="200501", department="200502", doctor="200503")
    held = state.lock(asked["LOCK_ID"], shift, asked["CLINIC_NO"])
    return [("HOSP_LOCK_ID", held.hosp_lock_id)]


def unlock(state: State, asked: Asked) -> Content:
    """2006: let it go; the answer has no content."""
    state.unlock(asked["LOCK_ID"])
    return []


def order(state: State, asked: Asked) -> Content:
    """2007: give the place to a patient, whom the hospital may first have to register."""
    shift = _asked_shift(state, asked, invalid="200705", department="200706", doctor="200707")
    sex = state.departments[shift.doctor.department].sex
    if sex not in ("0", asked["SEX"]):
        raise Refusal("200702")
    if asked["HOSP_PATIENT_ID"]:
        patient = state.patient(asked["HOSP_PATIENT_ID"])
        if patient is None or patient.name != asked["NAME"]:
            raise Refusal("200711")
    else:
        patient = state.register(asked["NAME"], asked["RULE_VALUE"], card="", card_type="")
        if patient is None:
            raise Refusal("200703")
    made = state.order(asked["ORDER_ID"], shift, patient, asked["CLINIC_NO"], paid=asked["IS_PAY"] == "0")
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


def cancel(state: State, asked: Asked) -> Content:
    """2009: cancel an order that is not paid; the answer has no content."""
    state.cancel(asked["ORDER_ID"], asked["HOSP_ORDER_ID"])
    return []


def _chosen_doctors(state: State, department: str, doctor: str) -> list[Doctor]:
    return [
        each for each in state.doctors.values() if department in ("-1", each.department) and doctor in ("-1", each.id)
    ]


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
    return shift


def _page(found: Sequence[_Row], asked: Asked) -> Sequence[_Row]:
    number, size = asked["PAGE_CURRENT"] or "1", asked["PAGE_SIZE"] or str(len(found))
    if not (number.isdecimal() and size.isdecimal() and int(number) and int(size)):
        raise Refusal(_WRONG_PARAMETER)
    start = (int(number) - 1) * int(size)
    return found[start : start + int(size)]


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Refusal(_WRONG_PARAMETER) from None


ANSWERS: Mapping[str, Callable[[State, Asked], Content]] = MappingProxyType(
    {
        "1001": net_test,
        "1002": create_patient,
        "2001": departments,
        "2002": doctors,
        "2003": schedule,
        "2005": lock,
        "2006": unlock,
        "2007": order,
        "2009": cancel,
    }
)
"""What answers which FUN_CODE."""
