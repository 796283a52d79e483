import pytest
from tests.checks.rules.conftest import ANSWER, answer, root

from hisight.checks import Severity


def test_good_envelopes_have_no_finding(findings):
    assert findings("1001", "request", root()) == findings("1001", "response", answer()) == []


@pytest.mark.parametrize("name", ["FUN_CODE", "USER_ID", "SIGN_TYPE", "REQ_ENCRYPTED"])
def test_an_absent_value_is_found(only, name):
    finding = only("1001", "request", root(**{name: None}))
    assert (finding.code, finding.name, finding.path) == ("ENV001", "missing-envelope-field", f"ROOT/{name}")
    assert finding.message.en == f"{name} is missing in ROOT."


@pytest.mark.parametrize("name", ["FUN_CODE", "USER_ID", "SIGN_TYPE"])
def test_an_empty_value_is_found(only, name):
    assert only("1001", "request", root(**{name: " "})).message.en == f"{name} in ROOT is empty."


def test_an_answer_needs_its_code_and_may_lack_its_words(only):
    assert only("1001", "response", answer(RETURN_CODE="")).severity is Severity.ERROR
    assert only("1001", "response", answer(RETURN_MSG="")).severity is Severity.WARNING
    assert only("1001", "response", answer(RETURN_MSG=None)).severity is Severity.ERROR


def test_a_refusal_may_leave_its_payload_out(findings):
    assert findings("1001", "response", answer(RETURN_CODE="99", RES_ENCRYPTED=None)) == []


@pytest.mark.parametrize(("tag", "name"), [("Fun_Code", "FUN_CODE"), ("USERID", "USER_ID"), ("Sign", "SIGN")])
def test_a_misnamed_value_is_named_once(only, tag, name):
    finding = only("1001", "request", root(**{name: None, tag: "1001"}))
    assert (finding.code, finding.path) == ("ENV001", f"ROOT/{tag}")
    assert finding.message.en == f"{tag} in ROOT should be {name}."


def test_a_payload_under_the_name_of_the_other_side_is_named(only):
    finding = only("1001", "response", answer(RES_ENCRYPTED=None, REQ_ENCRYPTED=ANSWER))
    assert finding.message.en == "REQ_ENCRYPTED in ROOT should be RES_ENCRYPTED."


@pytest.mark.parametrize("escaped", [False, True])
def test_in_a_broken_root_nothing_is_called_missing(findings, escaped):
    broken = root(USER_ID=None).replace("</FUN_CODE>", "")
    body = f"<string>{broken.replace('<', '&lt;').replace('>', '&gt;')}</string>" if escaped else broken
    assert "missing-envelope-field" not in {one.name for one in findings("1001", "request", body)}


def test_a_payload_alone_has_no_envelope_to_miss(findings):
    assert findings("1001", "response", ANSWER) == []
