import json
from dataclasses import replace

import pytest
from tests.cli.deviating import AGREED, OPTIONS, answer, request
from tests.conftest import VECTOR_KEY
from tests.protocol import vectors

from hisight.protocol import Key, soap_answer

DEPARTMENTS = (
    "<RES><COUNT>1</COUNT><DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME>骨科</DEPT_NAME><PARENT_ID>-1</PARENT_ID><STATUS>1</STATUS>"
    "<DEPART_SEX>0</DEPART_SEX><BABY_FLAG>0</BABY_FLAG><BABY_AGE>14</BABY_AGE><DEPARTTYPE>1</DEPARTTYPE>"
    "<IS_SPECIALDEPART>0</IS_SPECIALDEPART><PHONE>10000000</PHONE></DEPT_LIST></RES>"
)


def inspected(hisight, *arguments: str, **options: str) -> dict:
    done = hisight("inspect", "-", "--json", *arguments, **options)
    assert (done.returncode, done.stderr) == (0, ""), done
    return json.loads(done.stdout)


def test_a_whole_answer_in_soap_is_read_and_verified(hisight):
    body = soap_answer("NetTest", vectors.NET_TEST_ANSWER, "urn:x")
    data = inspected(hisight, "--key", VECTOR_KEY, stdin=body)
    assert data["direction"] == "response"
    assert data["function"] == {"code": "1001", "name": "NetTest", "title": "网络通讯测试"}
    assert data["payload"]["state"] == "decrypted"
    assert (data["signature"]["verdict"], data["signature"]["rule"]) == ("valid", "sorted-query-key")
    assert [finding["name"] for finding in data["findings"]] == ["not-cdata"]


def test_the_key_may_come_from_the_environment(hisight):
    data = inspected(hisight, stdin=vectors.ANSWER_ON_FAILURE, HISIGHT_KEY=VECTOR_KEY)
    assert (data["payload"]["state"], data["signature"]["verdict"]) == ("empty", "valid")
    without = inspected(hisight, stdin=vectors.ANSWER_ON_FAILURE)
    assert (without["payload"]["state"], without["signature"]["verdict"]) == ("unreadable", "unknown-key")


def test_the_published_sample_is_valid_without_any_key(hisight):
    data = inspected(hisight, stdin=vectors.CREATE_PAT_REQUEST)
    assert (data["direction"], data["envelope"]["FUN_CODE"], data["payload"]["state"]) == ("request", "1002", "plain")
    assert (data["signature"]["verdict"], data["signature"]["rule"]) == ("valid", "elements-keyless")


def test_a_pasted_payload_is_compared_with_the_function_it_is_said_to_be(hisight):
    data = inspected(hisight, "--fun-code", "2001", stdin=DEPARTMENTS)
    assert data["direction"] == "response"
    (finding,) = data["findings"]
    assert (finding["name"], finding["path"]) == ("misnamed-field", "RES/DEPT_LIST[1]/DEPARTTYPE")


def test_a_base64_payload_alone_is_decrypted(hisight):
    text = vectors.NET_TEST_ANSWER.partition("<RES_ENCRYPTED>")[2].partition("<")[0]
    data = inspected(hisight, "--key", VECTOR_KEY, "--fun-code", "1001", stdin=text)
    assert data["direction"] == "response"
    assert "2016-08-08 15:16:54" in data["payload"]["xml"]


def test_a_whole_http_message_brings_its_own_head(hisight, tmp_path):
    file = tmp_path / "message.txt"
    root = "<ROOT><RETURN_CODE>99</RETURN_CODE><RETURN_MSG>系统错误</RETURN_MSG></ROOT>"
    file.write_bytes(b"HTTP/1.1 500 No\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" + root.encode("gbk"))
    data = json.loads(hisight("inspect", str(file), "--json").stdout)
    assert data["envelope"]["RETURN_MSG"] == "系统错误"
    charset = next(layer for layer in data["layers"] if layer["name"] == "charset")
    assert charset == {
        "name": "charset",
        "declared": "utf-8",
        "value": "gb18030",
        "note": "Declared as utf-8, really gb18030.",
    }


