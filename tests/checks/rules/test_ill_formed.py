REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_a_payload_that_is_broken_is_found_once_with_line_and_column(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only("1001", "request", REQUEST.replace("</IP>", "<IP>"))
    assert (finding.code, finding.name, finding.path) == ("XML001", "ill-formed", "REQ")
    assert "line 1, column" in finding.message.en


def test_a_broken_envelope_is_found_beside_a_whole_payload(only):
    body = f"<ROOT><FUN_CODE>1001</FUN_CODE><OPEN><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>"
    assert only("1001", "request", body).path == ""


def test_what_stands_before_the_break_is_still_checked(findings):
    found = findings("1001", "request", f"<REQ><HOSPITAL_ID>{'1' * 40}</HOSPITAL_ID><IP></REQ>")
    assert {"ill-formed", "too-long"} <= {one.name for one in found}
