from tests.checks.rules.conftest import ANSWER

from hisight.checks import Severity


def test_a_refusal_with_a_payload_is_a_note(findings):
    (finding,) = findings("1001", "response", ANSWER, RETURN_CODE="99", RETURN_MSG="x")
    assert (finding.code, finding.name, finding.path) == ("RET003", "payload-on-failure", "ROOT/RES_ENCRYPTED")
    assert finding.severity is Severity.NOTE


def test_success_and_an_empty_refusal_pass(findings):
    assert findings("1001", "response", ANSWER, RETURN_CODE="0", RETURN_MSG="x") == []
    assert findings("1001", "response", "<RES><SYSDATE/></RES>", RETURN_CODE="99", RETURN_MSG="x") == []
