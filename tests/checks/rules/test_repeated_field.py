REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_a_second_element_is_found(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only("1001", "request", REQUEST.replace("</REQ>", "<IP>127.0.0.2</IP></REQ>"))
    assert (finding.code, finding.name, finding.path) == ("FLD007", "repeated-field", "REQ/IP[2]")


def test_a_list_may_repeat(findings, good_payload):
    payload = good_payload("2007", "request")
    assert (
        findings(
            "2007",
            "request",
            payload.replace(
                "</RULE_GROUP>", payload[payload.index("<RULE_INFO>") :].partition("</RULE_GROUP>")[0] + "</RULE_GROUP>"
            ),
        )
        == []
    )


def test_a_row_that_the_text_prints_twice_may_stand_twice(findings, good_payload):
    payload = good_payload("2009", "request").replace("</REQ>", "<HOSPITAL_ID>1</HOSPITAL_ID></REQ>")
    assert findings("2009", "request", payload) == []
