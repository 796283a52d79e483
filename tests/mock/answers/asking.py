"""Requests to the mock HIS, as the content of REQ, and what comes back."""

from hisight.mock.content import values

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
