import pytest
from tests.checks.rules.conftest import root

from hisight.checks import Severity


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("20001", "Did you mean 2001 GetDeptInfo, "),
        ("NetTest", "Did you mean 1001 NetTest?"),
        ("wx-17", "Check FUN_CODE; if both sides agreed"),
    ],
)
def test_a_code_that_the_interface_does_not_have_is_found(only, code, hint):
    finding = only(code, "request", root(FUN_CODE=code))
    assert (finding.code, finding.name, finding.path) == ("ENV002", "unknown-function", "ROOT/FUN_CODE")
    assert finding.hint.en.startswith(hint)


@pytest.mark.parametrize("code", ["1001", " 1001 ", "QueryPhysicalExamItem"])
def test_known_codes_and_names_without_a_code_pass(findings, code):
    assert "unknown-function" not in {one.name for one in findings("1001", "request", root(FUN_CODE=code))}


def test_a_his_that_answers_with_success_knows_the_function(read):
    found = {one.name: one for one in read(fun_code="7777").findings}
    assert found["unknown-function"].severity is Severity.WARNING
    found = {one.name: one for one in read(fun_code="7777", code="5", answer="").findings}
    assert found["unknown-function"].severity is Severity.ERROR
