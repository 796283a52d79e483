import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import Exchange
from hisight.checks import Facts, facts_of
from hisight.checks.facts import Bill, Foreign
from hisight.checks.traces import MOST_KEYS
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader

PLAIN = Scheme("none", "elements-keyless")


def exchange(fun_code: str, asked: str, told: str = "") -> Exchange:
    request = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, asked, PLAIN)
    answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "-"}, told, PLAIN)
    return Exchange(b"POST / HTTP/1.1\r\n\r\n", request.encode(), b"HTTP/1.1 200 OK\r\n\r\n", answer.encode(), id=7)


def traced(catalog, *arguments: str) -> tuple[Facts, tuple[tuple[str, str], ...]]:
    return facts_of(Reader(catalog, scheme=PLAIN).read(exchange(*arguments)).subjects)


def test_a_step_knows_its_matter_and_the_numbers_of_both_sides(catalog):
    asked = "<REQ><HOSP_LOCK_ID>L1</HOSP_LOCK_ID><ORDER_ID>K1</ORDER_ID><HOSPITAL_ID>9</HOSPITAL_ID></REQ>"
    facts, keys = traced(catalog, "2007", asked, "<RES><HOSP_ORDER_ID>H1</HOSP_ORDER_ID></RES>")
    assert (facts.number, facts.step, facts.matter, facts.hospital) == (7, "order", "K1", "9")
    assert set(facts.own) == {"K1", "L1", "H1"}
    assert set(keys) == {("order", "K1"), ("lock", "L1"), ("hosp-order", "H1")}


def test_what_only_asks_has_no_matter_and_is_found_by_what_it_lists(catalog):
    rows = "".join(f"<ORDER_LIST><ORDER_ID>K{n}</ORDER_ID></ORDER_LIST>" for n in range(300))
    facts, keys = traced(catalog, "2012", "<REQ><HOSPITAL_ID>9</HOSPITAL_ID></REQ>", f"<RES>{rows}</RES>")
    assert (facts.step, facts.matter, facts.own) == ("", "", ())
    assert ("order", "K7") in keys
    assert len(keys) == MOST_KEYS


def test_a_number_that_only_the_hospital_gave_is_the_matter(catalog):
    answer = "<RES><RESULTCODE>1000</RESULTCODE><REG_ID>A5</REG_ID></RES>"
    assert traced(catalog, "2036", "<REQ><REG_ID></REG_ID></REQ>", answer)[0].matter == "A5"


def test_an_inner_failure_is_no_success(catalog):
    def succeeded(code: str) -> bool:
        return traced(catalog, "2037", "<REQ/>", f"<RES><RESULTCODE>{code}</RESULTCODE></RES>")[0].succeeded

    assert succeeded("0000")
    assert not succeeded("0001")


def test_an_amount_keeps_the_keys_beside_it(catalog):
    row = "<DEPT_LIST><OUT_TRADE_NO>T{0}</OUT_TRADE_NO><DEPO_AMOUNT>{0}0</DEPO_AMOUNT></DEPT_LIST>"
    facts, _ = traced(catalog, "4003", "<REQ/>", f"<RES>{row.format(1)}{row.format(2)}</RES>")
    assert facts.bills == (Bill(("T1",), "DEPO_AMOUNT", "10"), Bill(("T2",), "DEPO_AMOUNT", "20"))


def test_the_page_is_no_part_of_the_query(catalog):
    def query(page: str, department: str) -> str:
        asked = f"<REQ><DEPT_ID>{department}</DEPT_ID><PAGE_CURRENT>{page}</PAGE_CURRENT></REQ>"
        return traced(catalog, "2001", asked)[0].query

    assert query("1", "5") == query("2", "5") != query("1", "6")
    assert traced(catalog, "1001", "<REQ/>")[0].query == ""


def test_what_was_asked_and_not_answered_is_foreign_and_can_be_looked_up(catalog):
    asked, told = (
        "<REQ><DOCTOR_ID>1</DOCTOR_ID></REQ>",
        "<RES><DOCTOR_LIST><DOCTOR_ID>2</DOCTOR_ID></DOCTOR_LIST></RES>",
    )
    facts, keys = traced(catalog, "2002", asked, told)
    assert facts.foreign == (Foreign("DOCTOR_ID", "1", "2"),)
    assert "DOCTOR_ID=2" in facts.relatives
    assert ("asked", "DOCTOR_ID=1") in keys


@pytest.mark.parametrize("told", ["000000********0059", "000000900101005", "00000019900101005x"])
def test_a_number_in_another_form_is_not_another_number(catalog, told):
    asked = "<REQ><ID_NO>00000019900101005X</ID_NO></REQ>"
    assert traced(catalog, "1002", asked, f"<RES><ID_NO>{told}</ID_NO></RES>")[0].foreign == ()


def test_a_call_that_no_catalog_knows_leaves_next_to_nothing(catalog):
    facts, keys = traced(catalog, "7777", "<REQ><ORDER_ID>1</ORDER_ID></REQ>")
    assert (facts.function, facts.step, facts.own, keys) == ("7777", "", (), ())


@given(asked=st.text(max_size=200), told=st.text(max_size=200))
def test_whatever_was_sent_leaves_facts_that_can_be_kept(catalog, asked, told):
    facts, _ = traced(catalog, "2007", f"<REQ><ORDER_ID>{asked}</ORDER_ID></REQ>", told)
    assert Facts.from_json(facts.to_json()) == facts
