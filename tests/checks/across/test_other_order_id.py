from hisight.checks import Severity

LOCK = "<LOCK_ID>K1</LOCK_ID><REG_ID>9</REG_ID>"
HELD = "<HOSP_LOCK_ID>L7</HOSP_LOCK_ID>"


def order(number: str, held: str = "L7", reg_id: str = "9") -> str:
    return f"<ORDER_ID>{number}</ORDER_ID><HOSP_LOCK_ID>{held}</HOSP_LOCK_ID><REG_ID>{reg_id}</REG_ID>"


def test_the_number_of_the_lock_is_right(call, story):
    assert story(call("2005", LOCK, HELD), call("2007", order("K1"), at=10)) == []


def test_another_number_than_that_of_the_lock_is_found_by_the_hospitals_number(call, only):
    finding = only(call("2005", LOCK, HELD), call("2007", order("X2"), at=10))
    assert (finding.name, finding.severity, finding.calls) == ("other-order-id", Severity.ERROR, (1,))
    assert "ORDER_ID is X2" in finding.message.en
    assert "LOCK_ID K1" in finding.message.en


def test_an_order_that_may_have_no_lock_is_not_judged(call, story):
    lock = call("2005", LOCK, HELD)
    assert story(lock, call("2007", order("X2", held=""), at=10)) == []
    assert story(lock, call("2007", order("X2", reg_id="8"), at=10)) == []
    assert story(lock, call("2007", order("X2", held="L8"), at=10)) == []


def test_a_hospital_that_uses_its_numbers_again_is_not_misread(call, story):
    other = call("2005", "<LOCK_ID>K0</LOCK_ID><REG_ID>9</REG_ID>", HELD)
    assert story(call("2005", LOCK, HELD), other, call("2007", order("K1"), at=10)) == []
