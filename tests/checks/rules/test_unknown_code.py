def test_a_value_that_its_table_does_not_have_is_found(findings, only, good_payload):
    payload = good_payload("2002", "response")
    assert findings("2002", "response", payload) == []
    finding = only("2002", "response", payload.replace("<SEX>1</SEX>", "<SEX>9</SEX>"))
    assert (finding.code, finding.name, finding.path) == ("FLD013", "unknown-code", "RES/DOCTOR_LIST[1]/SEX")
    assert "1-男" in finding.message.en


def test_a_long_table_is_cut_in_the_message(only, good_payload):
    payload = good_payload("1002", "request").replace("<CARD_TYPE>1</CARD_TYPE>", "<CARD_TYPE>77</CARD_TYPE>")
    assert "…" in only("1002", "request", payload).message.en


def test_a_text_in_a_number_is_said_once(only, good_payload):
    payload = good_payload("2002", "response").replace("<SEX>1</SEX>", "<SEX>男</SEX>")
    assert only("2002", "response", payload).name == "not-a-number"
