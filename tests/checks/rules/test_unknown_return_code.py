import pytest


def test_a_code_of_another_function_is_found(only):
    finding = only("1001", "response", "", RETURN_CODE="200505", RETURN_MSG="满")
    assert (finding.code, finding.name, finding.path) == ("RET001", "unknown-return-code", "ROOT/RETURN_CODE")


@pytest.mark.parametrize(("function", "code"), [("2005", "0"), ("2005", "99"), ("2005", "200505"), ("1010", "-2")])
def test_success_common_codes_and_own_codes_pass(findings, good_payload, function, code):
    payload = good_payload(function, "response") if code == "0" else ""
    found = findings(function, "response", payload, RETURN_CODE=code, RETURN_MSG="x")
    assert {one.name for one in found} <= {"business-failure"}


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("0000", "Success is a single 0."),
        ("-1", "-1 often means any failure"),
        ("9999", "9999 often means any failure"),
        ("200505", "200505 is a code of 2005 LockReg."),
        ("77", "Use a code of section 4.1"),
    ],
)
def test_the_hint_says_what_was_probably_meant(only, code, hint):
    assert only("1001", "response", "", RETURN_CODE=code, RETURN_MSG="x").hint.en.startswith(hint)


def test_without_the_function_nothing_is_claimed(findings):
    assert findings("no function", "response", "", RETURN_CODE="-1", RETURN_MSG="x") == []
