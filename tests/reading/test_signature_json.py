import json

from tests.reading.conftest import SCHEME
from tests.reading.test_signatures import signing

from hisight.reading.signature_json import masked_hex, signature_json


def test_a_deviation_is_told_in_the_shape_that_is_our_public_interface(read):
    message = read(answer_scheme=signing(charset="gb18030", key_part="&key={key}")).call.response
    data = signature_json(message, "1001 NetTest")
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        "direction",
        "verdict",
        "variant",
        "explanation",
        "differences",
        "excluded",
        "rule",
        "key",
        "digest",
        "charset",
        "expected",
        "found",
        "base_string",
        "agreed_base_string",
        "signed",
        "letter",
    ]
    assert (data["variant"], data["digest"], data["charset"]) == ("key-part+charset", "md5", "gb18030")
    assert data["base_string"].endswith("&key=●●●●●●●●")
    assert data["agreed_base_string"].endswith("&KEY=●●●●●●●●")
    assert data["expected"] != data["found"]
    assert data["letter"].startswith("In your answer of 1001 NetTest")


def test_it_speaks_the_language_that_is_asked_for(read):
    data = signature_json(read(answer_scheme=signing(charset="gb18030")).call.response, language="zh")
    assert data["differences"] == [
        {"name": "charset", "agreed": "待签名串按 UTF-8 编码", "found": "待签名串按 GBK（GB18030）编码"}
    ]
    assert data["letter"].startswith("贵方应答中")


def test_the_signed_bytes_are_all_there_but_for_the_key(read):
    message = read().call.request
    text = masked_hex(message)
    assert len(text) == 2 * len(message.signature.signed)
    assert text.endswith("**" * len(SCHEME.key.secret))
    assert bytes.fromhex(text.rstrip("*")) == message.signature.signed.removesuffix(SCHEME.key.secret)
