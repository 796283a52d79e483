import pytest
from tests.mock.answers.asking import code, order, told

from hisight.mock.content import rows

NUMBER = "000000198001010011"


@pytest.fixture
def ordered(ask, shift):
    """Three orders: one cancelled, one paid, one open."""
    made = [told(ask("2007", order(shift, str(number), IS_PAY="0" if number == 2 else "1"))) for number in (1, 2, 3)]
    ask("2009", [("ORDER_ID", "1"), ("HOSP_ORDER_ID", made[0]["HOSP_ORDER_ID"])])
    return made


def by_date(kind, **patient):
    info = [("PATIENT_INFO", list(patient.items()))] if patient else []
    window = [("BEGIN_DATE", "2026-11-23"), ("END_DATE", ""), ("PAGE_CURRENT", "1"), ("PAGE_SIZE", "2")]
    return [("QUERY_DATE", [*info, *window, ("QUERY_TYPE", kind)])]


def test_orders_are_found_by_number_in_the_order_asked_for(ask, ordered):
    numbers = [("3", ordered[2]["HOSP_ORDER_ID"]), ("", ordered[0]["HOSP_ORDER_ID"]), ("9", "H9")]
    asked = [("QUERY_ORDER", [("ORDER_ID", one), ("HOSP_ORDER_ID", other)]) for one, other in numbers]
    found = list(rows(ask("2012", asked).document.root, "ORDER_LIST"))
    assert [(row["ORDER_ID"], row["ORDER_STATUS"], row["REAL_FEE"]) for row in found] == [
        ("3", "1", "0"),
        ("1", "6", "0"),
    ]
    assert "CANCEL_DATE" in found[1]
    assert code(ask("2012", asked[2:])) == "12"


@pytest.mark.parametrize(("kind", "count"), [("0", "3"), ("2", "1"), ("3", "1")])
def test_orders_are_found_by_what_became_of_them(ask, ordered, kind, count):
    answer = ask("2012", by_date(kind))
    assert told(answer)["COUNT"] == count
    assert len(list(rows(answer.document.root, "ORDER_LIST"))) == min(int(count), 2)


def test_orders_of_somebody_else_or_failed_ones_there_are_none(ask, ordered):
    person = {"PATIENT_TYPE": "1", "NAME": "赵小满", "SEX": "1", "BIRTHDAY": "1980-01-01", "MOBILE": "10000000001"}
    assert code(ask("2012", by_date("0", ID_NO="0", **person))) == "12"
    assert code(ask("2012", by_date("0", ID_NO=NUMBER, **person))) == "0"
    assert code(ask("2012", by_date("1"))) == "12"


def test_a_booking_is_told_by_number_and_all_of_a_day(ask, ordered, shift):
    one = [("HOSPITAL_ID", "SL02"), ("REG_ID", "2"), ("CARDNO", NUMBER), ("DEPART_ID", "201"), ("DOCTOR_ID", "1")]
    paid = told(ask("2032", [("ONE_REG_INFO", one)]))
    assert (paid["REG_ID"], paid["IS_PAY"], paid["NOTPAY"]) == ("2", "1", "0")
    assert "PAYDATE" in paid
    day = ("BAT_REG_INFO", [("HOSPITAL_ID", "SL02"), ("QUEYDATE", shift["REG_DATE"])])
    answer = ask("2032", [day])
    assert told(answer)["COUNT"] == "3"
    gone = next(rows(answer.document.root, "REG_INFO_LIST"))
    assert (gone["IS_QUIT"], "QUITDATE" in gone) == ("1", True)
    other = [("HOSPITAL_ID", "SL02"), ("REG_ID", "2"), ("CARDNO", "0"), ("DEPART_ID", "201"), ("DOCTOR_ID", "1")]
    assert code(ask("2032", [("ONE_REG_INFO", other)])) == "12"


def test_registrations_are_told_between_two_moments(ask, ordered):
    def between(begin, end, **other):
        row = {"BEGINTIME": f"2026-11-23 {begin}", "ENDTIME": f"2026-11-23 {end}", **other}
        return ask("2033", list(row.items()))

    answer = between("09:00:00", "10:00:00", IDCARD=NUMBER)
    assert told(answer)["COUNT"] == "3"
    first, second, _ = rows(answer.document.root, "REC_ITEM_LIST")
    assert (first["IS_QUIT"], second["IS_PAYED"], second["CASHFEE"]) == ("1", "1", second["TOTALFEE"])
    assert code(between("10:00:00", "11:00:00")) == "12"
    assert code(between("09:00:00", "10:00:00", OPNO="P9")) == "12"