def test_the_options_outweigh_the_head(hisight):
    data = inspected(hisight, "--status", "502", "--content-type", "text/html", stdin="<html/>")
    assert data["direction"] == "response"
    assert data["layers"][0] == {
        "name": "http",
        "declared": "",
        "value": "HTTP/1.1 502 Bad Gateway",
        "note": "",
    }
    forced = inspected(hisight, "--direction", "request", "--status", "299", stdin="<RES/>")
    assert forced["direction"] == "request"


def test_cipher_and_rule_can_be_laid_down(hisight):
    data = inspected(
        hisight, "--key", VECTOR_KEY, "--rule", "elements-keyless", "--cipher", "none", stdin=vectors.NET_TEST_ANSWER
    )
    assert (data["signature"]["verdict"], data["signature"]["variant"]) == ("valid-with-deviation", "other-rule")


@pytest.mark.parametrize(
    ("body", "variant"),
    [
        (request(key_part="&key={key}"), "key-part"),
        (request(payload="plain"), "payload"),
        (request(order="document"), "order"),
        (request(layout="values", separator=""), "layout"),
        (request(digest="sm3"), "digest"),
        (answer(charset="gb18030"), "charset"),
        (answer(key_part="KEY{key}", payload="plain", charset="gb18030"), "key-part+payload+charset"),
        (request(replace(AGREED, cipher="none"), key_part="&key={key}", uppercase=False), "key-part+digest-case"),
    ],
)
def test_what_a_peer_does_otherwise_when_it_signs_is_named(hisight, body, variant):
    data = inspected(hisight, *OPTIONS, stdin=body)
    signature = data["signature"]
    assert (signature["verdict"], signature["variant"]) == ("valid-with-deviation", variant)
    assert [one["name"] for one in signature["differences"]] == variant.split("+")
    assert [(one["name"], one["severity"]) for one in data["findings"] if one["code"].startswith("SIG")] == [
        ("signature-deviation", "error")
    ]


def test_a_signature_that_nothing_explains_says_what_was_excluded(hisight):
    body = request(replace(AGREED, cipher="none", keys=(Key.from_text("FEDCBA9876543210"),)))
    assert "combinations are excluded" in inspected(hisight, *OPTIONS, stdin=body)["signature"]["excluded"]
    assert "combinations are excluded" in hisight("inspect", "-", *OPTIONS, stdin=body).stdout


def test_the_text_for_people_says_verdict_layers_signature_payload_and_findings(hisight):
    done = hisight("inspect", "-", "--key", VECTOR_KEY, "--fun-code", "1001", stdin=vectors.NET_TEST_ANSWER)
    assert done.returncode == 0
    for words in (
        "Success, and it conforms.",
        "response  1001 NetTest",
        "Signature: valid",
        "&KEY=●●●●",
        "<SYSDATE>",
        "Findings: 1",
        "· XML008",
    ):
        assert words in done.stdout
    assert VECTOR_KEY not in done.stdout
    assert "✗ XML001" in hisight("inspect", "-", stdin="<REQ><A></REQ>").stdout


def test_the_payload_is_laid_out_one_field_a_line(hisight):
    text = hisight("inspect", "-", stdin=vectors.CREATE_PAT_REQUEST).stdout
    assert "\n  <REQ>\n    <HOSPITAL_ID>22</HOSPITAL_ID>\n    <ID_TYPE></ID_TYPE>\n" in text


def test_the_function_may_be_given_by_its_name(hisight):
    data = inspected(hisight, "--fun-code", "GetDeptInfo", stdin=DEPARTMENTS)
    assert data["function"] == {"code": "2001", "name": "GetDeptInfo", "title": "科室查询接口"}


