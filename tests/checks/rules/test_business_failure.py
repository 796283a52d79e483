import pytest

from hisight.checks import Severity


@pytest.mark.parametrize(("code", "meaning"), [("200505", "该排班挂号已满（无剩余号源）"), ("12", "返回数据为空")])
def test_a_business_code_is_a_note_with_its_meaning(findings, code, meaning):
    (finding,) = findings("2005", "response", "", RETURN_CODE=code, RETURN_MSG="x")
    assert (finding.code, finding.name, finding.path) == ("RET004", "business-failure", "ROOT/RETURN_CODE")
    assert finding.severity is Severity.NOTE
    assert meaning in finding.message.zh


@pytest.mark.parametrize("code", ["7", "99"])
def test_a_code_that_blames_the_call_or_the_system_is_none(findings, code):
    assert findings("2005", "response", "", RETURN_CODE=code, RETURN_MSG="x") == []


def test_success_and_an_unknown_function_pass(findings):
    assert findings("2005", "response", "<RES/>", RETURN_CODE="0", RETURN_MSG="x") == []
    assert findings("no function", "response", "", RETURN_CODE="12", RETURN_MSG="x") == []
