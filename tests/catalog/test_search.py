import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.catalog import Catalog, Doubt, Extra, Field, Function, Part, published
from hisight.catalog.search import Hit, search
from hisight.wording import Words


def found(text: str, catalog: Catalog | None = None) -> list[tuple[str, str, str]]:
    return [
        (hit.function.label if hit.function else "", hit.kind, hit.name) for hit in search(catalog or published(), text)
    ]


def test_a_function_is_found_by_number_name_and_heading():
    for text in ("2005", "LockReg", "lockreg", "号源锁定接口", "2005 LockReg"):
        assert found(text)[0] == ("2005 LockReg", "function", "2005 LockReg")


def test_what_is_called_exactly_so_comes_first():
    names = [name for _, _, name in found("LOCK_ID")]
    assert names[:2] == ["LOCK_ID", "LOCK_ID"]
    assert "HOSP_LOCK_ID" in names[2:]


def test_the_rest_stands_in_published_order():
    order = [function.label for function in published().functions]
    places = [order.index(label) for label, _, _ in found("就诊日期") if label]
    assert places == sorted(places)


def test_words_stand_in_any_order_in_any_case_and_width():
    assert found("id lock 2005") == found("2005 ＬＯＣＫ　ｉｄ") != []


def test_the_function_narrows_but_does_not_find():
    assert found("2005 LOCK_ID") == [
        ("2005 LockReg", "field", "LOCK_ID"),
        ("2005 LockReg", "field", "HOSP_LOCK_ID"),
    ]


def test_fields_are_found_by_tag_and_description():
    hit = next(hit for hit in search(published(), "用于解锁接口") if hit.kind == "field")
    assert (hit.part, hit.field and hit.field.name) == ("request", "LOCK_ID")
    assert str(hit.text) == "号源锁定 ID，用于解锁接口及挂号接口"


def test_code_tables_return_codes_envelopes_and_rules_are_found():
    assert ("", "code", "证件类型") in found("港澳 通行证")
    assert ("", "return-code", "7") in found("签名不正确")
    assert ("2005 LockReg", "return-code", "200505") in found("挂号 已满")
    assert ("", "field", "RETURN_MSG") in found("返回结果描述")
    assert ("", "rule", "1") in found("UTF-8 编码")


def test_a_function_is_found_by_what_it_is_for():
    function = published().functions[0]
    assert (function.label, "function", function.label) in found(function.description)


def test_of_a_long_description_only_the_line_is_given_where_the_words_stand():
    (one,) = [hit for hit in search(published(), "监护人有效证件取号") if hit.kind == "function"]
    assert one.text.zh.startswith("2、对于给子女挂号的")
    assert "\n" not in one.text.zh
    (spread,) = [hit for hit in search(published(), "监护人有效证件取号 锁定号源类型") if hit.kind == "function"]
    assert spread.text.zh == spread.function.description


def test_a_doubt_is_found_in_both_languages_and_given_in_the_one_that_was_searched():
    assert ("2001 GetDeptInfo", "doubt", "DEPART_TYPE") in found("DEPARTTYPE")
    hits = [hit for hit in search(published(), "spells it DEPARTTYPE") if hit.kind == "doubt"]
    assert [hit.text.zh == hit.text.en for hit in hits] == [True]
    both = next(hit for hit in search(published(), "DEPARTTYPE") if hit.kind == "doubt")
    assert both.text.zh != both.text.en


def test_a_blank_text_finds_nothing():
    assert found("") == found(" \u3000") == []


def test_a_text_that_stands_nowhere_finds_nothing():
    assert found("没有这样的字段") == []


def test_codes_of_a_row_are_found_where_the_description_does_not_say_them():
    row = Field("KIND", "REQ", "Int", None, required=True, description="类别", place="REQ", codes={"7": "特需"})
    assert found("特需", _catalog(row)) == [("1 F", "code", "KIND")]


def test_what_only_the_sample_knows_and_what_a_whole_part_leaves_open_are_found():
    part = Part(
        "REQ",
        (),
        doubts=(Doubt("root", "Request", Words("根节点不同。", "Another root."), "1 sample"),),
        extra=(Extra("MORE", "REQ", Words("表中没有。", "Not in the table."), "1"),),
    )
    catalog = _with(part)
    assert found("another root", catalog) == [("1 F", "doubt", "")]
    assert found("表中没有", catalog) == found("more", catalog) == [("1 F", "extra", "MORE")]


@pytest.mark.parametrize("function", published().functions, ids=lambda function: function.label)
def test_every_row_is_found_by_its_function_and_tag(function: Function):
    alone = dataclasses.replace(published(), functions=(function,))
    for part in (function.request, function.response):
        for field in part.fields:
            hits = search(alone, f"{function.name} {field.name}")
            assert any(hit.field is field and hit.function is function for hit in hits)


@given(st.text(max_size=20))
def test_any_text_can_be_searched(text: str):
    assert all(isinstance(hit, Hit) for hit in search(published(), text))


def _catalog(*fields: Field) -> Catalog:
    return _with(Part("REQ", fields))


def _with(request: Part) -> Catalog:
    function = Function("1", "F", "功能", "1", "read", "", request, Part("", ()), {})
    empty = Part("ROOT", ())
    return dataclasses.replace(
        published(),
        functions=(function,),
        return_codes={},
        code_tables={},
        envelope_request=empty,
        envelope_response=empty,
        rules=(),
    )
