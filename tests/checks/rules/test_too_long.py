REQUEST = "<REQ><HOSPITAL_ID>{}</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_characters_are_counted_not_bytes(findings, only):
    assert findings("1001", "request", REQUEST.format("医" * 32)) == []
    finding = only("1001", "request", REQUEST.format("医" * 33))
    assert (finding.code, finding.name, finding.path) == ("FLD010", "too-long", "REQ/HOSPITAL_ID")
    assert "33 characters, at most 32" in finding.message.en


def test_a_length_that_cannot_hold_its_own_format_is_not_held_against_the_value(findings):
    assert findings("1001", "response", "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>") == []
