from hisight.protocol import Key, Scheme

SCHEME = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_a_sign_that_no_rule_gives_is_found(findings, only):
    assert findings("1001", "request", REQUEST, SCHEME, FUN_CODE="1001", USER_ID="u") == []
    body = f"<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>u</USER_ID><SIGN>{'F' * 32}</SIGN><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>"
    finding = only("1001", "request", body, SCHEME)
    assert (finding.code, finding.name, finding.path) == ("SIG001", "bad-signature", "ROOT/SIGN")


def test_without_a_key_nothing_is_claimed(findings):
    body = f"<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>u</USER_ID><SIGN>{'F' * 32}</SIGN><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>"
    assert findings("1001", "request", body) == []
