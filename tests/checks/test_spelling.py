from hisight.catalog import FieldNode
from hisight.checks.spelling import meant_fields


def fields(*names: str) -> dict[str, FieldNode]:
    return {name: FieldNode(name, None, ()) for name in names}


def test_an_exact_name_is_never_given_to_a_misspelling():
    meant = meant_fields(["DEPT_ID", "DEPTID"], fields("DEPT_ID"))
    assert list(meant) == ["DEPT_ID"]


def test_two_misspellings_get_two_fields():
    meant = meant_fields(["DEPTNAME", "DEPTID"], fields("DEPT_ID", "DEPT_NAME"))
    assert {tag: node.name for tag, node in meant.items()} == {"DEPTNAME": "DEPT_NAME", "DEPTID": "DEPT_ID"}


def test_swapped_letters_are_one_mistake():
    assert meant_fields(["HOSPITLA_ID"], fields("HOSPITAL_ID"))["HOSPITLA_ID"].name == "HOSPITAL_ID"


def test_a_name_that_is_three_letters_off_is_another_name():
    assert meant_fields(["HOSPXYZL_ID", "X" * 40], fields("HOSPITAL_ID")) == {}


def test_among_a_crowd_of_unknown_tags_nobody_looks_for_misspellings_for_ever():
    crowd = [f"SOMETHING{number}" for number in range(1000)]
    assert list(meant_fields(["DEPTID", *crowd], fields("DEPT_ID"))) == ["DEPTID"]
    assert list(meant_fields([*crowd, "DEPT_ID", "DEPTNAME"], fields("DEPT_ID", "DEPT_NAME"))) == ["DEPT_ID"]
