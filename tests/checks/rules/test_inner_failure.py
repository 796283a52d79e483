import pytest


def test_success_outside_and_failure_inside_is_found(findings, only):
    payload = "<RES><RESULTCODE>{}</RESULTCODE><RESULTMSG>x</RESULTMSG></RES>"
    assert findings("2037", "response", payload.format("0000"), RETURN_CODE="0", RETURN_MSG="x") == []
    finding = only("2037", "response", payload.format("0001"), RETURN_CODE="0", RETURN_MSG="x")
    assert (finding.code, finding.name, finding.path) == ("RET002", "inner-failure", "RES/RESULTCODE")
    assert finding.message.en == "RESULTCODE is 0001 (挂号记录不存在), a failure; success is 0000."


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        ("2036", "RESULTCODE", "1001"),
        ("3001", "Result_Code", "0001"),
        ("3002", "Result_Code", "0001"),
        ("100405", "STATE", "-1"),
        ("2035", "RESULTCODE", "9"),
    ],
)
def test_a_failed_answer_need_not_be_complete(only, catalog, code, name, value):
    root = catalog.function(code).response.root
    finding = only(code, "response", f"<{root}><{name}>{value}</{name}></{root}>")
    assert (finding.name, finding.path) == ("inner-failure", f"{root}/{name}")


def test_what_no_code_table_knows_is_said_once(findings):
    payload = "<RES><RESULTCODE>77</RESULTCODE><RESULTMSG>x</RESULTMSG></RES>"
    assert [one.name for one in findings("2037", "response", payload)] == ["unknown-code"]


def test_a_refusal_outside_says_it_already(findings):
    payload = "<RES><RESULTCODE>0001</RESULTCODE><RESULTMSG>x</RESULTMSG></RES>"
    found = findings("2037", "response", payload, RETURN_CODE="99", RETURN_MSG="x")
    assert [one.name for one in found] == ["payload-on-failure"]


def test_a_status_that_is_no_answer_to_the_call_is_none(findings, good_payload):
    payload = good_payload("4003", "response")
    assert findings("4003", "response", payload.replace("<STATUS>1", "<STATUS>0")) == []
