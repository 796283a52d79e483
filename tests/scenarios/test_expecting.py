from dataclasses import replace

import pytest

from hisight.mock import FAULTS

SHIFTS = """
[[steps]]
name = "departments"
function = "GetDeptInfo"
values = {{ DEPT_ID = "{dept}", PAGE_CURRENT = "1", PAGE_SIZE = "50" }}
expect = {{ {expect} }}
"""


@pytest.mark.parametrize(
    ("dept", "expect", "failures"),
    [
        ("100", 'present = ["DEPT_ID"], equal = { COUNT = "3", DEPT_NAME = "内科" }', []),
        ("100", 'matches = { DEPT_NAME = "呼.内科" }, no_findings = "note"', []),
        ("999", 'return_code = "200101"', []),
        ("999", 'return_code = "*"', []),
        ("999", "", [("RETURN_CODE", "0", "200101 科室不存在，未查询到科室记录", "his")]),
        ("100", 'present = ["RULE"]', [("RULE", "*", "", "his")]),
        ("100", 'equal = { COUNT = "4" }', [("COUNT", "4", "3", "his")]),
        ("100", 'matches = { COUNT = "[0-2]" }', [("COUNT", "/[0-2]/", "3", "his")]),
    ],
)
def test_an_answer_is_held_against_what_is_expected(play, written, dept, expect, failures):
    (step,) = play(written(SHIFTS.format(dept=dept, expect=expect)))
    assert [(one.what, one.expected, one.found, one.side) for one in step.failures] == failures


def test_a_request_of_ours_that_is_wrong_is_our_side(play, written):
    text = SHIFTS.format(dept="100", expect="") + 'fault = { edits = [["<PAGE_SIZE>50</PAGE_SIZE>", ""]] }\n'
    (step,) = play(written(text))
    assert [(one.what, one.side) for one in step.failures] == [("RETURN_CODE", "platform")]


def test_a_finding_in_the_answer_is_a_failure_of_the_his(play, written, his):
    his.his.befall(FAULTS["misnamed-field"])
    (step,) = play(written(SHIFTS.format(dept="100", expect="")))
    assert {(one.what, one.side) for one in step.failures} == {("FLD003 misnamed-field", "his")}
    his.his.befall(FAULTS["misnamed-field"])
    (step,) = play(written(SHIFTS.format(dept="100", expect='no_findings = ""')))
    assert step.passed


def test_an_answer_that_is_too_slow_is_a_failure(play, written):
    (step,) = play(written(SHIFTS.format(dept="100", expect="at_most_ms = 0.000001")))
    assert [(one.what, one.expected) for one in step.failures] == [("duration", "<= 0 ms")]


def test_an_answer_that_is_no_message_tells_its_status(play, written, target):
    (step,) = play(written(SHIFTS.format(dept="100", expect="")), replace(target, url=f"{target.url}/nowhere"))
    assert [(one.what, one.found) for one in step.failures] == [("RETURN_CODE", "HTTP 404")]
