import base64

import pytest
from tests.checks.rules.conftest import root

from hisight.protocol import CIPHERS, Key, Scheme, envelope, signature

KEY = Key.from_text("0123456789ABCDEF")
SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
CHINESE = "<REQ><HOSPITAL_ID>示例医院</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def body(plain: bytes) -> str:
    text = base64.b64encode(CIPHERS["aes-128-ecb"].encrypt(plain, KEY.secret)).decode()
    unsigned = envelope.read(root(REQ_ENCRYPTED=text))
    return unsigned.replacing("SIGN", signature.make("request", unsigned, "", SCHEME)).text


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        (CHINESE.encode("gbk"), "the decrypted payload is gb18030"),
        (f'<?xml version="1.0" encoding="GBK"?>{CHINESE}'.encode("gbk"), "the decrypted payload is gb18030"),
        (
            f'<?xml version="1.0" encoding="GBK"?>{CHINESE}'.encode(),
            "declared as GBK, really utf-8: who believes it reads “绀轰緥鍖婚櫌” for “示例医院”",
        ),
        (CHINESE.encode() + b"\xff", "1 places are not"),
        (CHINESE.encode() + "院".encode()[:2], "the text was cut inside it"),
    ],
)
def test_another_charset_under_the_cipher_is_found(findings, plain, words):
    found = {one.name: one for one in findings("1001", "request", body(plain), SCHEME)}
    finding = found["payload-charset"]
    assert (finding.code, finding.path) == ("CHR002", "ROOT/REQ_ENCRYPTED")
    assert words in finding.message.en
    assert set(found) <= {"payload-charset", "ill-formed"}


@pytest.mark.parametrize("plain", [CHINESE.encode(), CHINESE.replace("示例医院", "1").encode("gbk")])
def test_utf_8_and_ascii_pass(findings, plain):
    assert findings("1001", "request", body(plain), SCHEME) == []


def test_a_plain_payload_has_the_charset_of_the_body(findings):
    assert findings("1001", "request", root(REQ_ENCRYPTED=f'<?xml version="1.0" encoding="GBK"?>{CHINESE}')) == []
