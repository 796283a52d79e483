import pytest

from hisight import catalog
from hisight.mock import ENCRYPTED, PLAIN
from hisight.mock.answers import ANSWERS
from hisight.mock.content import rows, values

PAGE = [("PAGE_CURRENT", "1"), ("PAGE_SIZE", "50")]
PERSON = [("NAME", "赵小满"), ("SEX", "1"), ("BIRTHDAY", "1980-01-01"), ("MOBILE", "10000000001")]
WEEK = [("START_DATE", "2026-11-23"), ("END_DATE", "2026-11-29")]


def departments(dept_id="-1", page=PAGE):
    return [("DEPT_ID", dept_id), *page]


def doctors(dept_id="-1", doctor_id="-1"):
    return [("DEPT_ID", dept_id), ("DEPT_NAME", "某科"), ("DOCTOR_ID", doctor_id), *PAGE]


def schedule(dept_id="201", doctor_id="-1", week=WEEK):
    return [("REG_ROLE", "1"), ("DEPT_ID", dept_id), ("DOCTOR_ID", doctor_id), *week, *PAGE]


def person(number="000000198001010011"):
    return [("ID_TYPE", "1"), ("ID_NO", number), *PERSON]


@pytest.fixture
def shift(ask):
    """A shift of 骨科 that has places left, as the schedule lists it."""
    listed = rows(ask("2003", schedule()).document.root, "REG_TIME_LIST")
    return next(row for row in listed if row["OVER_COUNT"] != "0" and row["REG_STATUS"] == "1") | {"DEPT_ID": "201"}


def lock(shift, lock_id="1", **other):
    names = ("REG_ID", "DEPT_ID", "DOCTOR_ID", "REG_DATE", "TIME_FLAG", "REG_FEE", "TREAT_FEE")
    row = {"REG_ROLE": "1", "LOCK_ID": lock_id, "CHANNEL_ID": "1"} | {name: shift[name] for name in names} | other
    return list(row.items())


def order(shift, order_id="1", **other):
    names = ("REG_ID", "DEPT_ID", "DOCTOR_ID", "REG_DATE", "TIME_FLAG", "REG_FEE")
    row = {"IS_PAY": "1", "ORDER_ID": order_id} | {name: shift[name] for name in names} | dict(PERSON) | other
    rule = [("RULE_TYPE", "ID"), ("TYPE_VALUE", "1"), ("RULE_VALUE", "000000198001010011")]
    time = [("REG_TYPE", "1"), ("ORDER_TIME", "2026-11-23 09:30:00")]
    return [*row.items(), *time, ("RULE_GROUP", [("GROUP_TYPE", "0"), ("RULE_INFO", rule)])]


def code(message):
    return message.envelope.get("RETURN_CODE")


def told(message):
    assert code(message) == "0"
    return values(message.document.root)


@pytest.fixture
def every_answer(ask, shift):
    """An answer with content of each function that has any."""
    content = {
        "1001": [("IP", "127.0.0.1")],
        "1002": person(),
        "2001": departments(),
        "2002": doctors(),
        "2003": schedule(),
        "2005": lock(shift),
        "2007": order(shift, order_id="2"),
    }
    return {fun_code: ask(fun_code, asked) for fun_code, asked in content.items()}


def _conforms(node, described):
    """`node` holds all that the catalog requires, in published order, and nothing else."""
    names = [child.name for child in node.children]
    known = [child.name for child in described.children]
    assert set(names) <= set(known)
    assert names == sorted(names, key=known.index)
    for child in described.children:
        found = [each for each in node.children if each.name == child.name]
        assert found or not child.field.required, child.name
        assert len(found) < 2 or child.field.list, child.name
        for each in found:
            assert each.children or each.value, child.name
            _conforms(each, child)


def test_every_answer_has_what_the_catalog_requires_in_published_order(every_answer):
    for fun_code, message in every_answer.items():
        assert code(message) == "0", fun_code
        _conforms(message.document.root, catalog.published().function(fun_code).response.tree)
    silent = {fun_code for fun_code in ANSWERS if not catalog.published().function(fun_code).response.fields}
    assert set(every_answer) | silent == set(ANSWERS)


def test_net_test_tells_the_time(ask):
    assert told(ask("1001", [("IP", "127.0.0.1")])) == {"SYSDATE": "2026-11-23 09:30:00"}


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


def test_a_patient_registers_and_gets_a_card(ask):
    first = told(ask("1002", person()))
    assert first["CARD_NO"]
    assert first["CARD_TYPE"] == "7"
    assert told(ask("1002", person())) == first


def test_a_child_goes_by_its_guardian_and_somebody_else_by_no_other_name(ask):
    child = [("ID_TYPE", ""), ("ID_NO", ""), *PERSON]
    guarded = told(ask("1002", [*child, ("PARENT_ID_CARD", "00000019750101002X")]))
    assert guarded["ID_NO"] == "00000019750101002X"
    assert code(ask("1002", child)) == "1"
    stranger = [("ID_TYPE", "1"), ("ID_NO", "00000019750101002X"), ("NAME", "钱知秋"), *PERSON[1:]]
    assert code(ask("1002", stranger)) == "100201"


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
