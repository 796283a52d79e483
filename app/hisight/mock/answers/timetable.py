"""Departments, doctors, and when they see patients."""

from collections.abc import Sequence
from datetime import date

from hisight import paths
from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.content import Content
from hisight.mock.filling import Known
from hisight.mock.hospital import Department, Doctor, Shift
from hisight.mock.refusal import NO_DATA, WRONG_PARAMETER, Refusal
from hisight.mock.state import State
from hisight.mock.time_slots import TimeSlot, slots

_JOB_TITLES = {"231": "主任医师", "232": "副主任医师", "233": "主治医师", "234": "医师"}
_WEEKDAYS = "一二三四五六日"


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
    return [("COUNT", str(len(found))), *(("DEPT_LIST", _department(each)) for each in asked.page(found))]


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
    found = chosen_doctors(state, department, doctor)
    if not found:
        raise Refusal("200202")
    return [("COUNT", str(len(found))), *(("DOCTOR_LIST", _doctor(each)) for each in asked.page(found))]


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
    first, last = asked.day("START_DATE"), asked.day("END_DATE")
    chosen = chosen_doctors(state, department, doctor)
    if not chosen:
        raise Refusal("200302")
    found = [
        (each, shifts)
        for each in chosen
        if (shifts := [shift for shift in state.shifts.values() if shift.doctor == each and first <= shift.day <= last])
    ]
    if not found:
        raise Refusal("200303")
    rows = (("REG_DOCTOR_LIST", _doctors_shifts(state, *each)) for each in asked.page(found))
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
        ("ISTIME", "1"),
    ]


def chosen_doctors(state: State, department: str, doctor: str) -> list[Doctor]:
    """The doctors of a department, or one of them; -1 is every department, every doctor."""
    return [
        each for each in state.doctors.values() if department in ("-1", each.department) and doctor in ("-1", each.id)
    ]


def stopped(state: State, asked: Asked) -> Answer:
    """2014: the shifts that were called off."""
    first, last = asked.day("BEGIN_DATE"), asked.day("END_DATE")
    chosen = chosen_doctors(state, asked["DEPT_ID"], asked["DOCTOR_ID"])
    found = [
        shift
        for shift in state.shifts.values()
        if not shift.held and shift.doctor in chosen and first <= shift.day <= last
    ]
    if not found:
        raise Refusal("201401")
    rows = [
        {
            "STOP_FLAG": "1",
            "REG_ID": shift.reg_id,
            "DEPT_ID": shift.doctor.department,
            "DOCTOR_ID": shift.doctor.id,
            "DOCTOR_NAME": shift.doctor.name,
            "REG_DATE": shift.day.isoformat(),
            "TIME_FLAG": shift.time_flag,
            "STOP_REASON": "医生外出会诊",
        }
        for shift in asked.page(found)
    ]
    return {"COUNT": str(len(found)), "STOP_INFO": rows}


def referrals(state: State, asked: Asked) -> Answer:
    """2016: how many places there are in some days; the hospital keeps none for referrals only."""
    first, last = asked.day("BEGIN_DATE"), asked.day("END_DATE")
    chosen = chosen_doctors(state, asked["DEPT_ID"] or "-1", asked["DOCTOR_ID"] or "-1")
    found = [
        shift for shift in state.shifts.values() if shift.held and shift.doctor in chosen and first <= shift.day <= last
    ]
    return {
        "TOTAL": str(sum(shift.total for shift in found)),
        "OVER_COUNT": str(sum(len(state.free_numbers(shift)) for shift in found)),
        "REFERRAL_TOTAL": "0",
        "REFERRAL_OVER_COUNT": "0",
    }


def notified(state: State, asked: Asked) -> Answer:
    """2035: the platform says that a doctor's shifts of a day are called off, or held after all."""
    flags = {"上午": "1", "下午": "2", "全天": "12"}
    told = next(iter(asked.rows("DOCTOR")), {})
    try:
        day = date.fromisoformat(told.get("WORKDATE", ""))
    except ValueError:
        raise Refusal(WRONG_PARAMETER) from None
    held = told.get("WORKSTATUS") == "正常"
    if not state.call_off(told.get("DOCTOR_ID", ""), day, flags.get(told.get("WORK_TYPE", ""), ""), held=held):
        raise Refusal(WRONG_PARAMETER)
    return {"RESULTCODE": "0000"}


def photo(state: State, asked: Asked) -> Answer:
    """2031: a grey square in place of a face."""
    doctor = state.doctors.get(asked["DOCTOR_ID"])
    if doctor is None:
        raise Refusal(NO_DATA)
    picture = (paths.resources() / "mock" / "photo.jpg.base64").read_text("ascii").strip()
    return {
        "HOSPITAL_ID": asked.hospital,
        "DOCTOR_ID": doctor.id,
        "DOCTOR_NAME": doctor.name,
        "DOCTORPHOTO": picture,
    }


def time_slots(state: State, asked: Asked) -> Answer:
    """2004: the half-hours of a doctor's shifts on a day; -1 is both morning and afternoon."""
    if asked["DEPT_ID"] not in state.departments:
        raise Refusal("200401")
    chosen = chosen_doctors(state, asked["DEPT_ID"], asked["DOCTOR_ID"])
    if not chosen:
        raise Refusal("200402")
    day = asked.day("REG_DATE")
    found = [
        shift
        for shift in state.shifts.values()
        if shift.doctor in chosen and shift.day == day and asked["TIME_FLAG"] in ("-1", shift.time_flag)
        and asked["REG_ID"] in ("", shift.reg_id)
    ]  # fmt: skip
    if not found:
        raise Refusal("200403")
    rows = [_time_slot(state, shift, slot) for shift in found if shift.held for slot in slots(shift)]
    if not rows:
        raise Refusal("200404")
    return {"TIME_REG_LIST": rows}


def _time_slot(state: State, shift: Shift, slot: TimeSlot) -> Known:
    free = [number for number in state.free_numbers(shift) if number in slot.numbers]
    return {
        "TIME_FLAG": shift.time_flag,
        "REG_ROLE": "1",
        "BEGIN_TIME": slot.begin,
        "END_TIME": slot.end,
        "TOTAL": str(len(slot.numbers)),
        "OVER_COUNT": str(len(free)),
        "TIME_ID": slot.id,
        "CLINIC_NO": ",".join(map(str, free)),
    }
