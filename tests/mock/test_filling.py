from datetime import datetime

import pytest

from hisight import catalog
from hisight.mock.content import write
from hisight.mock.filling import ROWS, filled, invented

CATALOG = catalog.published()
NOW = datetime(2026, 11, 23, 9, 30)


def answer(fun_code, known):
    return write("R", filled(CATALOG.function(fun_code).response, known, invented(CATALOG, NOW)))


def test_what_is_known_stands_in_published_order_and_what_is_required_is_invented():
    assert answer("1002", {"NAME": "赵小满", "HOSP_PATIENT_ID": "P1", "CARD_NO": "1"}) == (
        "<R><HOSP_PATIENT_ID>P1</HOSP_PATIENT_ID><CARD_NO>1</CARD_NO><ID_NO>无</ID_NO><NAME>赵小满</NAME>"
        "<CARD_TYPE>1</CARD_TYPE></R>"
    )


def test_an_empty_value_leaves_its_field_out():
    assert "NAME" not in answer("1002", {"NAME": ""})


def test_a_list_has_each_of_its_elements_and_a_group_what_is_inside():
    text = answer("2007", {"IS_CONCESSIONS": "1", "CONCESSIONS": {"CONCESSIONS_FEE": "5"}})
    assert "<CONCESSIONS><CONCESSIONS_FEE>5</CONCESSIONS_FEE><REAL_REG_FEE>0</REAL_REG_FEE>" in text
    assert answer("2014", {"STOP_INFO": [{}, {}]}).count("<STOP_INFO>") == 2
    assert answer("2014", {"STOP_INFO": []}).count("<STOP_INFO>") == 0


def test_a_required_group_of_which_nothing_is_known_is_filled_from_beside_it():
    request = CATALOG.function("2007").request
    text = write("R", filled(request, {"RULE_VALUE": "7"}, invented(CATALOG, NOW)))
    assert (
        "<RULE_GROUP><GROUP_TYPE>0</GROUP_TYPE><RULE_INFO><RULE_TYPE>card</RULE_TYPE><RULE_VALUE>7</RULE_VALUE>" in text
    )


def test_rows_stand_in_the_wrappers_that_only_the_sample_has():
    text = answer("3001", {"Result_Code": "0000", "Error_Msg": "好", ROWS: [{"ITEM_NO": "1"}, {"ITEM_NO": "2"}]})
    assert text.startswith(
        "<R><Result_Code>0000</Result_Code><Error_Msg>好</Error_Msg><Result_Data><Record_List><Record_Info><ITEM_NO>1<"
    )
    assert text.count("<Record_Info>") == 2
    assert answer("3006", {}).count("PATIENT_ID") == 2
    assert answer("5002", {ROWS: {"PATIENT_ID": "1"}}).startswith("<R><TIME_REG_LIST><PATIENT_ID>1</PATIENT_ID>")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CARD_TYPE", "1"),
        ("REGISTER_TIME", "2026/11/23 09:30"),
        ("TOTAL", "0"),
        ("PAY_COSTS", "0"),
        ("MARK_DESC", "普通号"),
    ],
)
def test_an_invented_value_conforms(name, value):
    field = next(field for function in CATALOG.functions for field in function.response.fields if field.name == name)
    assert invented(CATALOG, NOW)(field) == value
