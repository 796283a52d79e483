from dataclasses import replace

from hisight.catalog import Field, Part


def field(name: str, parent: str, **values) -> Field:
    return Field(name, parent, "String", 32, required=True, description="", place=values.pop("place", parent), **values)


def test_fields_nest_where_they_really_stand():
    part = Part("RES", (field("LIST", "RES"), field("A", "LIST"), field("B", "NOWHERE", place="RES")))
    assert [node.name for node in part.tree.children] == ["LIST", "B"]
    assert [node.name for node in part.tree.children[0].children] == ["A"]


def test_a_row_printed_twice_counts_once_and_keeps_its_first_place():
    part = Part("REQ", (field("A", "REQ"), field("B", "REQ"), field("A", "REQ")))
    assert [node.name for node in part.tree.children] == ["A", "B"]


def test_a_group_inside_itself_ends():
    part = Part("REQ", (field("A", "REQ"), field("A", "A")))
    assert part.tree.children[0].children[0].children == ()


def test_a_function_is_found_by_code_name_and_operation(catalog):
    lock = catalog.function("2005")
    assert lock.label == "2005 LockReg"
    assert catalog.function("lockreg") is lock
    assert catalog.function("", "LockReg") is lock
    assert catalog.function("9999", "HisService") is None


def test_codes_come_from_the_table_or_from_the_row(catalog):
    fields = {one.name: one for one in catalog.function("2002").response.fields}
    assert catalog.codes_of(fields["SEX"])["1"] == "男"
    assert catalog.codes_of(fields["IS_EXPERT"]) == {"0": "否", "1": "是"}
    assert catalog.codes_of(fields["NAME"]) is None


def test_a_return_code_means_what_the_function_says_then_what_all_say(catalog):
    lock = catalog.function("2005")
    assert catalog.meaning_of_return_code("200505", lock) == "该排班挂号已满（无剩余号源）"
    assert catalog.meaning_of_return_code("7", lock) == "签名不正确"
    assert catalog.meaning_of_return_code("200505", None) == ""


def test_doubts_are_found_by_kind_and_value(catalog):
    fields = {one.name: one for one in catalog.function("2001").response.fields}
    assert fields["DEPART_TYPE"].doubted("sample-spelling") == ("DEPARTTYPE",)
    assert fields["DEPART_SEX"].doubt("optional", "empty") is not None
    assert fields["DEPART_SEX"].doubt("unit", "yuan") is None


def test_a_function_stands_below_the_heading_of_its_section(catalog):
    assert catalog.heading_of(catalog.function("1001")) == "3.1.1 公共接口"
    assert catalog.heading_of(catalog.function("funmain")) == "3.1.11 就诊人历史处方"
    assert all(catalog.heading_of(function) for function in catalog.functions)
    assert catalog.heading_of(replace(catalog.function("1001"), section="附录")) == ""


def test_a_part_may_leave_names_and_format_to_the_hospital(catalog):
    assert catalog.function("4004").response.is_free
    assert not catalog.function("4004").request.is_free


def test_a_catalog_tells_its_name_and_not_all_that_is_in_it(catalog):
    assert repr(catalog) == "Catalog(changshu v1, 47 functions)"
