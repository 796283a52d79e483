import json

from hisight.reading import message_json


def test_one_side_is_told_in_the_shape_that_is_our_public_interface(read):
    data = message_json(read(answer="<RES><SYSDAT>2026-11-23 10:00:00</SYSDAT></RES>"), "response")
    assert json.loads(json.dumps(data)) == data
    assert list(data) == ["direction", "function", "layers", "envelope", "payload", "signature", "findings"]
    assert data["function"] == {"code": "1001", "name": "NetTest", "title": "网络通讯测试"}
    assert {"name": "charset", "value": "utf-8", "note": ""} in data["layers"]
    assert list(data["envelope"]) == ["RETURN_CODE", "RETURN_MSG", "SIGN_TYPE", "SIGN", "RES_ENCRYPTED"]
    assert (data["payload"]["state"], data["payload"]["cipher"]) == ("decrypted", "aes-128-ecb")
    assert list(data["signature"]) == ["verdict", "rule", "variant", "expected", "found", "explanation"]
    (finding,) = data["findings"]
    assert finding["path"] == "RES/SYSDAT"
    assert list(finding) == ["code", "name", "severity", "path", "message", "hint", "catalog", "overlay"]
    assert finding["severity"] == "error"


def test_the_other_side_has_its_own_findings_only(read):
    data = message_json(read(answer="<RES/>"), "request")
    assert (data["direction"], data["findings"]) == ("request", [])
