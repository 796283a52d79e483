import pytest

from hisight.checks import Severity

INSIDE = "<HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP>"


@pytest.mark.parametrize("name", ["Request", "req", "RES", "BODY"])
def test_another_root_is_found(findings, only, name):
    assert findings("1001", "request", f"<REQ>{INSIDE}</REQ>") == []
    payload = f"<{name}>{INSIDE}</{name}>"
    finding = only("1001", "request", payload, FUN_CODE="1001", USER_ID="u")
    assert (finding.code, finding.name, finding.path) == ("XML003", "wrong-root", name)


def test_the_root_that_rule_3_asks_for_is_a_note_where_the_table_prints_another(findings, good_payload):
    payload = good_payload("3001", "request").replace("Request>", "REQ>")
    (finding,) = findings("3001", "request", payload)
    assert (finding.name, finding.severity) == ("wrong-root", Severity.NOTE)
