import pytest


def test_a_code_of_another_function_is_found(only):
    finding = only("1001", "response", "", RETURN_CODE="200505", RETURN_MSG="满")
    assert (finding.code, finding.name, finding.path) == ("RET001", "unknown-return-code", "ROOT/RETURN_CODE")


@pytest.mark.parametrize("code", ["0", "99", "200505"])
def test_success_common_codes_and_own_codes_pass(findings, code):
    assert [one.name for one in findings("2005", "response", "", RETURN_CODE=code, RETURN_MSG="x")] == []


def test_without_the_function_nothing_is_claimed(findings):
    assert findings("no function", "response", "", RETURN_CODE="-1", RETURN_MSG="x") == []
