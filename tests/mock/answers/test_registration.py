import pytest
from tests.mock.answers.asking import code, lock, order, person, schedule, told

from hisight.mock import ENCRYPTED, PLAIN
from hisight.mock.content import rows


def test_lock_order_cancel(ask, shift):
    held = told(ask("2005", lock(shift)))
    ordered = told(ask("2007", order(shift, HOSP_LOCK_ID=held["HOSP_LOCK_ID"])))
    cancelling = [("ORDER_ID", "1"), ("HOSP_ORDER_ID", ordered["HOSP_ORDER_ID"]), ("REG_ID", shift["REG_ID"])]
    for _ in range(2):
        answer = ask("2009", cancelling)
        assert code(answer) == "0"
        assert answer.payload.state == "empty"


def test_lock_unlock_and_not_twice(ask, shift):
    ask("2005", lock(shift))
    unlocking = [("REG_ROLE", "1"), ("LOCK_ID", "1")]
    assert code(ask("2006", unlocking)) == "0"
    assert code(ask("2006", unlocking)) == "200601"


@pytest.mark.parametrize(
    ("wrong", "locking", "ordering"),
    [
        ({"REG_ID": "0"}, "200501", "200705"),
        ({"REG_DATE": "2026-01-01"}, "200501", "200705"),
        ({"DEPT_ID": "999"}, "200502", "200706"),
        ({"DOCTOR_ID": "9999"}, "200503", "200707"),
    ],
)
def test_a_shift_that_is_not_there_has_its_own_codes(ask, shift, wrong, locking, ordering):
    assert code(ask("2005", lock(shift, **wrong))) == locking
    assert code(ask("2007", order(shift, **wrong))) == ordering


def test_a_shift_that_is_called_off_or_full_cannot_be_locked(ask):
    listed = [row | {"DEPT_ID": "201"} for row in rows(ask("2003", schedule()).document.root, "REG_TIME_LIST")]
    called_off = next(row for row in listed if row["REG_STATUS"] == "0")
    full = next(row for row in listed if row["OVER_COUNT"] == "0")
    assert code(ask("2005", lock(called_off))) == "200501"
    assert code(ask("2005", lock(full))) == "200505"
    assert "CLINIC_NO" not in full


def test_the_same_lock_twice_is_refused(ask, shift):
    assert code(ask("2005", lock(shift))) == "0"
    assert code(ask("2005", lock(shift))) == "200504"


def test_an_order_for_somebody_else_or_the_wrong_department_is_refused(ask, shift):
    assert code(ask("2007", order(shift, HOSP_PATIENT_ID="P0"))) == "200711"
    ask("1002", person())
    assert code(ask("2007", order(shift, NAME="钱知秋"))) == "200703"
    women = next(rows(ask("2003", schedule("300")).document.root, "REG_TIME_LIST")) | {"DEPT_ID": "300"}
    assert code(ask("2007", order(women))) == "200702"


def test_a_paid_order_cannot_be_cancelled(ask, shift):
    ordered = told(ask("2007", order(shift, IS_PAY="0")))
    assert code(ask("2009", [("ORDER_ID", "1"), ("HOSP_ORDER_ID", ordered["HOSP_ORDER_ID"])])) == "200902"


def test_encrypted_and_plain_traffic_meet_the_same_hospital(ask, shift):
    assert code(ask("2005", lock(shift), peer=ENCRYPTED)) == "0"
    assert code(ask("2005", lock(shift), peer=PLAIN)) == "200504"


def test_a_wrong_fee_is_refused(ask, shift):
    assert code(ask("2005", lock(shift, REG_FEE="1"))) == "1"
    assert code(ask("2007", order(shift, REG_FEE="1"))) == "1"


def test_a_half_hour_gives_its_own_place_until_it_has_none(ask, shift):
    asked = [("DEPT_ID", "201"), ("DOCTOR_ID", shift["DOCTOR_ID"]), ("REG_DATE", shift["REG_DATE"])]
    answer = ask("2004", [*asked, ("TIME_FLAG", shift["TIME_FLAG"])])
    slot = next(row for row in rows(answer.document.root, "TIME_REG_LIST") if row["OVER_COUNT"] != "0")
    for number in range(int(slot["OVER_COUNT"])):
        assert code(ask("2005", lock(shift, str(number), TIME_ID=slot["TIME_ID"]))) == "0"
    assert code(ask("2005", lock(shift, "x", TIME_ID=slot["TIME_ID"]))) == "200506"
    assert code(ask("2005", lock(shift, "x", TIME_ID="0"))) == "200501"
    assert code(ask("2007", order(shift, "0", TIME_ID=slot["TIME_ID"]))) == "0"
    assert code(ask("2007", order(shift, "x", TIME_ID=slot["TIME_ID"]))) == "200710"


def pay(ordered, **other):
    row = {"APP_HOSPITAL_MAR": "SL02", "HIS_ORDER_NO": ordered["HOSP_ORDER_ID"], "REG_TYPE": "3", "PAY_MODE": "1"}
    return list((row | {"FLOW_NO": "1", **other}).items())


