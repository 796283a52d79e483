import pytest
from tests.checks.rules.conftest import answer, root

from hisight.protocol import Key, Scheme

KEY = Key.from_text("2098D32C4D1399EC")  # published with the vectors of wire.md
NOTHING_ENCRYPTED = "kjPZRMs96t6gBs1xfBKrlg=="


def test_an_empty_request_is_found(only):
    finding = only("1001", "request", root(REQ_ENCRYPTED=""))
    assert (finding.code, finding.name, finding.path) == ("PAY001", "missing-payload", "ROOT/REQ_ENCRYPTED")
    assert "HOSPITAL_ID" in finding.message.en


@pytest.mark.parametrize("payload", ["", None])
def test_success_without_the_answer_is_found(only, payload):
    finding = only("2001", "response", answer(RES_ENCRYPTED=payload))
    assert (finding.name, finding.path) == ("missing-payload", "ROOT/RES_ENCRYPTED")
    assert "answer 12" in finding.hint.en


def test_the_encryption_of_nothing_is_nothing(findings):
    found = findings("2001", "response", answer(RES_ENCRYPTED=NOTHING_ENCRYPTED, SIGN=""), Scheme(keys=(KEY,)))
    assert {one.name for one in found} == {"missing-payload", "unsigned"}


@pytest.mark.parametrize(
    ("code", "values"),
    [("2006", {}), ("2005", {}), ("4004", {}), ("2001", {"RETURN_CODE": "99"}), ("no function", {})],
)
def test_where_nothing_is_asked_for_nothing_is_missing(findings, code, values):
    assert findings(code, "response", answer(RES_ENCRYPTED="", **values)) == []


def test_a_misnamed_or_absent_element_is_another_rule(only):
    for values in ({"RES_ENCRYPTED": None, "Res_Encrypted": ""},):
        assert only("1001", "response", answer(**values)).name == "missing-envelope-field"
    assert only("1001", "request", root(REQ_ENCRYPTED=None)).name == "missing-envelope-field"
