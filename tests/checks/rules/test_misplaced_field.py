from hisight.checks import Severity


def test_a_field_in_the_wrong_group_is_one_finding_not_two(findings, only, good_payload):
    payload = good_payload("2001", "response")
    assert findings("2001", "response", payload) == []
    moved = payload.replace("<DEPT_NAME>1</DEPT_NAME>", "").replace("</RES>", "<DEPT_NAME>1</DEPT_NAME></RES>")
    finding = only("2001", "response", moved)
    assert (finding.code, finding.name, finding.path) == ("FLD006", "misplaced-field", "RES/DEPT_NAME")
    assert "belongs below DEPT_LIST" in finding.message.en


def test_what_else_is_missing_is_still_found(findings, good_payload):
    twice = good_payload("2001", "response").replace(
        "</RES>", "<DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST><PHONE>1</PHONE></RES>"
    )
    found = [one.path for one in findings("2001", "response", twice) if one.name == "missing-required"]
    assert "RES/DEPT_LIST[2]/DEPT_NAME" in found
    assert "RES/DEPT_LIST[2]/PHONE" not in found


def test_the_parent_that_only_the_table_prints_is_a_note(findings, good_payload):
    payload = good_payload("2003", "response")
    moved = payload.replace("<REG_ROLE>1</REG_ROLE>", "").replace("</REG_DOCTOR_LIST>", "</REG_DOCTOR_LIST>")
    assert any(one.path.endswith("REG_ROLE") for one in findings("2003", "response", moved))


def test_a_group_in_which_the_sample_puts_the_field_is_a_note(findings, good_payload):
    payload = good_payload("3001", "response").replace("<Medical_Insurance>1</Medical_Insurance>", "")
    nested = payload.replace("<Response>", "<Response><Result_Data><Medical_Insurance>1</Medical_Insurance>").replace(
        "</Response>", "</Result_Data></Response>"
    )
    found = [one for one in findings("3001", "response", nested) if one.path.endswith("Medical_Insurance")]
    assert [(one.name, one.severity) for one in found] in ([], [("misplaced-field", Severity.NOTE)])


def test_behind_a_missing_tag_nothing_is_called_misplaced(findings):
    broken = "<RES><COUNT>1</COUNT><DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST><DEPT_NAME>x</DEPT_NAME><DEPT_ID></RES>"
    names = [one.name for one in findings("2001", "response", broken)]
    assert "ill-formed" in names
    assert "misplaced-field" not in names