def test_an_order_is_paid_once_and_in_full(ask, shift):
    ordered = told(ask("2007", order(shift)))
    assert code(ask("2008", pay(ordered, REG_FEE="1"))) == "1"
    assert code(ask("2008", pay(ordered, REG_FEE=shift["REG_FEE"], FLOW_NO="2"))) == "1"
    assert code(ask("2008", pay(ordered, REG_FEE=shift["REG_FEE"]))) == "0"
    assert code(ask("2008", pay(ordered, REG_FEE=shift["REG_FEE"]))) == "10"
    assert code(ask("2009", [("ORDER_ID", "1"), ("HOSP_ORDER_ID", ordered["HOSP_ORDER_ID"])])) == "200902"


def test_another_phone_is_kept(ask, shift):
    ordered = told(ask("2007", order(shift)))
    change = {"HOSPITALID": "SL02", "REGID": "1", "NAME": "赵小满", "SEX": "1", "CARDTYPE": "0", "PHONE": "10000000002"}
    change |= {"CARDNO": "000000198001010011", "PAYTYPE": "0"}
    assert code(ask("2034", list(change.items()))) == "0"
    found = told(ask("1010", [("CARD_TYPE", "7"), ("CARD_NO", ordered["HOSP_CARD_NO"])]))
    assert found["MOBILE"] == "10000000002"
    assert code(ask("2034", list((change | {"REGID": "9"}).items()))) == "1"


def booking(shift, **other):
    row = {
        "DEPT_ID": "201", "DEPART_NAME": "骨科", "DOCTOR_ID": shift["DOCTOR_ID"], "DOCTOR_NAME": shift["NAME"],
        "IS_EXPERT": "1", "PATIENT_NAME": "赵小满", "SEX": "1", "BIRTHDAY": "1980-01-01", "MOBILE": "10000000001",
        "SICKINSURETYPE": "0", "SEEDOCTORDATE": shift["REG_DATE"], "WORKTYPE": shift["TIME_FLAG"], "RESERVENO": "1",
        "BEGINTIME": "08:00", "ENDTIME": "08:30", "REGISTRYFEE": "1.00", "CLINICFEE": "9.00", "EXPERTSFEE": "0.00",
        "CHECKNO": "1", "CARDNO": "000000198001010011", "CARDTYPE": "1", "REGTYPE": "0", "REGVIA": "APP",
        "REGVIAVENDOR": "苏周到", "PAYTYPE": "0", "CREATEDATE": "2026-11-23",
    }  # fmt: skip
    return list((row | other).items())


def back(reg_id, shift):
    row = {
        "REG_ID": reg_id, "DEPART_ID": "201", "DOCTOR_ID": shift["DOCTOR_ID"], "IS_EXPERT": "1", "RESERVENO": "1",
        "SEEDOCTORDATE": shift["REG_DATE"], "WORKTYPE": shift["TIME_FLAG"], "BEGINTIME": "08:00", "ENDTIME": "08:30",
        "REGTYPE": "0",
    }  # fmt: skip
    return list(row.items())


def result(message):
    return told(message)["RESULTCODE"]


def test_a_booking_is_made_once_and_given_back_once(ask, shift):
    booked = told(ask("2036", booking(shift)))
    assert booked["RESULTCODE"] == "1000"
    again = told(ask("2036", booking(shift)))
    assert (again["RESULTCODE"], again["REG_ID"]) == ("1002", booked["REG_ID"])
    assert [result(ask("2037", back(booked["REG_ID"], shift))) for _ in range(2)] == ["0000", "0005"]
    assert result(ask("2037", back("9", shift))) == "0001"


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"DEPT_ID": "999"}, "1003"),
        ({"DOCTOR_ID": "9999"}, "1003"),
        ({"SEEDOCTORDATE": "2020-01-01"}, "1004"),
        ({"WORKTYPE": "5"}, "1004"),
    ],
)
def test_a_booking_that_cannot_be_made_says_why_inside(ask, shift, wrong, expected):
    assert result(ask("2036", booking(shift, **wrong))) == expected


def test_a_booking_of_a_full_shift_of_another_name_or_with_a_used_number_says_so(ask, shift):
    listed = [row | {"DEPT_ID": "201"} for row in rows(ask("2003", schedule()).document.root, "REG_TIME_LIST")]
    full = next(row for row in listed if row["OVER_COUNT"] == "0" and row["REG_STATUS"] == "1")
    assert result(ask("2036", booking(full))) == "1001"
    assert result(ask("2036", booking(shift, REG_ID="7"))) == "1000"
    assert result(ask("2036", booking(shift, PATIENT_NAME="钱知秋"))) == "1005"
    other = {"PATIENT_NAME": "钱知秋", "CARDNO": "00000019750101002X"}
    assert result(ask("2036", booking(shift, REG_ID="7", **other))) == "1005"


def test_a_paid_booking_is_not_given_back(ask, shift):
    booked = told(ask("2036", booking(shift, PAYTYPE="1")))
    assert result(ask("2037", back(booked["REG_ID"], shift))) == "0002"
