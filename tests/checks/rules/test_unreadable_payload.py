import pytest
from tests.checks.rules.conftest import REQUEST, root

from hisight.checks import Severity
from hisight.protocol import Key, Scheme, Sealing, compose_root, envelope, payload, signature

KEY = Key.from_text("0123456789ABCDEF")
SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
GOOD = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, SCHEME)


def test_a_payload_that_decrypts_to_no_xml_is_found(findings, only):
    assert findings("1001", "request", GOOD, SCHEME) == []
    unsigned = envelope.read(root(REQ_ENCRYPTED=payload.seal_payload('{"HOSPITAL_ID": 1}', SCHEME)))
    body = unsigned.replacing("SIGN", signature.make("request", unsigned, "", SCHEME)).text
    finding = only("1001", "request", body, SCHEME)
    assert (finding.code, finding.name, finding.path) == ("PAY006", "unreadable-payload", "ROOT/REQ_ENCRYPTED")


def test_another_iv_is_found_too(findings):
    text = payload.seal_payload(REQUEST, Scheme("aes-128-cbc", keys=(KEY,), sealing=Sealing(iv="0102030405060708")))
    names = [
        (finding.name, finding.severity) for finding in findings("1001", "request", root(REQ_ENCRYPTED=text), SCHEME)
    ]
    assert ("unreadable-payload", Severity.ERROR) in names


def test_a_payload_that_opens_otherwise_than_agreed_says_how_and_is_compared(findings):
    text = payload.seal_payload(REQUEST, Scheme("aes-128-ecb", keys=(KEY,), sealing=Sealing("md5")))
    found = {finding.name: finding for finding in findings("1001", "request", root(REQ_ENCRYPTED=text), SCHEME)}
    assert "wrong-key" not in found
    assert found["unreadable-payload"].message.en.endswith("though not as agreed: the key is its MD5, as bytes.")
    assert found["unreadable-payload"].hint.en.startswith("Encrypt as agreed;")


def test_an_iv_of_another_length_is_our_own_mistake(findings):
    scheme = Scheme("aes-128-cbc", "sorted-query-key", (KEY,), sealing=Sealing(iv="short"))
    text = payload.seal_payload(REQUEST, Scheme("aes-128-cbc", keys=(KEY,), sealing=Sealing(iv="0102030405060708")))
    found = {finding.name: finding for finding in findings("1001", "request", root(REQ_ENCRYPTED=text), scheme)}
    assert found["unreadable-payload"].severity == Severity.NOTE
    assert found["unreadable-payload"].hint.en == "Correct the IV of the profile."


@pytest.mark.parametrize(
    ("keys", "hint"), [((), "Add the key to a profile"), ((Key.from_text("short"),), "Correct the key of the profile")]
)
def test_where_only_our_own_key_is_missing_it_is_a_note(findings, keys, hint):
    (finding,) = findings("1001", "request", GOOD, Scheme(keys=keys))
    assert (finding.name, finding.severity) == ("unreadable-payload", Severity.NOTE)
    assert finding.hint.en.startswith(hint)
