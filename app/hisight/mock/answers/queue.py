"""Who is waiting where."""

from collections.abc import Iterator

from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.answers.people import known_patient
from hisight.mock.filling import ROWS
from hisight.mock.hospital import FACTS, Shift
from hisight.mock.refusal import NO_DATA, Refusal
from hisight.mock.state import Order, State

_MINUTES_EACH = 10


def current(state: State, asked: Asked) -> Answer:  # noqa: ARG001 - the shape of every answer
    """5001: the number that each doctor of today has called."""
    rows = [
        {
            "DEPT_CODE": shift.doctor.department,
            "DEPT_NAME": state.departments[shift.doctor.department].name,
            "DOCTOR_CODE": shift.doctor.id,
            "DOCTOR_NAME": shift.doctor.name,
            "MARK_DESC": "专家号" if shift.doctor.expert else "普通号",
            "CURRENT_CALL_NUMBER": str(_called(state, shift)),
            "CURRENT_CALL_TIME": f"{state.clock():%Y/%m/%d %H:%M}",
            "CLINIC_TYPE": "专家门诊" if shift.doctor.expert else "普通门诊",
            "QUEUE_LAST_NUMBER": str(shift.total - len(state.free_numbers(shift))),
        }
        for shift in _today(state)
    ]
    return {ROWS: rows}


def of_patient(state: State, asked: Asked) -> Answer:
    """5002: the queues of today that a patient stands in."""
    patient = known_patient(state, asked["PATIENT_ID"])
    found = [(order, shift) for order, shift in _waiting(state) if order.patient.id == patient.id]
    if not found:
        raise Refusal(NO_DATA)
    rows = [
        {
            "PATIENT_ID": patient.id,
            "PATIENT_NUMBER": str(order.number),
            "PATIENT_NAME": patient.name,
            "DEPT_CODE": shift.doctor.department,
            "DEPT_NAME": state.departments[shift.doctor.department].name,
            "DOCTOR_CODE": shift.doctor.id,
            "DOCTOR_NAME": shift.doctor.name,
            "MARK_DESC": "专家号" if shift.doctor.expert else "普通号",
            "REGISTER_TIME": f"{order.made:%Y/%m/%d %H:%M}",
        }
        for order, shift in found
    ]
    return {ROWS: rows}


def of_doctors(state: State, asked: Asked) -> Answer:
    """5003: whom each doctor has called. The text prints the rows of 5002 again, described as these: names and values differ."""
    rows = [
        {
            "PATIENT_ID": asked.hospital,  # 医院编码
            "PATIENT_NUMBER": shift.doctor.department,  # 科室编码
            "PATIENT_NAME": state.departments[shift.doctor.department].name,  # 科室名称
            "DEPT_CODE": "专家号" if shift.doctor.expert else "普通号",  # 号别
            "DEPT_NAME": shift.doctor.id,  # 医生编码
            "DOCTOR_CODE": shift.doctor.name,  # 医生名称
            "DOCTOR_NAME": str(_called(state, shift)),  # 排队号
            "MARK_DESC": f"{state.clock():%Y/%m/%d %H:%M}",  # 叫号时间
        }
        for shift in _today(state)
    ]
    return {ROWS: rows}


def departments(state: State, asked: Asked) -> Answer:
    """10000: how busy each department is."""
    rows = []
    for department in state.departments.values():
        shifts = [shift for shift in _today(state) if shift.doctor.department == department.id]
        given = sum(shift.total - len(state.free_numbers(shift)) for shift in shifts)
        called = sum(_called(state, shift) for shift in shifts)
        rows.append(
            {
                "HOSPITAL_ID": asked.hospital,
                "HOSPITAL_NAME": FACTS["NAME"],
                "ORGANIZATION_CODE": "000000",
                "DEPT_CODE": department.id,
                "DEPT_NAME": department.name,
                "DEPT_TYPE": "开诊" if shifts else "未开诊",
                "WAITING_CALL_NUMBER": str(given - called),
                "IN_ONE_HOUR_DIAGNOSIS": str(min(called, 6)),
                "REGIST_TOTAL_NUMBER": str(given),
                "CREATE_TIME": f"{state.clock():%Y-%m-%d %H:%M:%S}",
            }
        )
    return {ROWS: rows}


def _today(state: State) -> list[Shift]:
    today = state.clock().date()
    return [shift for shift in state.shifts.values() if shift.held and shift.day == today]


def _waiting(state: State) -> Iterator[tuple[Order, Shift]]:
    today = state.clock().date()
    for order in state.orders():
        shift = state.shifts[order.reg_id]
        if shift.day == today and not order.cancelled:
            yield order, shift


def _called(state: State, shift: Shift) -> int:
    """How many patients a doctor has called: one in ten minutes, of those that there are."""
    given = shift.total - len(state.free_numbers(shift))
    hour, minute = map(int, shift.hours[0].split(":"))
    now = state.clock()
    minutes = (now.hour - hour) * 60 + now.minute - minute
    return max(0, min(given, minutes // _MINUTES_EACH))
