import pytest
from tests.checks.rules.conftest import REQUEST

from hisight.protocol import Key, Scheme, compose_root

KEY = Key.from_text("0123456789ABCDEF")
ENVELOPE = {"FUN_CODE": "1001", "USER_ID": "u"}


def body(cipher: str) -> str:
    return compose_root("request", ENVELOPE, REQUEST, Scheme(cipher, "sorted-query-key", (KEY,)))


def test_plain_text_where_a_cipher_was_agreed_is_found(findings, only):
    agreed = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
    assert findings("1001", "request", body("aes-128-ecb"), agreed) == []
    finding = only("1001", "request", body("none"), agreed)
    assert (finding.code, finding.name, finding.path) == ("PAY002", "unencrypted-payload", "ROOT/REQ_ENCRYPTED")


@pytest.mark.parametrize("cipher", ["auto", "none"])
def test_plain_text_is_right_where_nothing_else_was_agreed(findings, cipher):
    assert findings("1001", "request", body("none"), Scheme(cipher, "sorted-query-key", (KEY,))) == []


def test_a_document_looked_at_alone_claims_nothing(findings):
    assert findings("1001", "request", REQUEST, Scheme("aes-128-ecb", keys=(KEY,))) == []
