from hisight.checks import Severity

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP>{}</REQ>"


def test_an_unknown_field_is_found_once_with_all_that_stands_in_it(findings, only):
    assert findings("1001", "request", REQUEST.format("")) == []
    finding = only("1001", "request", REQUEST.format("<WECHAT><ID>1</ID><ID>2</ID></WECHAT>"))
    assert (finding.code, finding.name, finding.path) == ("FLD004", "unknown-field", "REQ/WECHAT")


def test_two_unknown_fields_beside_each_other_are_two(findings):
    found = findings("1001", "request", REQUEST.format("<WECHAT/><WECHAT_ID/>"))
    assert [one.path for one in found] == ["REQ/WECHAT", "REQ/WECHAT_ID"]


def test_a_field_that_only_the_sample_knows_is_a_note(findings, good_payload):
    payload = good_payload("1002", "response").replace("</RES>", "<EXPENSE_TYPE>1</EXPENSE_TYPE></RES>")
    (finding,) = findings("1002", "response", payload)
    assert (finding.path, finding.severity) == ("RES/EXPENSE_TYPE", Severity.NOTE)


def test_without_a_known_function_nothing_is_unknown(findings):
    assert findings("no function", "request", "<REQ><A/></REQ>") == []


def test_where_the_text_leaves_the_names_to_the_hospital_none_is_unknown(findings):
    assert findings("4004", "response", "<RES><DAY><ITEM>1</ITEM></DAY></RES>") == []


def test_what_only_follows_a_tag_that_was_never_closed_is_no_unknown_field(findings):
    many = "&" * 30  # more faults than are mended
    payload = f"<REQ><HOSPITAL_ID>{many}</HOSPITAL_ID><IP>1<IP><X/></REQ>"
    assert "unknown-field" not in {one.name for one in findings("1001", "request", payload)}
