from dataclasses import replace

from hisight.protocol import Key, Scheme, compose_root

AGREED = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ENVELOPE = {"FUN_CODE": "1001", "USER_ID": "u"}


def test_another_rule_than_agreed_is_found(findings, only):
    assert findings("1001", "request", compose_root("request", ENVELOPE, REQUEST, AGREED), AGREED) == []
    body = compose_root("request", ENVELOPE, REQUEST, replace(AGREED, rule="elements-keyless"))
    finding = only("1001", "request", body, AGREED)
    assert (finding.code, finding.name, finding.path) == ("SIG002", "signature-deviation", "ROOT/SIGN")


def test_where_nothing_was_agreed_nothing_deviates(findings):
    body = compose_root("request", ENVELOPE, REQUEST, replace(AGREED, rule="elements-keyless"))
    assert findings("1001", "request", body, replace(AGREED, rule="auto")) == []
