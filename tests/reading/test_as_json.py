import json

from tests.reading.conftest import SCHEME

from hisight.profiles import Profile
from hisight.reading import Reader, message_json


def test_one_side_is_told_in_the_shape_that_is_our_public_interface(read):
    data = message_json(read(answer="<RES><SYSDAT>2026-11-23 10:00:00</SYSDAT></RES>"), "response")
    assert json.loads(json.dumps(data)) == data
    keys = [
        "direction",
        "function",
        "layers",
        "envelope",
        "payload",
        "signature",
        "findings",
        "switched_off",
        "profile",
    ]
    assert list(data) == keys
    assert data["function"] == {"code": "1001", "name": "NetTest", "title": "网络通讯测试"}
    assert {"name": "charset", "declared": "UTF-8", "value": "utf-8", "note": ""} in data["layers"]
    assert list(data["envelope"]) == ["RETURN_CODE", "RETURN_MSG", "SIGN_TYPE", "SIGN", "RES_ENCRYPTED"]
    assert (data["payload"]["state"], data["payload"]["cipher"]) == ("decrypted", "aes-128-ecb")
    assert list(data["signature"]) == [
        "verdict",
        "rule",
        "variant",
        "expected",
        "found",
        "explanation",
        "differences",
        "excluded",
    ]
    (finding,) = data["findings"]
    assert finding["path"] == "RES/SYSDAT"
    keys = ["code", "name", "severity", "path", "message", "hint", "catalog"]
    assert list(finding) == [*keys, "overlay", "original_severity", "calls"]
    assert (finding["severity"], finding["original_severity"]) == ("error", "error")
    assert (data["switched_off"], data["profile"]) == ([], "")


def test_the_other_side_has_its_own_findings_only(read):
    data = message_json(read(answer="<RES/>"), "request")
    assert (data["direction"], data["findings"]) == ("request", [])


def test_what_a_profile_lowers_or_switches_off_is_told_with_its_original_severity(read, catalog):
    city = Profile("city", severity={"misnamed-field": "note", "unknown-field": "off"})
    answer = "<RES><SYSDAT>2026-11-23 10:00:00</SYSDAT><X/></RES>"
    data = message_json(read(answer=answer, by=Reader(catalog, [city], SCHEME)), "response")
    told = [
        [(one["severity"], one["original_severity"]) for one in data[part]] for part in ("findings", "switched_off")
    ]
    assert told == [[("note", "error")], [("warning", "warning")]]
    assert data["profile"] == "city"
