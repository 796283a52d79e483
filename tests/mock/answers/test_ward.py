import pytest
from tests.mock.answers.asking import code, told

from hisight.mock.content import rows

NAME = "周长风"


@pytest.fixture
def stay(ask):
    """Somebody in a bed."""
    return told(ask("4001", [("NAME", NAME)]))


def pay_in(stay, trade="1", **other):
    row = {
        "INPATIENT_NO": stay["INPATIENT_NO"], "PATIENT_NAME": NAME, "PAY_MODE": "1", "OUT_TRADE_NO": trade,
        "DEPO_AMOUNT": "500.00", "HIS_OPERATOR": "9001",
    }  # fmt: skip
    return list((row | other).items())


def test_in_patients_are_found_one_or_all(ask, stay):
    assert (stay["PATIENT_NAME"], stay["ADMISS_DATE"]) == (NAME, "2026-11-17")
    assert len(list(rows(ask("4001", [("IP", "")]).document.root, "DEPT_LIST"))) == 3
    assert code(ask("4001", [("ID_NO", "0")])) == "400101"


def test_a_deposit_is_added_to_the_balance_once(ask, stay):
    paid = told(ask("4002", pay_in(stay)))
    assert float(paid["BALANCE"]) == float(stay["BALANCE"]) + 500
    assert told(ask("4001", [("NAME", NAME)]))["BALANCE"] == paid["BALANCE"]
    assert code(ask("4002", pay_in(stay))) == "10"


@pytest.mark.parametrize("wrong", [{"INPATIENT_NO": "Z9"}, {"PATIENT_NAME": "某人"}, {"DEPO_AMOUNT": "-1"}])
def test_a_deposit_for_nobody_or_of_nothing_is_refused(ask, stay, wrong):
    assert code(ask("4002", pay_in(stay, **wrong))) == "1"


def test_deposits_are_looked_up(ask, stay):
    ask("4002", pay_in(stay))
    known = {"CARD_NO": "0", "Time": "2026-11-23 09:30:00"}

    def found(**other):
        return ask("4003", list((known | other).items()))

    assert told(found(INPATIENT_NO=stay["INPATIENT_NO"]))["DEPO_AMOUNT"] == "500.00"
    for wrong in ({"OUT_TRADE_NO": "2"}, {"RECEIPT_NO": "0"}, {"ID_NO": "0"}, {"EndDate": "2026-11-22"}):
        assert code(found(**wrong)) == "12"


def test_each_day_of_a_stay_is_listed(ask):
    lines = list(rows(ask("4004", [("NAME", NAME)]).document.root, "DAY_LIST"))
    assert {line["COST_DATE"] for line in lines} == {f"2026-11-{day}" for day in range(17, 23)}
    assert code(ask("4004", [("ID_NO", "0")])) == "12"
