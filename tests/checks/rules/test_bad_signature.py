from dataclasses import replace

from tests.checks.rules.conftest import REQUEST, root

from hisight.explain import lattice
from hisight.protocol import Key, Scheme, compose_root

SCHEME = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
OTHER = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("FEDCBA9876543210"),))
ENVELOPE = {"FUN_CODE": "1001", "USER_ID": "u"}


def test_a_sign_that_no_rule_gives_is_found(findings, only, monkeypatch):
    monkeypatch.setattr(lattice, "thread_time", lambda: 0)  # what is said of a search that ended, on a busy machine too
    assert findings("1001", "request", REQUEST, SCHEME, **ENVELOPE) == []
    finding = only("1001", "request", root(), SCHEME)
    assert (finding.code, finding.name, finding.path) == ("SIG001", "bad-signature", "ROOT/SIGN")
    assert "combinations are excluded (rule, near keys" in finding.message.en
    assert "已排除" in finding.message.zh


def test_without_a_key_nothing_is_claimed(findings):
    assert findings("1001", "request", root()) == []


def test_another_key_that_spoiled_the_payload_too_is_one_finding(only):
    body = compose_root("request", ENVELOPE, REQUEST, OTHER)
    finding = only("1001", "request", body, replace(SCHEME, cipher="aes-128-ecb"))
    assert finding.name == "wrong-key"
    assert "Nor does the signature fit." in finding.message.en
