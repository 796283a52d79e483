import re

from tests.checks.rules.conftest import REQUEST

from hisight.protocol import Key, Scheme, compose_root

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
GOOD = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, SCHEME)


def test_a_ciphertext_that_was_cut_is_found(findings, only):
    assert findings("1001", "request", GOOD, SCHEME) == []
    bad = re.sub(r"[^<]{4}(?=</REQ_ENCRYPTED>)", "", GOOD)
    finding = only("1001", "request", bad, SCHEME)
    assert (finding.code, finding.name, finding.path) == ("PAY004", "cut-ciphertext", "ROOT/REQ_ENCRYPTED")
    assert finding.message.en.startswith("Key and cipher are right; the ciphertext ends after 63 bytes")
    strange = Scheme("aes-128-ecb", keys=(Key.from_text("FEDCBA9876543210"),))
    named = {one.name: one.message.en for one in findings("1001", "request", bad, strange)}
    assert "no multiple of 16" in named["cut-ciphertext"]


def test_a_bare_ciphertext_has_no_place_in_a_root(only):
    ciphertext = re.search(r"(?<=<REQ_ENCRYPTED>)[^<]+", GOOD)[0]
    assert only("1001", "request", ciphertext[:-4], SCHEME).path == ""
