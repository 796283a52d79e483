"""Reports of laboratory, examinations and physicals, prescriptions and prices: everybody has the same (resources/mock)."""

from datetime import datetime, timedelta

from hisight.mock import records
from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.answers.people import known_patient
from hisight.mock.filling import ROWS, Known
from hisight.mock.patients import Patient
from hisight.mock.records import Row
from hisight.mock.refusal import NO_DATA, Refusal
from hisight.mock.state import State

_DOCTOR, _AUDITOR, _ASKING = "何青禾", "许明川", "呼吸内科"


def laboratory(state: State, asked: Asked) -> Answer:
    """7001: the laboratory reports of a patient."""
    patient = known_patient(state, asked["PATIENT_ID"], NO_DATA)
    when = patient.since
    rows = [
        {
            **_known(row),
            "PATIENT_ID": patient.id,
            "REQUESTED_DATE_TIME": _slashed(when),
            "RESULT_STATUS": "已审核",
            "TEST_NO": f"T{patient.digits}{number}",
            "LAB_SOURCE": "0",
            "BARCODE_NO": f"{patient.digits}{number:04d}",
            "SAMPLE_NO": str(number),
            "ACQUISITION_TIME": _moment(when),
            "RECEIPT_TIME": _moment(when),
            "AUDIT_TIME": _moment(when),
            "REPORT_TIME": _moment(when),
            "CHECK_DEPARTMENT": _ASKING,
            "CHECK_DOCTOR": _DOCTOR,
            "AUDIT_DOCTOR": _AUDITOR,
        }
        for number, row in enumerate(records.rows("laboratory"), 1)
    ]
    return {ROWS: rows}


def laboratory_details(state: State, asked: Asked) -> Answer:
    """7002: the values of one laboratory report."""
    patient, report = _report(state, asked["TEST_NO"], "T", "laboratory")
    rows = [
        {
            **item,
            "TEST_NO": asked["TEST_NO"],
            "RESULT_DATE_TIME": _slashed(patient.since),
            "LAB_SOURCE": "0",
            "DANGEROUS_FLAG": "0",
            "DANGEROUS_MESSAGE": "无",
        }
        for item in report["items"]
    ]
    return {ROWS: rows}


def examinations(state: State, asked: Asked) -> Answer:
    """7003: the examinations of a patient."""
    patient = known_patient(state, asked["PATIENT_ID"], NO_DATA)
    when = _moment(patient.since)
    rows = [
        {
            **row,
            "PATIENT_ID": patient.id,
            "EXAM_NO": f"E{patient.digits}{number}",
            "EXAM_DATE_TIME": when,
            "RESULT_STATUS": "已审核",
            "REQ_DATE_TIME": when,
            "REPORTER": _DOCTOR,
            "EXAM_SOURCE": "门诊",
            "REPORT_DATE_TIME": when,
            "AUDIT_TIME": when,
            "REPORT_TIME": when,
            "CHECK_DEPARTMENT": _ASKING,
            "VISIT_ID": "0",
            "CHECK_DOCTOR": _DOCTOR,
            "AUDIT_DOCTOR": _AUDITOR,
            "DANGEROUS_FLAG": "0",
        }
        for number, row in enumerate(records.rows("examinations"), 1)
    ]
    return {ROWS: rows}


def examination_details(state: State, asked: Asked) -> Answer:
    """7004: where the pictures of one examination are."""
    patient, _ = _report(state, asked["EXAM_NO"], "E", "examinations")
    number = asked["EXAM_NO"][1:]
    row = {
        "EXAM_DATE_TIME": _moment(patient.since),
        "PATIENT_ID": patient.id,
        "PATIENT_NAME": patient.name,
        "ID_NO": patient.id_number,
        "PHONE_NUMBER": patient.mobile,
        "EXAM_SOURCE": "门诊",
        "REQ_NUM": f"Q{number}",
        "ACCESS_NO": f"A{number}",
        "PATIENT_LOCAL_ID": patient.id,
        "STUDY_INS_UID": f"1.2.826.0.1.{int(number)}",
    }
    return {ROWS: [row]}


def prices(state: State, asked: Asked) -> Answer:
    """9000: what things cost."""
    created = _moment(state.clock())
    rows = [{"HOSPITAL_ID": asked.hospital, "CREATE_TIME": created, **row} for row in records.rows("prices")]
    return {ROWS: rows}


