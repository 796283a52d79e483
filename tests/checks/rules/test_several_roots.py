REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_a_second_document_is_one_finding_and_the_first_is_read(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only(
        "1001",
        "request",
        f"<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>u</USER_ID><SIGN_TYPE>MD5</SIGN_TYPE><SIGN>0</SIGN><REQ_ENCRYPTED><![CDATA[{REQUEST}{REQUEST}]]></REQ_ENCRYPTED></ROOT>",
    )
    assert (finding.code, finding.name, finding.path) == ("XML002", "several-roots", "REQ")
