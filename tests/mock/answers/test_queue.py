import pytest
from tests.mock.answers.asking import code, order, schedule, told

from hisight.mock.content import rows

TODAY = [("START_DATE", "2026-11-23"), ("END_DATE", "2026-11-23")]


@pytest.fixture
def waiting(ask):
    """Somebody with an order for this morning."""
    listed = rows(ask("2003", schedule("-1", week=TODAY)).document.root, "REG_TIME_LIST")
    shift = next(row for row in listed if row["REG_STATUS"] == "1" and row["TIME_FLAG"] == "1")
    return told(ask("2007", order(shift | {"DEPT_ID": ""}))) | {"DOCTOR_ID": shift["DOCTOR_ID"]}


def current(ask):
    answer = ask("5001", [("CURRENT_CALL_TIME", "2026/11/23 09:30")])
    return {row["DOCTOR_CODE"] + row["MARK_DESC"]: row for row in rows(answer.document.root, "TIME_REG_LIST")}


def test_doctors_call_one_patient_in_ten_minutes_of_those_that_there_are(ask, clock):
    before = current(ask)
    assert all(int(row["CURRENT_CALL_NUMBER"]) <= int(row["QUEUE_LAST_NUMBER"]) for row in before.values())
    clock.move(hours=-2)
    assert {row["CURRENT_CALL_NUMBER"] for row in current(ask).values()} == {"0"}


def test_a_patient_stands_in_the_queue_of_today_until_the_order_is_cancelled(ask, waiting):
    asked = [("PATIENT_ID", waiting["HOSP_PATIENT_ID"])]
    queue = told(ask("5002", asked))
    assert (queue["PATIENT_NUMBER"], queue["DOCTOR_CODE"]) == (waiting["HOSP_SERIAL_NUM"], waiting["DOCTOR_ID"])
    ask("2009", [("ORDER_ID", "1"), ("HOSP_ORDER_ID", waiting["HOSP_ORDER_ID"])])
    assert code(ask("5002", asked)) == "12"
    assert code(ask("5002", [("PATIENT_ID", "P9")])) == "1"


def test_every_doctor_of_today_and_every_department_is_listed(ask, his):
    today = [shift for shift in his.state.shifts.values() if shift.held and f"{shift.day}" == "2026-11-23"]
    doctors = list(rows(ask("5003", [("IP", "")]).document.root, "TIME_REG_LIST"))
    assert [row["DEPT_NAME"] for row in doctors] == [shift.doctor.id for shift in today]
    departments = list(rows(ask("10000", [("IP", "")]).document.root, "TIME_REG_LIST"))
    assert len(departments) == 9
    open_ones = {row["DEPT_CODE"] for row in departments if row["DEPT_TYPE"] == "开诊"}
    assert open_ones == {shift.doctor.department for shift in today}