def test_it_speaks_chinese_where_the_system_does(hisight):
    assert "签名正确" in hisight("inspect", "-", stdin=vectors.CREATE_PAT_REQUEST, LANG="zh_CN.UTF-8").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-file"], "cannot read no-such-file"),
        (["."], "cannot read ."),
        (["-", "--cipher", "rot13"], "--cipher does not know rot13. It takes auto, none"),
        (["-", "--rule", "x"], "--rule does not know x."),
        (["-", "--direction", "up"], "Invalid value"),
        (["-", "--status", "many"], "Invalid value"),
        (["-", "--nonsense"], "No such option: --nonsense"),
        ([], "Missing argument"),
    ],
)
def test_a_wrong_argument_is_one_line(complains, arguments, words):
    assert words in complains("inspect", *arguments)


@pytest.mark.parametrize("data", ["", "\x00\x01", "<" * 5000, "<ROOT/>", "{}", "<REQ>" * 300])
def test_whatever_is_pasted_is_answered(hisight, data):
    assert inspected(hisight, stdin=data)["direction"] in ("request", "response")


def test_a_profile_gives_key_cipher_rule_and_severities(hisight, tmp_path):
    file = tmp_path / "hisight" / "profiles.toml"
    file.parent.mkdir()
    text = '[city]\nuser_id = "0001"\ncipher = "none"\nkeys = ["env:CITY"]\nseverity = { FLD003 = "note", FLD001 = "off" }\n'
    file.write_text(text, "utf-8")
    body = DEPARTMENTS.replace("<COUNT>1</COUNT>", "")
    options = ("--fun-code", "2001", "--profile", "city")
    data = inspected(hisight, *options, stdin=body, CITY=VECTOR_KEY)
    assert data["profile"] == "city"
    assert [(one["severity"], one["original_severity"]) for one in data["findings"]] == [("note", "note")]
    assert [one["name"] for one in data["switched_off"]] == ["missing-required"]
    told = hisight("inspect", "-", *options, stdin=body, CITY=VECTOR_KEY).stdout
    assert "1 finding switched off by profile city (--all shows them)" in told
    assert "FLD001" not in told
    told = hisight("inspect", "-", *options, "--all", stdin=body, CITY=VECTOR_KEY).stdout
    assert "FLD001 RES/COUNT" in told


def test_a_lowered_finding_says_what_it_was(hisight, tmp_path):
    file = tmp_path / "hisight" / "profiles.toml"
    file.parent.mkdir()
    file.write_text('[city]\nseverity = { missing-required = "note" }\n', "utf-8")
    told = hisight("inspect", "-", "--fun-code", "1001", "--profile", "city", stdin="<RES/>").stdout
    assert "· FLD001 RES/SYSDATE" in told
    assert "(error lowered to note by profile city)" in told


def test_a_profile_with_a_wrong_severity_is_one_line(complains, tmp_path):
    file = tmp_path / "hisight" / "profiles.toml"
    file.parent.mkdir()
    file.write_text('[city]\nseverity = { mising-required = "note" }\n', "utf-8")
    said = complains("inspect", "-", "--profile", "city", stdin="<RES/>")
    assert "profiles.toml, [city] severity.mising-required: there is no rule" in said
    assert "Did you mean missing-required?" in said


def test_the_charset_may_be_chosen_and_one_that_does_not_exist_is_refused(hisight, tmp_path):
    message = tmp_path / "request.xml"
    message.write_bytes("<REQ><HOSPITAL_ID>医院</HOSPITAL_ID></REQ>".encode("gbk"))
    done = hisight("inspect", str(message), "--charset", "latin-1", "--fun-code", "1001")
    assert "Read as iso8859-1 by your choice; not declared, found to be gb18030." in done.stdout
    assert "<HOSPITAL_ID>Ò½Ôº</HOSPITAL_ID>" in done.stdout
    refused = hisight("inspect", str(message), "--charset", "gbkk")
    assert refused.returncode != 0
    assert "--charset does not know gbkk. It takes utf-8, gb18030," in refused.stderr
