import re

from tests.checks.rules.conftest import REQUEST

from hisight.protocol import Key, Scheme, compose_root

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
GOOD = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, SCHEME)


def test_a_payload_that_is_no_base64_is_found_with_its_place(findings, only):
    assert findings("1001", "request", GOOD, SCHEME) == []
    bad = re.sub(r"(?<=<REQ_ENCRYPTED>)", "%2B", GOOD)
    finding = only("1001", "request", bad, SCHEME)
    assert (finding.code, finding.name, finding.path) == ("PAY003", "bad-base64", "ROOT/REQ_ENCRYPTED")
    assert "character 1, '%', is not base64" in finding.message.en
