import base64

import pytest
from tests.mock.answers.asking import PAGE, code, departments, doctors, lock, schedule, told

from hisight.mock.content import rows


def test_departments_are_listed_all_or_by_branch(ask):
    assert told(ask("2001", departments("-1")))["COUNT"] == "9"
    assert told(ask("2001", departments("0")))["COUNT"] == "6"
    branch = rows(ask("2001", departments("100")).document.root, "DEPT_LIST")
    assert [row["DEPT_NAME"] for row in branch] == ["内科", "呼吸内科", "消化内科"]
    assert code(ask("2001", departments("999"))) == "200101"


def test_pages_are_cut_and_count_tells_the_whole(ask):
    second = ask("2001", departments(page=[("PAGE_CURRENT", "2"), ("PAGE_SIZE", "4")]))
    assert told(second)["COUNT"] == "9"
    assert [row["DEPT_NAME"] for row in rows(second.document.root, "DEPT_LIST")] == ["骨科", "妇产科", "儿科", "中医科"]
    assert code(ask("2001", departments(page=[("PAGE_CURRENT", "0"), ("PAGE_SIZE", "4")]))) == "1"


def test_doctors_are_found_by_department_and_by_number(ask):
    assert told(ask("2002", doctors()))["COUNT"] == "11"
    assert told(ask("2002", doctors("201")))["COUNT"] == "2"
    assert told(ask("2002", doctors("201", "1007")))["NAME"] == "宋知遥"
    assert code(ask("2002", doctors("999"))) == "200201"
    assert code(ask("2002", doctors("201", "9999"))) == "200202"


def test_the_schedule_lists_days_from_today_on(ask):
    answer = ask("2003", schedule())
    days = {row["REG_DATE"]: row["REG_WEEKDAY"] for row in rows(answer.document.root, "REG_TIME_LIST")}
    assert days["2026-11-23"] == "星期一"
    assert min(days) == "2026-11-23"
    assert max(days) <= "2026-11-29"


def test_a_schedule_that_is_not_there_has_its_own_codes(ask):
    assert code(ask("2003", schedule("999"))) == "200301"
    assert code(ask("2003", schedule("201", "9999"))) == "200302"
    assert code(ask("2003", schedule(week=[("START_DATE", "2020-01-01"), ("END_DATE", "2020-01-02")]))) == "200303"
    assert code(ask("2003", schedule(week=[("START_DATE", "2026/11/23"), ("END_DATE", "2026-11-29")]))) == "1"


def test_half_hours_share_the_places_of_their_shift(ask, shift):
    asked = [("REG_ROLE", "1"), ("DEPT_ID", "201"), ("DOCTOR_ID", shift["DOCTOR_ID"]), ("REG_DATE", shift["REG_DATE"])]
    answer = ask("2004", [*asked, ("TIME_FLAG", shift["TIME_FLAG"])])
    slots = list(rows(answer.document.root, "TIME_REG_LIST"))
    assert sum(int(slot["TOTAL"]) for slot in slots) == int(shift["TOTAL"])
    assert sum(int(slot["OVER_COUNT"]) for slot in slots) == int(shift["OVER_COUNT"])
    free = next(slot for slot in slots if slot["OVER_COUNT"] != "0")
    ask("2005", lock(shift, TIME_ID=free["TIME_ID"]))
    again = rows(ask("2004", [*asked, ("TIME_FLAG", "-1")]).document.root, "TIME_REG_LIST")
    after = next(slot for slot in again if slot["TIME_ID"] == free["TIME_ID"])
    assert int(after["OVER_COUNT"]) == int(free["OVER_COUNT"]) - 1


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"DEPT_ID": "999"}, "200401"),
        ({"DOCTOR_ID": "9999"}, "200402"),
        ({"REG_DATE": "2020-01-01"}, "200403"),
        ({"REG_DATE": "2020/01/01"}, "1"),
    ],
)
def test_half_hours_that_are_not_there_have_their_own_codes(ask, shift, wrong, expected):
    asked = {"DEPT_ID": "201", "DOCTOR_ID": shift["DOCTOR_ID"], "REG_DATE": shift["REG_DATE"], "TIME_FLAG": "-1"}
    assert code(ask("2004", list((asked | wrong).items()))) == expected


def test_a_shift_that_the_platform_calls_off_is_listed_as_stopped_and_has_no_half_hours(ask, shift):
    def notify(status):
        told_of = [("WORKDATE", shift["REG_DATE"]), ("WORK_TYPE", "全天"), ("WORKSTATUS", status)]
        department = ("DEPART", [("DEPARTNAME", "骨科"), ("DEPART_ID", "201"), *told_of])
        doctor = ("DOCTOR", [("DOCTORNAME", shift["NAME"]), ("DOCTOR_ID", shift["DOCTOR_ID"]), *told_of])
        return ask("2035", [("HOSPNAME", "示例医院"), department, doctor])

    window = [("BEGIN_DATE", shift["REG_DATE"]), ("END_DATE", shift["REG_DATE"]), *PAGE]
    stopped = [("DEPT_ID", "-1"), ("DOCTOR_ID", shift["DOCTOR_ID"]), *window]
    slots = [
        ("DEPT_ID", "201"),
        ("DOCTOR_ID", shift["DOCTOR_ID"]),
        ("REG_DATE", shift["REG_DATE"]),
        ("TIME_FLAG", "-1"),
    ]
    assert told(notify("停诊"))["RESULTCODE"] == "0000"
    assert shift["REG_ID"] in [row["REG_ID"] for row in rows(ask("2014", stopped).document.root, "STOP_INFO")]
    assert code(ask("2004", slots)) == "200404"
    assert code(ask("2005", lock(shift))) == "200501"
    notify("正常")
    assert code(ask("2014", stopped)) == "201401"
    assert code(ask("2005", lock(shift))) == "0"


def test_referrals_count_the_places_of_a_department(ask, shift):
    asked = [("HOS_FOREIGN_ID", "1"), ("DEPT_ID", "201"), ("BEGIN_DATE", "2026-11-23"), ("END_DATE", "2026-11-29")]
    before = told(ask("2016", asked))
    ask("2005", lock(shift))
    after = told(ask("2016", asked))
    assert before["TOTAL"] == after["TOTAL"]
    assert int(before["OVER_COUNT"]) == int(after["OVER_COUNT"]) + 1


def test_a_doctor_has_a_picture_and_nobody_has_none(ask):
    picture = told(ask("2031", [("DoctorID", "1002")]))
    assert picture["DOCTOR_NAME"] == "何青禾"
    assert base64.b64decode(picture["DOCTORPHOTO"]).startswith(b"\xff\xd8\xff")
    assert code(ask("2031", [("DOCTOR_ID", "9999")])) == "12"
