from hisight.checks import Severity


def test_a_misnamed_field_is_one_finding_not_two(only, good_payload):
    payload = good_payload("2001", "response").replace("DEPT_NAME>", "DEPARTNAME>")
    finding = only("2001", "response", payload)
    assert (finding.code, finding.name, finding.path) == ("FLD003", "misnamed-field", "RES/DEPT_LIST[1]/DEPARTNAME")
    assert "should be DEPT_NAME" in finding.message.en


def test_the_spelling_of_the_sample_is_a_note_that_names_the_doubt(findings, good_payload):
    payload = good_payload("2001", "response").replace("DEPART_TYPE>", "DEPARTTYPE>")
    (finding,) = findings("2001", "response", payload)
    assert (finding.name, finding.path, finding.severity) == (
        "misnamed-field",
        "RES/DEPT_LIST[1]/DEPARTTYPE",
        Severity.NOTE,
    )


def test_the_value_under_the_wrong_name_is_checked_all_the_same(findings):
    request = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><DEPT_ID>1</DEPT_ID><PAGE_CURRENT>1</PAGE_CURRENT><PAGESIZE>x</PAGESIZE></REQ>"
    found = findings("2001", "request", request)
    assert {one.name for one in found} == {"misnamed-field", "not-a-number"}