def physical(state: State, asked: Asked) -> Answer:
    """QueryPhysicalExamReport: the physical of a patient; its number is TJ and HOSP_PATIENT_ID."""
    patient = _examined(state, asked)
    if patient.id_number != asked["ID_NO"]:
        raise Refusal(NO_DATA)
    row = {
        "HOSPITAL_ID": asked.hospital,
        "EXAM_REPORT_ID": asked["EXAM_REPORT_ID"],
        "ID_NO": patient.id_number,
        "PATIENT_NAME": patient.name,
        "SEX": "男" if patient.sex == "1" else "女",
        "AGE": str(state.clock().year - int(patient.birthday[:4])),
        "PATIENT_ADDRESS": patient.address or "示例市示例路 1 号",
        "PHONE": patient.mobile,
        "COMPANY": "示例单位",
        "EXAM_DOCTOR": _DOCTOR,
        "EXAM_DATE": f"{patient.since:%Y-%m-%d}",
    }
    return {ROWS: [row]}


def physical_items(state: State, asked: Asked) -> Answer:
    """QueryPhysicalExamItem: its values."""
    patient = _examined(state, asked)
    rows = [
        {
            **item,
            **_of_physical(asked),
            "EXAM_DEPT_ID": department["EXAM_DEPT_ID"],
            "EXAM_DATE": f"{patient.since:%Y-%m-%d}",
            "EXAM_DOCTOR": _DOCTOR,
        }
        for department in records.rows("physical")
        for item in department["items"]
    ]
    return {ROWS: rows}


def physical_departments(state: State, asked: Asked) -> Answer:
    """QueryPhysicalExamDept: what each department says."""
    _examined(state, asked)
    return {ROWS: [{**_known(row), **_of_physical(asked)} for row in records.rows("physical")]}


def physical_conclusion(state: State, asked: Asked) -> Answer:
    """QueryPhysicalExamConclusion: what it comes to."""
    _examined(state, asked)
    row = {
        **_of_physical(asked),
        "CONCLUSION_TITLE": "总检结论",
        "CONCLUSION_DESCRIPTION": "各项检查未见明显异常，建议每年复查。",
        "CONCLUSION_TYPE": "综述",
    }
    return {ROWS: [row]}


def prescriptions(state: State, asked: Asked) -> Answer:
    """100405: the prescriptions of somebody with this identity number; STATE tells when there are none."""
    patient = state.patients.by_id_number(asked["ID_CARD"])
    if patient is None:
        return [("STATE", "-1"), ("RESULT", "未查询到处方")]
    rows = [
        {
            **row,
            "VISIT_NO": f"M{patient.digits}",
            "RECIPE_NO": f"C{patient.digits}9{number}",
            "HOSPITAL_CODE": asked.hospital,
            "MEDICAL_DEPT_CODE": "101",
            "MEDICAL_DEPT_NAME": _ASKING,
            "DOCTOR_NAME": _DOCTOR,
            "COMPAT_ID": patient.id,
            "RECIPE_DATE": _moment(patient.since),
            "EXPIRY_DATE": _moment(patient.since + timedelta(days=90)),
        }
        for number, row in enumerate(records.rows("recipes"), 1)
    ]
    return {"STATE": "0", "RESULT": "成功", "RECIPE_ORDER_LIST": rows}


def _report(state: State, number: str, letter: str, kind: str) -> tuple[Patient, Row]:
    """Whose the report with this number is, and what it says; refuses with 12 when there is none."""
    patient = state.patients.by_digits(number)
    found = dict(enumerate(records.rows(kind), 1))
    if patient is not None:
        for index, row in found.items():
            if number == f"{letter}{patient.digits}{index}":
                return patient, row
    raise Refusal(NO_DATA)


def _examined(state: State, asked: Asked) -> Patient:
    return known_patient(state, asked["EXAM_REPORT_ID"].removeprefix("TJ"), NO_DATA)


def _of_physical(asked: Asked) -> dict[str, str]:
    return {"HOSPITAL_ID": asked.hospital, "EXAM_REPORT_ID": asked["EXAM_REPORT_ID"]}


def _known(row: Row) -> Known:
    return {name: value for name, value in row.items() if name != "items"}


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}"


def _slashed(when: datetime) -> str:
    return f"{when:%Y/%m/%d %H:%M}"
