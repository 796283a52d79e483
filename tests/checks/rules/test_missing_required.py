from hisight.checks import Severity

REQUEST = (
    "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><DEPT_ID>-1</DEPT_ID><PAGE_CURRENT>1</PAGE_CURRENT><PAGE_SIZE>9</PAGE_SIZE></REQ>"
)


def test_a_missing_field_is_found_once_with_its_place(findings, only):
    assert findings("2001", "request", REQUEST) == []
    finding = only("2001", "request", REQUEST.replace("<PAGE_SIZE>9</PAGE_SIZE>", ""))
    assert (finding.code, finding.name, finding.path) == ("FLD001", "missing-required", "REQ/PAGE_SIZE")
    assert finding.catalog == "2001 GetDeptInfo request REQ/PAGE_SIZE"


def test_a_missing_field_of_a_list_element_names_the_element(findings, good_payload):
    payload = good_payload("2001", "response")
    cut = payload.replace("</DEPT_LIST>", "</DEPT_LIST><DEPT_LIST><DEPT_ID>2</DEPT_ID></DEPT_LIST>")
    paths = [finding.path for finding in findings("2001", "response", cut)]
    assert "RES/DEPT_LIST[2]/DEPT_NAME" in paths
    assert not any("DEPT_LIST[1]" in path for path in paths)


def test_a_refused_answer_need_not_be_complete(findings):
    found = findings("2001", "response", "<RES/>", RETURN_CODE="200101", RETURN_MSG="科室不存在")
    assert [one.name for one in found] == ["business-failure"]


def test_what_the_text_itself_leaves_out_is_a_note(findings):
    request = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><LOCK_ID>2</LOCK_ID></REQ>"
    (finding,) = findings("2006", "request", request)
    assert (finding.name, finding.path, finding.severity) == ("missing-required", "REQ/REG_ROLE", Severity.NOTE)
    assert "sample" in finding.hint.en
