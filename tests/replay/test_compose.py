from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.catalog import published
from hisight.checks import Severity
from hisight.protocol import document
from hisight.reading import Reader
from hisight.replay.compose import compose_element, compose_request, nobody

NOW = datetime(2026, 11, 23, 9, 30, 15)
FUNCTIONS = published().functions
READER = Reader(published())


def values(code: str) -> dict[str, str]:
    root = document.read(compose_request(published(), published().function(code), NOW)).root
    return {node.name: node.value for node in root.walk() if not node.children}


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.sampled_from(FUNCTIONS))
def test_at_any_time_a_request_of_any_function_conforms(now, function):
    xml = compose_request(published(), function, now)
    reading = READER.read_alone("request", xml.encode(), fun_code=function.code or function.name)
    assert reading.function is function
    assert [found for found in reading.findings if found.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.label)
def test_a_request_has_every_published_field_but_empty_lists(function):
    root = document.read(compose_request(published(), function, NOW)).root
    there = {node.name for node in root.walk()}
    assert {field.name for field in function.request.fields if not field.list} <= there


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.label)
def test_a_patient_in_a_request_is_nobody(function):
    root = document.read(compose_request(published(), function, NOW)).root
    kinds = {field.name: field.patient for field in function.request.fields if field.patient}
    for node in root.walk():
        if node.value and kinds.get(node.name) == "id-number":
            assert node.value == "000000199001010018"
        if node.value and kinds.get(node.name) == "phone":
            assert node.value == "10000000000"


def test_a_value_is_the_first_code_today_or_what_the_sample_says():
    order = values("2007")
    assert order["REG_ROLE"] == "1"  # no sample: the first code
    assert order["REG_DATE"] == "2026-11-23"
    assert order["DOCTOR_ID"] == "222"  # the sample's
    assert order["HOSP_LOCK_ID"] == ""  # optional, and not in the sample
    assert (order["BEGIN_TIME"], order["END_TIME"]) == ("09:30", "23:59")


def test_a_sample_that_explains_its_fields_gives_no_values():
    assert values("2036")["HOSPITAL_ID"] == "1"


def test_a_function_without_a_request_has_none(catalog):
    silent = replace(catalog.function("2005"), request=catalog.function("2009").response)
    assert compose_request(catalog, silent, NOW) == ""


def test_the_hospital_that_is_asked_may_be_given(catalog):
    xml = compose_request(catalog, catalog.function("2001"), NOW, "H7")
    assert "<HOSPITAL_ID>H7</HOSPITAL_ID>" in xml


def test_a_row_or_a_field_is_made_alone(catalog):
    order = catalog.function("2007")
    row = order.request.tree.by_name["RULE_GROUP"].by_name["RULE_INFO"]
    assert compose_element(catalog, order, row, NOW).splitlines()[0] == "<RULE_INFO>"
    day = order.request.tree.by_name["REG_DATE"]
    assert compose_element(catalog, order, day, NOW) == "<REG_DATE>2026-11-23</REG_DATE>"
    lock_id = order.request.tree.by_name["HOSP_LOCK_ID"]
    assert compose_element(catalog, order, lock_id) == "<HOSP_LOCK_ID></HOSP_LOCK_ID>"


def test_a_number_that_the_platform_makes_up_is_a_new_one(catalog):
    assert f"<LOCK_ID>{NOW:%Y%m%d%H%M%S}000</LOCK_ID>" in compose_request(catalog, catalog.function("2005"), NOW)


def test_a_patient_who_does_not_exist_says_what_a_field_asks(catalog):
    fields = {field.name: field for field in catalog.function("2007").request.fields}
    assert nobody(fields["NAME"]) == "测试患者"
    assert nobody(fields["REG_ID"]) == ""
