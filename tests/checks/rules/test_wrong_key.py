from dataclasses import replace

import pytest
from tests.checks.rules.conftest import REQUEST, root

from hisight.protocol import Envelope, Key, Scheme, compose_root, envelope, payload, signature

SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
OTHER = replace(SCHEME, keys=(Key.from_text("FEDCBA9876543210"),))


def signed(text: str) -> Envelope:
    """A request whose payload is `text` and whose signature is right."""
    unsigned = envelope.read(root(REQ_ENCRYPTED=text))
    return unsigned.replacing("SIGN", signature.make("request", unsigned, "", SCHEME))


def test_a_payload_under_another_key_is_found_though_the_signature_is_right(findings, only):
    assert findings("1001", "request", signed(payload.seal_payload(REQUEST, SCHEME)).text, SCHEME) == []
    finding = only("1001", "request", signed(payload.seal_payload(REQUEST, OTHER)).text, SCHEME)
    assert (finding.code, finding.name, finding.path) == ("PAY005", "wrong-key", "ROOT/REQ_ENCRYPTED")
    assert "signature" not in finding.message.en


@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_peer_with_another_key_is_one_finding(only, direction):
    values = {"FUN_CODE": "1001", "USER_ID": "u"} if direction == "request" else {"RETURN_CODE": "0", "RETURN_MSG": "x"}
    finding = only("1001", direction, compose_root(direction, values, REQUEST, OTHER), SCHEME)
    assert "Nor does the signature fit." in finding.message.en


def test_what_is_left_of_a_message_that_was_cut_proves_no_other_key(only):
    whole = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, SCHEME)
    cut = whole[: whole.index("<REQ_ENCRYPTED>") + len("<REQ_ENCRYPTED>") + 64]
    assert only("1001", "request", cut, SCHEME).name == "truncated"
