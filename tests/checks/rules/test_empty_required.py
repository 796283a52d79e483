from hisight.checks import Severity

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_an_empty_field_is_found(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only("1001", "request", REQUEST.replace("127.0.0.1", " \n "))
    assert (finding.code, finding.name, finding.path) == ("FLD002", "empty-required", "REQ/IP")


def test_a_group_is_not_meant(findings, good_payload):
    payload = good_payload("2007", "request")
    assert [one.name for one in findings("2007", "request", payload)] == []


def test_a_refused_answer_may_have_empty_fields(findings):
    assert findings("1001", "response", "<RES><SYSDATE/></RES>", RETURN_CODE="99", RETURN_MSG="系统错误") == []


def test_what_the_text_allows_to_be_empty_elsewhere_is_a_note(findings, good_payload):
    payload = good_payload("2001", "response").replace("<DEPART_SEX>0</DEPART_SEX>", "<DEPART_SEX></DEPART_SEX>")
    (finding,) = findings("2001", "response", payload)
    assert (finding.path, finding.severity) == ("RES/DEPT_LIST[1]/DEPART_SEX", Severity.NOTE)


def test_what_is_required_under_a_condition_only_may_be_empty(findings, good_payload):
    payload = good_payload("2036", "request").replace("<OTHERIDNO>1</OTHERIDNO>", "<OTHERIDNO></OTHERIDNO>")
    assert "<OTHERIDNO></OTHERIDNO>" in payload
    assert "empty-required" not in {one.name for one in findings("2036", "request", payload)}
